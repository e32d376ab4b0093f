"""Writing a step into the register: the complaint, its history, and the screens."""

from sqlalchemy import insert, update

from lagniappe.desk.complaints.register.tables import complaint_events, complaints
from lagniappe.desk.reactions import COMPLAINT_MOVED
from lagniappe.kit import ids


def step(
    tx,
    complaint_id: str,
    conversation_id: str,
    name: str,
    *,
    agent=None,
    because: str = "",
    **changes,
) -> None:
    """Change the complaint and keep what was done, by whom, as `name`; `because` says why."""
    tx.execute(update(complaints).where(complaints.c.id == complaint_id).values(changes))
    said = changes | ({"because": because} if because else {})
    note(tx, complaint_id, conversation_id, name, agent=agent, **said)


def note(tx, complaint_id: str, conversation_id: str, name: str, *, agent=None, **details) -> None:
    """Keep that something happened to the complaint, and tell the screens."""
    tx.execute(
        insert(complaint_events).values(
            id=ids.new(),
            complaint_id=complaint_id,
            name=name,
            agent_id=agent.id if agent else None,
            details=details,
            created_at=tx.now,
        )
    )
    tell_screens(tx, conversation_id)
    COMPLAINT_MOVED.tell(tx, complaint_id, name)


def tell_screens(tx, conversation_id: str) -> None:
    """The part of the screen that shows it asks again; so does the coach, which follows it."""
    for part in ("complaint", "coach", "remedies"):
        hint = {"t": "part", "c": conversation_id, "part": part}
        tx.hint(f"conversation:{conversation_id}", hint)
