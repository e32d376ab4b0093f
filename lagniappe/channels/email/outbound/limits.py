"""How much may be written automatically: whoever answers a machine by a machine stops here."""

from sqlalchemy import bindparam, literal_column, select

from lagniappe.channels.email.inbound import bounces
from lagniappe.channels.email.tables import outbox
from lagniappe.db.hot import Hot
from lagniappe.kit.clock import DAY, HOUR

MOST_TO_ONE_A_DAY = 3
MOST_AN_HOUR = 300


def may_write(tx, address: str, *, kind: str, most: int = MOST_TO_ONE_A_DAY) -> bool:
    """Whether a letter of this kind that no agent wrote may go to this address now."""
    if bounces.is_dead(tx, address):
        return False
    today = _to_one.all(tx, receiver=address, kind=kind, since=tx.now - DAY, most=most)
    if len(today) >= most:
        return False
    lately = _lately.all(tx, since=tx.now - HOUR, most=MOST_AN_HOUR)
    return len(lately) < MOST_AN_HOUR


_to_one = Hot(
    lambda insert: (
        select(outbox.c.id)
        .where(
            outbox.c.receiver == bindparam("receiver"),
            outbox.c.created_at > bindparam("since"),
            outbox.c.kind == bindparam("kind"),
        )
        .limit(bindparam("most"))
    )
)
_lately = Hot(
    lambda insert: (
        select(outbox.c.id)
        .where(
            outbox.c.created_at > bindparam("since"),
            outbox.c.author_id.is_(None),
            # A person closes before a customer is asked: many of these are no loop.
            outbox.c.kind != literal_column("'survey'"),
        )
        .limit(bindparam("most"))
    )
)
