"""Steps that somebody says are done: words show much, but the agent knows."""

from sqlalchemy import delete, insert, select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.protocol.kinds import STEPS
from lagniappe.desk.complaints.protocol.tables import coach_marks
from lagniappe.desk.conversations import find
from lagniappe.kit.errors import NotFound


def of_conversation(tx, conversation_id: str) -> list:
    """The steps that people marked: step and position."""
    return tx.all(
        select(coach_marks.c.step, coach_marks.c.position).where(
            coach_marks.c.conversation_id == conversation_id
        )
    )


def mark(tx, agent: Agent, conversation_id: str, step: str) -> None:
    """The step is done as of now, e.g. LISTEN when the customer has told everything. Marking
    again moves it to now. Raises NotFound for a step that does not exist."""
    conversation = find.for_agent(tx, agent, conversation_id)
    if step not in STEPS:
        raise NotFound()
    unmark(tx, agent, conversation_id, step)
    tx.execute(
        insert(coach_marks).values(
            conversation_id=conversation_id,
            step=step,
            position=conversation.last_position,
            by_agent_id=agent.id,
            created_at=tx.now,
        )
    )


def unmark(tx, agent: Agent, conversation_id: str, step: str) -> None:
    """Only the words count again. Raises NotFound."""
    find.for_agent(tx, agent, conversation_id)
    tx.execute(
        delete(coach_marks).where(
            coach_marks.c.conversation_id == conversation_id, coach_marks.c.step == step
        )
    )
