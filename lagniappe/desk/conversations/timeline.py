"""The customer's whole history on one timeline, over all their conversations."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.db import paging
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.kit import cursors


@dataclass(frozen=True, slots=True)
class Entry:
    """A message with the conversation it belongs to."""

    message: Message
    number: int
    channel: str

    @property
    def cursor(self) -> str:
        return cursors.cursor(self.message.created_at, self.message.id)


def of_customer(
    tx, agent: Agent, customer_id: str, *, before: str | None = None, limit: int = 60
) -> list[Entry]:
    """The latest entries that this agent may see, newest first; `before` is a cursor.

    Raises NotFound for a cursor that is not one of ours.
    """
    query = (
        select(
            conversations.c.number,
            conversations.c.channel,
            *message.COLUMNS,
            agents.c.display_name,
            agents.c.picture_id,
        )
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .outerjoin(agents, agents.c.id == messages.c.author_id)
        .where(
            conversations.c.customer_id == customer_id,
            departments.visible(agent, conversations.c.department_id, conversations.c.assignee_id),
        )
    )
    query = paging.falling(query, messages.c.created_at, messages.c.id, before=before)
    return [
        Entry(message.from_row(columns), number, channel)
        for number, channel, *columns in tx.all(query.limit(limit))
    ]
