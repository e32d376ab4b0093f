"""Moods follow the conversations: what a customer gained is judged a moment later."""

from sqlalchemy import bindparam, func, literal, select

from lagniappe.bus import jobs
from lagniappe.db.hot import Hot
from lagniappe.desk.complaints.mood.tables import conversation_moods
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.clock import SECOND

JOB = "mood.assess"
RUSH = 5 * SECOND

_waiting = Hot(
    lambda insert: (
        select(literal(1))
        .select_from(
            conversations.outerjoin(
                conversation_moods, conversation_moods.c.conversation_id == conversations.c.id
            )
        )
        .where(
            conversations.c.id == bindparam("conversation_id"),
            conversations.c.last_customer_position
            > func.coalesce(conversation_moods.c.assessed, literal(0)),
        )
    )
)


def assess_later(tx, conversation_ids: list[str]) -> None:
    """Only what a customer wrote has a mood: agents' words plan nothing. A batch is one job,
    a moment later: filing mail comes before reading its mood."""
    waiting = [one for one in conversation_ids if _waiting.one(tx, conversation_id=one)]
    if len(waiting) == 1:
        jobs.add(tx, JOB, {"conversations": waiting}, key=waiting[0])
    elif waiting:
        jobs.add(tx, JOB, {"conversations": waiting}, at=tx.now + RUSH)
