"""The silent-churn watch: who gives up without complaining gets somebody to come back to them.

The young complain least and leave most (S11), so a complaint is no condition for a follow-up.
A bad answer opens a loop when it is given (reactions.py); here are the two that say nothing at
all: nobody answered them, or they tried alone and failed.
"""

from collections.abc import Callable

from sqlalchemy import and_, exists, or_, select, update

from lagniappe.desk.accounts import installation
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import blocks
from lagniappe.desk.surveys.voice import open_loop, recover
from lagniappe.desk.surveys.voice.tables import loops
from lagniappe.kit.clock import DAY, HOUR

GAVE_UP_AFTER = HOUR
"""Who failed alone and then said nothing for so long has given up."""
LOOK_BACK = 7 * DAY
MOST = 500
_READ_TO = "voice.quiet_to"
_c = conversations.c


def patience(channel: str) -> int:
    """How long (ms) somebody waits for a first word before they are abandoned, where nobody
    set another time (analytics/rules.py has the organisation's)."""
    return 3 * DAY if channel == "email" else DAY


def look(tx, *, patience: Callable[[str], int] = patience) -> None:
    """One look at everybody who went quiet since the last one."""
    since = int(installation.get(tx, _READ_TO) or tx.now - LOOK_BACK)
    for row in _quiet(tx, since, GAVE_UP_AFTER, _tried_alone()):
        open_loop.of_silence(tx, row, "self_service", source=f"self_service:{row.id}")
    by_mail = _c.channel == "email"
    for channel, which in (("email", by_mail), ("chat", ~by_mail)):
        for row in _quiet(tx, since, patience(channel), and_(which, _waits())):
            source = f"abandoned:{row.id}:{row.waiting_since}"
            open_loop.of_silence(tx, row, "abandoned", source=source)
    _answered_since(tx)
    installation.put(tx, _READ_TO, str(tx.now))


def _quiet(tx, since: int, after: int, condition) -> list:
    """Conversations that went quiet between the last look and now, `after` ms ago."""
    return tx.all(
        select(conversations)
        .where(
            _c.status.in_(("open", "closed")),
            _c.last_message_at > since - after,
            _c.last_message_at <= tx.now - after,
            _c.spam_at.is_(None),
            condition,
            ~_complained(),
            ~_blocked(tx),
            ~exists().where(loops.c.conversation_id == _c.id, loops.c.closed_at.is_(None)),
        )
        .order_by(_c.last_message_at)
        .limit(MOST)
    )


def _waits():
    still = and_(_c.status == "open", _c.waiting_since.is_not(None))
    return and_(still, _c.pre_escalated_at.is_(None))


def _tried_alone():
    """They failed on their own, and no person ever answered."""
    return and_(_c.pre_escalated_at.is_not(None), _c.first_response_at.is_(None))


def _complained():
    same = or_(
        complaints.c.conversation_id == _c.id,
        and_(complaints.c.customer_id == _c.customer_id, complaints.c.closed_at.is_(None)),
    )
    return exists().where(same)


def _blocked(tx):
    return exists().where(
        blocks.c.customer_id == _c.customer_id,
        blocks.c.lifted_at.is_(None),
        or_(blocks.c.until.is_(None), blocks.c.until > tx.now),
    )


def _answered_since(tx) -> None:
    """A person has answered them meanwhile, in the ordinary way: nothing is left to do."""
    rows = tx.all(
        select(loops)
        .where(
            loops.c.closed_at.is_(None),
            loops.c.state == "open",
            loops.c.kind.in_(("abandoned", "self_service")),
        )
        .limit(MOST)
    )
    for row in rows:
        if recover.first_reply(tx, row):
            tx.execute(
                update(loops)
                .where(loops.c.id == row.id)
                .values(state="withdrawn", closed_at=tx.now)
            )
