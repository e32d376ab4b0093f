"""The outbox as people look at it: agents their own letters, administrators all."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select, true

from lagniappe.channels.email.tables import mailboxes, outbox
from lagniappe.db import paging
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit import cursors
from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id

VIEWS = ("all", "waiting", "trouble", "sent")
_STATES = {
    "waiting": ("held", "queued", "sending"),
    "trouble": ("failed", "bounced", "unsent"),
    "sent": ("sent",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page."""

    id: str
    kind: str
    subject: str
    receiver: str
    state: str
    error: str
    tries: int
    repeats: int
    send_at: int
    sent_at: int | None
    created_at: int
    conversation_id: str | None
    number: int | None
    author: str | None
    box: str

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursors.cursor(self.created_at, self.id)


def lines(tx, agent: Agent, view: str, *, before: str | None = None, limit: int = 40) -> list[Line]:
    """One page, newest first. Raises NotFound for a view or a cursor that is not ours."""
    if view not in VIEWS:
        raise NotFound()
    query = (
        select(
            outbox.c.id,
            outbox.c.kind,
            outbox.c.subject,
            outbox.c.receiver,
            outbox.c.state,
            outbox.c.error,
            outbox.c.tries,
            outbox.c.repeats,
            outbox.c.send_at,
            outbox.c.sent_at,
            outbox.c.created_at,
            outbox.c.conversation_id,
            conversations.c.number,
            agents.c.display_name,
            mailboxes.c.address,
        )
        .join(mailboxes, mailboxes.c.id == outbox.c.mailbox_id)
        .outerjoin(conversations, conversations.c.id == outbox.c.conversation_id)
        .outerjoin(agents, agents.c.id == outbox.c.author_id)
        .where(_theirs(agent))
    )
    if view in _STATES:
        query = query.where(outbox.c.state.in_(_STATES[view]))
    query = paging.falling(query, outbox.c.created_at, outbox.c.id, before=before)
    return [Line(*row) for row in tx.all(query.limit(limit))]


def of_agent(tx, agent: Agent, outbox_id: str):
    """The row of a letter that is theirs or of a conversation they may see. Raises NotFound."""
    row = None
    if is_id(outbox_id):
        row = tx.one(
            select(outbox)
            .outerjoin(conversations, conversations.c.id == outbox.c.conversation_id)
            .where(
                outbox.c.id == outbox_id,
                or_(
                    _theirs(agent),
                    and_(
                        conversations.c.id.is_not(None),
                        departments.visible(
                            agent, conversations.c.department_id, conversations.c.assignee_id
                        ),
                    ),
                ),
            )
        )
    if row is None:
        raise NotFound()
    return row


def is_troubled(tx, agent: Agent) -> bool:
    """Whether a letter of theirs (any, for administrators) could not be sent."""
    found = select(outbox.c.id).where(outbox.c.state.in_(("failed", "bounced")), _theirs(agent))
    return tx.one(found.limit(1)) is not None


def _theirs(agent: Agent):
    return true() if agent.may("admin") else outbox.c.author_id == agent.id
