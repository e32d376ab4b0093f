"""Blocked people: quietly not served, for a chosen time, listed and reversible."""

from sqlalchemy import bindparam, insert, or_, select, update

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.people import customers
from lagniappe.desk.people.tables import blocks
from lagniappe.desk.people.tables import customers as customers_table
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written_line

DURATIONS = {"day": DAY, "week": 7 * DAY, "month": 30 * DAY, "forever": None}

_active = Hot(
    lambda insert: (
        select(blocks.c.id)
        .where(
            blocks.c.customer_id == bindparam("customer_id"),
            blocks.c.lifted_at.is_(None),
            or_(blocks.c.until.is_(None), blocks.c.until > bindparam("now")),
        )
        .limit(1)
    )
)


def is_blocked(tx, customer_id: str | None) -> bool:
    return bool(customer_id) and _active.one(tx, customer_id=customer_id, now=tx.now) is not None


def block(tx, customer_id: str, *, duration: str, reason: str, by: str) -> None:
    """Raises Refused without a duration or a reason: somebody will ask why."""
    if duration not in DURATIONS:
        raise Refused(N_("Choose for how long to block."), code="bad_duration")
    reason = written_line(reason, 500, field="reason")
    if not reason:
        raise Refused(N_("Write why this person is blocked."), code="no_reason")
    customers.get(tx, customer_id)
    lift(tx, customer_id, by=by)
    length = DURATIONS[duration]
    tx.execute(
        insert(blocks).values(
            id=ids.new(),
            customer_id=customer_id,
            reason=reason,
            blocked_by=by,
            created_at=tx.now,
            until=None if length is None else tx.now + length,
        )
    )
    # Their open widget is cut off; when it comes back, chat is simply not available.
    tx.hint(f"customer:{customer_id}", {"t": "revoked"})


def lift(tx, customer_id: str, *, by: str) -> None:
    tx.execute(
        update(blocks)
        .where(blocks.c.customer_id == customer_id, blocks.c.lifted_at.is_(None))
        .values(lifted_at=tx.now, lifted_by=by)
    )


def listed(tx) -> list:
    """Everybody blocked now: customer_id, name, reason, by, created_at, until."""
    return tx.all(
        select(
            blocks.c.customer_id,
            customers_table.c.name,
            blocks.c.reason,
            agents.c.name.label("by"),
            blocks.c.created_at,
            blocks.c.until,
        )
        .join(customers_table, customers_table.c.id == blocks.c.customer_id)
        .join(agents, agents.c.id == blocks.c.blocked_by)
        .where(blocks.c.lifted_at.is_(None), or_(blocks.c.until.is_(None), blocks.c.until > tx.now))
        .order_by(blocks.c.created_at.desc())
    )
