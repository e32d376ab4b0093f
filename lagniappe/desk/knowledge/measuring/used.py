"""Suggestions that agents put into their replies: the next best thing to a vote."""

from sqlalchemy import insert

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import success, versions
from lagniappe.desk.knowledge.measuring.tables import suggestions_used
from lagniappe.kit import ids

LONGEST = 2_000


def used(tx, me: Agent, conversation, *, entry_id: str, language: str, question: str) -> None:
    """An agent put this answer into the reply to `question`. Whether it was sent is seen later:
    nothing is added to the sending of a message."""
    success.used(tx, entry_id, language)
    if question and versions.text_of(tx, entry_id, language):
        tx.execute(
            insert(suggestions_used).values(
                id=ids.new(),
                conversation_id=conversation.id,
                entry_id=entry_id,
                language=language,
                agent_id=me.id,
                question=question[:LONGEST],
                position=conversation.last_position,
                created_at=tx.now,
            )
        )
