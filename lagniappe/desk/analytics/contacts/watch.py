"""Looking after what nobody tells: customers whom nobody answered, and people who tried alone."""

from sqlalchemy import and_, or_, select

from lagniappe.bus import jobs
from lagniappe.desk.analytics import rules, self_service
from lagniappe.desk.analytics.contacts import marks
from lagniappe.desk.analytics.tables import contacts
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.clock import HOUR, MINUTE

JOB = "contacts.watch"
EVERY = 10 * MINUTE
MOST = 500
_SHORTEST = HOUR
_c = conversations.c


def plan(tx) -> None:
    """Have the next look in a while, unless one waits already."""
    jobs.add(tx, JOB, {}, key="next", at=tx.now + EVERY)


@jobs.job(JOB)
def look(tx, payload: dict) -> None:
    """Mark conversations that nobody answered for too long; count who helped themselves."""
    for conversation_id in left_waiting(tx):
        marks.mark(tx, conversation_id)
    self_service.count(tx)
    marks.go_on(tx)
    plan(tx)


def left_waiting(tx) -> list[str]:
    """Open conversations whose customer has waited too long, and are not counted as such."""
    known = rules.rules(tx)
    counted = (
        select(contacts.c.conversation_id)
        .where(
            contacts.c.conversation_id == _c.id,
            contacts.c.ended_at > _c.waiting_since,
        )
        .exists()
    )
    rows = tx.all(
        select(_c.id)
        .where(
            _c.status == "open",
            _c.last_message_at <= tx.now - _SHORTEST,
            or_(*(_has_waited(tx, known, by_mail) for by_mail in (True, False))),
            _c.spam_at.is_(None),
            ~counted,
        )
        .order_by(_c.last_message_at, _c.id)
        .limit(MOST)
    )
    return [row.id for row in rows]


def _has_waited(tx, known: rules.Rules, by_mail: bool):
    channel = _c.channel == "email" if by_mail else _c.channel != "email"
    return and_(channel, _c.waiting_since <= tx.now - known.patience("email" if by_mail else ""))
