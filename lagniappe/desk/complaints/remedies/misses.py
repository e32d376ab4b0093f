"""Codes that are none of ours: noted with who tried them, and slowed down."""

import logging

from sqlalchemy import delete, func, insert, select

from lagniappe.desk.complaints.remedies.tables import misses
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

log = logging.getLogger(__name__)

MOST = 10
WINDOW = 15 * MINUTE
KEPT = 90 * DAY


def refuse_guessing(tx, by: str) -> None:
    """Raises Refused for somebody with ten wrong codes in a quarter of an hour."""
    tried = select(func.count()).where(misses.c.by == by, misses.c.at > tx.now - WINDOW)
    if tx.value(tried) >= MOST:
        raise Refused(
            N_("Too many wrong codes. Wait a quarter of an hour, then try again."),
            code="too_many_tries",
            status=429,
        )


def note(tx, by: str, last4: str) -> None:
    log.warning("unknown voucher code", extra={"by": by})
    tx.execute(insert(misses).values(id=ids.new(), by=by, last4=last4[-4:], at=tx.now))


def latest(tx, *, limit: int = 20) -> list:
    """The last wrong codes: by, last4, at."""
    return tx.all(select(misses).order_by(misses.c.at.desc()).limit(limit))


def sweep(tx) -> int:
    """Forget what was tried long ago."""
    return tx.execute(delete(misses).where(misses.c.at < tx.now - KEPT)).rowcount
