"""What colleagues did to a complaint while somebody looked at it."""

from sqlalchemy import select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.register.complaint import Complaint
from lagniappe.desk.complaints.register.tables import complaint_events
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

_e = complaint_events.c
_NEWEST_FIRST = (_e.created_at.desc(), _e.id.desc())


def newest(tx, complaint_id: str) -> str:
    """The id of the last thing that was done to it: whoever changes it says up to where they
    have seen it."""
    mine = select(_e.id).where(_e.complaint_id == complaint_id)
    return tx.value(mine.order_by(*_NEWEST_FIRST).limit(1))


def refuse(tx, agent: Agent, complaint: Complaint, *, seen: str) -> None:
    """Raises Refused (409) when a colleague changed the complaint, which is held by
    `read.open_one`, after `seen`. Nobody overturns what they have not seen."""
    steps = tx.all(
        select(_e.id, _e.agent_id, agents.c.name)
        .outerjoin(agents, agents.c.id == _e.agent_id)
        .where(_e.complaint_id == complaint.id)
        .order_by(*_NEWEST_FIRST)
    )
    for step in steps:
        if step.id == seen:
            return
        if step.agent_id not in (None, agent.id):
            raise Refused(
                N_(
                    "%(who)s changed this complaint meanwhile. Nothing was saved, and your words "
                    "stay here: close this window to see what is so now."
                ),
                code="meanwhile",
                status=409,
                who=step.name,
            )
