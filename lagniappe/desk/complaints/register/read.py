"""Finding a complaint, for somebody who may see its conversation."""

from sqlalchemy import select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.register.complaint import Complaint, selected
from lagniappe.desk.complaints.register.tables import complaint_events, complaints
from lagniappe.desk.conversations import find
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_


def of_conversation(tx, conversation_id: str) -> Complaint | None:
    """The conversation's open complaint, else its last one."""
    here = complaints.c.conversation_id == conversation_id
    row = tx.one(
        selected()
        .where(here)
        .order_by(complaints.c.closed_at.is_not(None), complaints.c.opened_at.desc())
        .limit(1)
    )
    return Complaint(*row) if row else None


def for_agent(tx, agent: Agent, complaint_id: str) -> Complaint:
    """Raises NotFound when it is not there or not theirs to see."""
    row = tx.one(selected().where(complaints.c.id == complaint_id)) if is_id(complaint_id) else None
    if row is None:
        raise NotFound()
    complaint = Complaint(*row)
    find.for_agent(tx, agent, complaint.conversation_id)
    return complaint


def open_one(tx, agent: Agent, complaint_id: str) -> Complaint:
    """The complaint as it is now, locked until the transaction ends. Raises NotFound, and
    Refused for a closed one, which is nobody's to change."""
    complaint = for_agent(tx, agent, complaint_id)
    still = selected().where(complaints.c.id == complaint_id, complaints.c.closed_at.is_(None))
    row = tx.one(still.with_for_update() if tx.dialect == "postgresql" else still)
    if row is None:
        raise Refused(
            N_("%(number)s is closed. If something else went wrong, register another complaint."),
            code="closed",
            status=409,
            number=complaint.label,
        )
    return Complaint(*row)


def events(tx, complaint_id: str) -> list:
    """What was done, oldest first: name, details, created_at, agent (their name)."""
    return tx.all(
        select(
            complaint_events.c.name,
            complaint_events.c.details,
            complaint_events.c.created_at,
            agents.c.name.label("agent"),
        )
        .outerjoin(agents, agents.c.id == complaint_events.c.agent_id)
        .where(complaint_events.c.complaint_id == complaint_id)
        .order_by(complaint_events.c.created_at, complaint_events.c.id)
    )


def by_whom(tx, complaint_id: str, step: str) -> str:
    """The name of who took this step last; "" while nobody did."""
    return next((one.agent for one in reversed(events(tx, complaint_id)) if one.name == step), "")
