"""Reviews: an answer that was right once is read again before it is wrong."""

from sqlalchemy import update

from lagniappe.desk.knowledge.tables import entries
from lagniappe.kit.clock import DAY

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
