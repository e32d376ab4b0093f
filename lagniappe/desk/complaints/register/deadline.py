"""By when a complaint is decided, and what happens when it is not."""

from sqlalchemy import select

from lagniappe.bus import jobs
from lagniappe.desk.accounts import installation
from lagniappe.desk.complaints.register import record
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations import append
from lagniappe.desk.promises import calendar, organisation
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

MOST_DAYS = 5
_KEY = "complaints.days"


def days(tx) -> int:
    """Business days in which a complaint is decided; five is the most a customer waits."""
    return int(installation.get(tx, _KEY) or MOST_DAYS)


def set_days(tx, count: int) -> None:
    """Raises Refused outside 1 to 5."""
    if not 1 <= count <= MOST_DAYS:
        raise Refused(N_("Decide complaints within one to five business days."), code="bad_days")
    installation.put(tx, _KEY, str(count))


def due(tx, opened_at: int) -> int:
    """The end of the last business day (ms UTC) on which it may be decided."""
    return calendar.after_days(organisation.calendar(tx), opened_at, days(tx))


def watch(tx, complaint_id: str, at: int) -> None:
    """Look at this complaint again when it is due."""
    jobs.add(tx, "complaints.due", {"complaint": complaint_id}, key=complaint_id, at=at)


@jobs.job("complaints.due")
def say_late(tx, payload: dict) -> None:
    """Say in the conversation that a decision is late; nothing when it was told in time."""
    row = tx.one(select(complaints).where(complaints.c.id == payload["complaint"]))
    if row is None or row.communicated_at or row.closed_at:
        return
    if row.due_at > tx.now:
        watch(tx, row.id, row.due_at)
        return
    record.note(tx, row.id, row.conversation_id, "late")
    append.event(
        tx, row.conversation_id, "complaint_late", public=False, number=row.number, due=row.due_at
    )
