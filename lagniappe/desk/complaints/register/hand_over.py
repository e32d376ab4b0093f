"""Handing a complaint to a colleague: its owner answers for it until it is closed."""

from lagniappe.desk.accounts import agents
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import read, record
from lagniappe.desk.conversations import append, find
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_


def hand_over(tx, agent: Agent, complaint_id: str, *, to: str) -> None:
    """Make a colleague its owner; the conversation stays where it is. Raises NotFound, Refused
    for somebody who cannot see the conversation."""
    complaint = read.open_one(tx, agent, complaint_id)
    owner = _somebody(tx, complaint, to)
    if owner.id == complaint.owner_id:
        return
    record.step(
        tx,
        complaint.id,
        complaint.conversation_id,
        "handed_over",
        agent=agent,
        owner_id=owner.id,
    )
    append.event(
        tx,
        complaint.conversation_id,
        "complaint_handed_over",
        public=False,
        agent=agent,
        number=complaint.number,
        to=owner.name,
    )


def _somebody(tx, complaint, agent_id: str) -> Agent:
    try:
        owner = agents.get(tx, agent_id)
        find.for_agent(tx, owner, complaint.conversation_id)
    except NotFound:
        owner = None
    if owner is None or owner.disabled_at is not None:
        raise Refused(
            N_("Choose a colleague who can see this conversation."), code="bad_owner", field="owner"
        )
    return owner
