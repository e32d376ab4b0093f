"""Reviews: an answer that was right once is read again before it is wrong."""

from datetime import UTC, date, datetime

from sqlalchemy import update

from lagniappe.desk.knowledge.tables import entries
from lagniappe.kit.clock import DAY, from_datetime, to_datetime
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

AFTER = 365 * DAY
"""How long an answer is trusted after it was approved or read again."""


def is_due(review_at: int | None, now: int) -> bool:
    return review_at is not None and review_at <= now


def put_off(tx, entry_id: str) -> None:
    """Somebody read the answers and they are right: ask again after a year."""
    tx.execute(
        update(entries)
        .where(entries.c.id == entry_id)
        .values(review_at=tx.now + AFTER, revision=entries.c.revision + 1)
    )


def day(review_at: int | None) -> str:
    """The date as forms and files write it, empty when there is none."""
    return to_datetime(review_at).date().isoformat() if review_at is not None else ""


def instant(text: str) -> int | None:
    """The start of a day written YYYY-MM-DD, None when nothing is written. Raises Refused."""
    if not text.strip():
        return None
    try:
        wanted = date.fromisoformat(text.strip())
        return from_datetime(datetime(wanted.year, wanted.month, wanted.day, tzinfo=UTC))
    except ValueError as error:
        raise Refused(N_("Write dates as 2027-01-31."), code="bad_date") from error
