"""The inbox: lists of conversations an agent works from, keyset-paged, newest first."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from lagniappe.db import paging
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations.tables import conversation_tags, conversations, reads
from lagniappe.desk.people.tables import customers
from lagniappe.kit import cursors
from lagniappe.kit.errors import NotFound

VIEWS = ("mine", "unassigned", "all", "closed", "spam")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    id: str
    number: int
    customer_id: str
    customer_name: str
    preferred_name: str
    department_id: str | None
    assignee_id: str | None
    assignee_name: str | None
    channel: str
    status: str
    preview: str
    preview_by: str
    last_message_at: int
    waiting_since: int | None
    last_customer_position: int
    pre_escalated_at: int | None
    subject: str
    read_position: int | None

    @property
    def unread(self) -> bool:
        """Whether the customer said something this agent has not seen."""
        return self.last_customer_position > (self.read_position or 0)

    @property
    def answered_automatically(self) -> bool:
        """Whether the customer said that an automatic answer was enough."""
        return self.preview_by == "auto" and self.waiting_since is None

    @property
    def who(self) -> str:
        return self.preferred_name or self.customer_name

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursors.cursor(self.last_message_at, self.id)


def rows(tx, agent: Agent, view: str, *, before: str | None = None, limit: int = 40) -> list[Row]:
    """One page of a view: mine, unassigned, all, closed, spam, dept-ID or tag-ID.

    Raises NotFound for a view that does not exist or a cursor that is not one of ours.
    """
    query = _query(agent).where(_in_view(agent, view))
    c = conversations.c
    query = paging.falling(query, c.last_message_at, c.id, before=before)
    return [Row(*row) for row in tx.all(query.limit(limit))]


def row(tx, agent: Agent, view: str, conversation_id: str) -> Row | None:
    """The conversation's line, or None when it does not belong in the view (any more)."""
    found = tx.one(
        _query(agent).where(conversations.c.id == conversation_id, _in_view(agent, view))
    )
    return Row(*found) if found else None


def of_customer(tx, agent: Agent, customer_id: str, *, limit: int = 20) -> list[Row]:
    """The customer's conversations this agent may see, newest first."""
    query = _query(agent).where(conversations.c.customer_id == customer_id)
    return [Row(*r) for r in tx.all(query.order_by(conversations.c.created_at.desc()).limit(limit))]


def _query(agent: Agent):
    c = conversations.c
    return (
        select(
            c.id,
            c.number,
            c.customer_id,
            customers.c.name,
            customers.c.preferred_name,
            c.department_id,
            c.assignee_id,
            agents.c.display_name,
            c.channel,
            c.status,
            c.preview,
            c.preview_by,
            c.last_message_at,
            c.waiting_since,
            c.last_customer_position,
            c.pre_escalated_at,
            c.subject,
            reads.c.position,
        )
        .join(customers, customers.c.id == c.customer_id)
        .outerjoin(agents, agents.c.id == c.assignee_id)
        .outerjoin(reads, and_(reads.c.conversation_id == c.id, reads.c.agent_id == agent.id))
        .where(departments.visible(agent, c.department_id, c.assignee_id))
    )


def _in_view(agent: Agent, view: str):
    c = conversations.c
    kind, _, which = view.partition("-")
    is_open = c.status == "open"
    if view == "mine":
        return and_(is_open, c.assignee_id == agent.id)
    if view == "unassigned":
        return and_(is_open, c.assignee_id.is_(None))
    if view == "all":
        return is_open
    if view == "closed":
        return and_(c.status == "closed", c.spam_at.is_(None))
    if view == "spam":
        return c.spam_at.is_not(None)
    if kind == "dept" and which:
        return and_(is_open, c.department_id == which)
    if kind == "tag" and which:
        tagged = select(conversation_tags.c.conversation_id).where(
            conversation_tags.c.tag_id == which
        )
        return c.id.in_(tagged)
    raise NotFound()
