"""The relationship's account: people forgive from what they have been given before.

Each good and bad contact is an entry that fades: after half a year it weighs half. The
balance is said in words to whoever talks to the customer, and never compared between people.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select

from lagniappe.desk.people.tables import relationship
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY

HALF_LIFE = 180 * DAY
WEIGHTS = {
    "resolved": 1.0,
    "praised": 1.0,
    "gift": 1.0,
    "kept_promise": 0.5,
    "bad_contact": -1.0,
    "complaint": -1.0,
    "broken_promise": -2.0,
}
SHOWN = 5
# Older entries weigh less than a hundredth.
_FORGOTTEN = 7 * HALF_LIFE


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    created_at: int


@dataclass(frozen=True, slots=True)
class Account:
    """`balance` is the sum of weights as faded; `entries` the newest first."""

    balance: float
    entries: list[Entry]

    @property
    def standing(self) -> str:
        """good, even, or low: how much patience there is to draw on."""
        if self.balance >= 1:
            return "good"
        return "low" if self.balance <= -1 else "even"


def enter(tx, customer_id: str, kind: str, *, source: str) -> None:
    """Write down what happened, once for each `source`."""
    known = select(relationship.c.id).where(
        relationship.c.customer_id == customer_id,
        relationship.c.kind == kind,
        relationship.c.source == source,
    )
    if tx.one(known) is None:
        tx.execute(
            insert(relationship).values(
                id=ids.new(),
                customer_id=customer_id,
                kind=kind,
                weight=WEIGHTS[kind],
                source=source,
                created_at=tx.now,
            )
        )


def account(tx, customer_id: str) -> Account:
    """The customer's account as of now."""
    rows = tx.all(
        select(relationship.c.kind, relationship.c.weight, relationship.c.created_at)
        .where(
            relationship.c.customer_id == customer_id,
            relationship.c.created_at > tx.now - _FORGOTTEN,
        )
        .order_by(relationship.c.created_at.desc())
    )
    balance = sum(row.weight * faded(tx.now - row.created_at) for row in rows)
    return Account(balance, [Entry(row.kind, row.created_at) for row in rows[:SHOWN]])


def faded(age: int) -> float:
    """What is left of an entry's weight after `age` ms: half after HALF_LIFE."""
    return 0.5 ** (max(0, age) / HALF_LIFE)
