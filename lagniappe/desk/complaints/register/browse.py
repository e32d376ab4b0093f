"""Lists of complaints, keyset-paged, for those who may see their conversations."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.db import paging
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.register.complaint import COLUMNS, Complaint
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers
from lagniappe.kit import cursors
from lagniappe.kit.errors import NotFound

VIEWS = ("open", "mine", "late", "closed")
_c = complaints.c


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; `case` is the conversation's number."""

    complaint: Complaint
    who: str
    owner: str
    case: int

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        at = self.complaint.due_at if self.complaint.is_open else self.complaint.opened_at
        return cursors.cursor(at, self.complaint.id)


def lines(tx, agent: Agent, view: str, *, before: str | None = None, limit: int = 40) -> list[Line]:
    """One page: open ones by what is due first, closed ones newest first.

    Raises NotFound for a view that does not exist or a cursor that is not one of ours.
    """
    if view not in VIEWS:
        raise NotFound()
    query = _visible(agent)
    if view == "closed":
        query = query.where(_c.closed_at.is_not(None))
        query = paging.falling(query, _c.opened_at, _c.id, before=before)
    else:
        query = query.where(_c.closed_at.is_(None))
        query = paging.rising(query, _c.due_at, _c.id, after=before)
        if view == "mine":
            query = query.where(_c.owner_id == agent.id)
        if view == "late":
            query = query.where(_c.due_at < tx.now, _c.communicated_at.is_(None))
    return [_line(row) for row in tx.all(query.limit(limit))]


def everything(tx, agent: Agent, *, after: str = "", limit: int = 500) -> list[Line]:
    """A batch for an export, oldest first, after the complaint with this id."""
    return [
        _line(row)
        for row in tx.all(_visible(agent).where(_c.id > after).order_by(_c.id).limit(limit))
    ]


def _visible(agent: Agent):
    return (
        select(
            *COLUMNS,
            customers.c.name,
            customers.c.preferred_name,
            agents.c.name,
            conversations.c.number,
        )
        .join(conversations, conversations.c.id == _c.conversation_id)
        .join(customers, customers.c.id == _c.customer_id)
        .join(agents, agents.c.id == _c.owner_id)
        .where(
            departments.visible(agent, conversations.c.department_id, conversations.c.assignee_id)
        )
    )


def _line(row) -> Line:
    *columns, name, preferred, owner, case = row
    return Line(Complaint(*columns), preferred or name, owner, case)
