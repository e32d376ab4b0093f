"""Marks: which conversations' contacts are to be counted anew, made where something happens.

Making one costs one statement; counting follows a moment later, beside everything else.
"""

from sqlalchemy import bindparam, delete, insert, literal, select

from lagniappe.bus import jobs
from lagniappe.db.hot import Hot
from lagniappe.desk.analytics.tables import contact_marks
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.surveys.tables import surveys
from lagniappe.kit.clock import SECOND

JOB = "contacts.count"
GATHER = 2 * SECOND
"""What ends within it is counted together."""

# A mark made again is a new one: whoever counts removes only the one they saw.
_mark = Hot(
    lambda insert: (
        lambda new: new.on_conflict_do_update(
            index_elements=["conversation_id"], set_={"marked_at": new.excluded.marked_at}
        )
    )(
        insert(contact_marks).values(
            conversation_id=bindparam("conversation_id"), marked_at=bindparam("now")
        )
    )
)
_has_ended = Hot(
    lambda insert: select(literal(1)).where(
        conversations.c.id == bindparam("conversation_id"),
        conversations.c.closed_at.is_not(None),
    )
)


def mark(tx, conversation_id: str) -> None:
    """Have the conversation's contacts counted anew."""
    _mark.run(tx, conversation_id=conversation_id, now=tx.now)
    jobs.add(tx, JOB, {}, key="next", at=tx.now + GATHER)


def closed(tx, conversation_id: str, agent) -> None:
    """A contact has ended."""
    mark(tx, conversation_id)


def mood_changed(tx, conversation_id: str) -> None:
    """How angry they were counts at the end only."""
    if _has_ended.one(tx, conversation_id=conversation_id):
        mark(tx, conversation_id)


def survey_answered(tx, survey_id: str, question: str) -> None:
    _mark_its(tx, select(surveys.c.conversation_id).where(surveys.c.id == survey_id))


def complaint_moved(tx, complaint_id: str, step: str) -> None:
    _mark_its(tx, select(complaints.c.conversation_id).where(complaints.c.id == complaint_id))


def mark_all(tx) -> None:
    """Have every conversation's contacts counted anew."""
    tx.execute(delete(contact_marks))
    everything = select(conversations.c.id, literal(tx.now))
    tx.execute(insert(contact_marks).from_select(["conversation_id", "marked_at"], everything))


def go_on(tx) -> None:
    """Have counted what is still marked: a mark made while a batch was counted found the
    job's row still there and made none of its own."""
    if tx.one(select(contact_marks.c.conversation_id).limit(1)):
        jobs.add(tx, JOB, {}, key="next", at=tx.now + GATHER)


def _mark_its(tx, query) -> None:
    conversation_id = tx.value(query)
    if conversation_id:
        mark(tx, conversation_id)
