"""Finding a conversation, for somebody who may see it."""

from sqlalchemy import select

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id


def for_agent(tx, agent: Agent, conversation_id: str):
    """The conversation's row. Raises NotFound when it is not there or not theirs to see."""
    row = None
    if is_id(conversation_id):
        row = tx.one(
            select(conversations).where(
                conversations.c.id == conversation_id,
                departments.visible(
                    agent, conversations.c.department_id, conversations.c.assignee_id
                ),
            )
        )
    if row is None:
        raise NotFound()
    return row


def may_see(tx, agent: Agent, conversation_ids: list[str]) -> set[str]:
    """Those of the conversations that this agent may see."""
    wanted = [c for c in conversation_ids if is_id(c)]
    rows = tx.all(
        select(conversations.c.id).where(
            conversations.c.id.in_(wanted),
            departments.visible(agent, conversations.c.department_id, conversations.c.assignee_id),
        )
    )
    return {row[0] for row in rows}


def label(number: int) -> str:
    """The case number as people say it."""
    return f"L-{number}"
