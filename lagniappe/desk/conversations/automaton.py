"""Whether automatic answers may come in a conversation: never beside a person.

ready: a customer's message may be answered automatically. planned: so it is about to be
decided. silent: a person has the conversation, or was asked for; it stays so until the
customer writes again after it was closed.
"""

from sqlalchemy import bindparam, update

from lagniappe.db.hot import Hot
from lagniappe.desk.conversations.tables import conversations

READY, PLANNED, SILENT = "ready", "planned", "silent"

_move = Hot(
    lambda insert: (
        update(conversations)
        .where(
            conversations.c.id == bindparam("conversation_id"),
            conversations.c.automaton == bindparam("before"),
        )
        .values(automaton=bindparam("now_is"))
    )
)


def plan(tx, conversation_id: str) -> bool:
    """A decision is planned; False when one was, or a person has it."""
    return _moved(tx, conversation_id, READY, PLANNED)


def rest(tx, conversation_id: str) -> bool:
    """The planned decision is being taken; False when a person came before it."""
    return _moved(tx, conversation_id, PLANNED, READY)


def silence(tx, conversation_id: str) -> bool:
    """A person has it from now on; False when one had it already."""
    return bool(
        tx.execute(
            update(conversations)
            .where(conversations.c.id == conversation_id, conversations.c.automaton != SILENT)
            .values(automaton=SILENT)
        ).rowcount
    )


def _moved(tx, conversation_id: str, before: str, now_is: str) -> bool:
    return _move.run(tx, conversation_id=conversation_id, before=before, now_is=now_is) == 1
