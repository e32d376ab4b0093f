"""How often a customer had to turn to us: fewer contacts make each one matter more."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.conversations.tables import conversations

MOST = 100


@dataclass(frozen=True, slots=True)
class Touches:
    """Contacts known, MOST at most, since when (ms)."""

    contacts: int
    since: int | None

    @property
    def more(self) -> bool:
        return self.contacts >= MOST


def of_customer(tx, customer_id: str) -> Touches:
    """The customer's contacts, read by key and no further than MOST."""
    c = conversations.c
    mine = select(c.created_at).where(c.customer_id == customer_id, c.spam_at.is_(None))
    rows = tx.all(mine.order_by(c.created_at.desc()).limit(MOST))
    return Touches(len(rows), rows[-1][0] if rows else None)
