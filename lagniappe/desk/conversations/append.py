"""Adding one entry to a conversation: the hot path under receive, reply, note and events.

Taking the next position locks the conversation's row, so positions are gapless and unique
on both databases. A client id seen before raises Repeated, which undoes the taking.
"""

import json

from sqlalchemy import bindparam, exists, func, literal_column, select, update

from lagniappe.db.hot import Hot
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations, drafts, messages
from lagniappe.desk.people.tables import blocks
from lagniappe.desk.reactions import ASKED, MESSAGE_ADDED
from lagniappe.kit import ids
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.text import preview

# Whose reply was saved as a draft so lately is writing it.
WRITING = 2 * MINUTE


class Repeated(Exception):
    """This client id was stored before: answer with what was stored then."""


def _next(**changes):
    return (
        update(conversations)
        .where(conversations.c.id == bindparam("conversation_id"))
        .values(
            last_position=conversations.c.last_position + 1,
            last_message_at=bindparam("now"),
            **changes,
        )
    )


_PUBLIC = {
    "last_public_position": conversations.c.last_public_position + 1,
    "preview": bindparam("preview_text"),
}
_RETURN = (
    conversations.c.last_position,
    conversations.c.last_public_position,
    conversations.c.indexed_position,
    conversations.c.automaton,
)
_BLOCKED = (
    exists(select(blocks.c.id))
    .where(
        blocks.c.customer_id == bindparam("of_customer"),
        blocks.c.lifted_at.is_(None),
        func.coalesce(blocks.c.until, bindparam("now") + 1) > bindparam("now"),
    )
    .correlate(None)
)
_OPEN = conversations.c.status == literal_column("'open'")
_SILENT = literal_column("'silent'")

# Nothing of a closed conversation, another customer's, or a blocked one's is touched.
_take_for_customer = Hot(
    lambda insert: (
        _next(
            **_PUBLIC,
            preview_by="customer",
            last_customer_position=conversations.c.last_position + 1,
            waiting_since=func.coalesce(conversations.c.waiting_since, bindparam("now")),
        )
        .where(
            conversations.c.customer_id == bindparam("of_customer"),
            _OPEN,
            ~_BLOCKED,
        )
        .returning(*_RETURN)
    )
)
_take_for_agent = Hot(
    lambda insert: _next(
        **_PUBLIC,
        preview_by="agent",
        waiting_since=None,
        first_response_at=func.coalesce(conversations.c.first_response_at, bindparam("now")),
        assignee_id=func.coalesce(conversations.c.assignee_id, bindparam("agent_id")),
        automaton=_SILENT,
    ).returning(*_RETURN)
)
# The row is locked while this is asked, so no automatic answer can follow a person's words.
# The wait for a person goes on: only the customer may say that it is over. A list goes on
# showing what the customer asked: that is what an agent looks for.
_take_for_automaton = Hot(
    lambda insert: (
        _next(last_public_position=_PUBLIC["last_public_position"], preview_by="auto")
        .where(
            _OPEN,
            conversations.c.automaton != _SILENT,
            conversations.c.last_customer_position <= bindparam("heard"),
            ~exists(select(drafts.c.agent_id)).where(
                drafts.c.conversation_id == bindparam("conversation_id"),
                drafts.c.mode == literal_column("'reply'"),
                drafts.c.updated_at > bindparam("writing_since"),
            ),
            ~_BLOCKED,
        )
        .returning(*_RETURN)
    )
)
# A system line is a public entry, yet no reason to change a list's one line of text.
_take_public_line = Hot(
    lambda insert: _next(last_public_position=_PUBLIC["last_public_position"]).returning(*_RETURN)
)
_take_private = Hot(lambda insert: _next().returning(*_RETURN))
_take_note = Hot(lambda insert: _next(automaton=_SILENT).returning(*_RETURN))

_insert = Hot(
    lambda insert: (
        insert(messages)
        .values({column.name: bindparam(column.name) for column in messages.c})
        .on_conflict_do_nothing(index_elements=["conversation_id", "client_id"])
    )
)


def from_customer(tx, conversation_id: str, customer_id: str, **message) -> Message | None:
    """Append a customer's message, or None when this conversation does not take it
    (closed, not theirs, or the customer is blocked)."""
    taken = _take_for_customer.one(
        tx,
        conversation_id=conversation_id,
        of_customer=customer_id,
        now=tx.now,
        preview_text=_preview(message),
    )
    if taken is None:
        return None
    stored = _store(
        tx,
        conversation_id,
        taken,
        kind="reply",
        author_kind="customer",
        author_id=customer_id,
        **message,
    )
    if taken[3] == "ready":
        ASKED.tell(tx, stored)
    return stored


def automatic(
    tx, conversation_id: str, customer_id: str, *, heard: int, **message
) -> Message | None:
    """Append an automatic answer to what was said up to position `heard`. None when the
    customer said more, a person takes part, or the customer is not served (closed, blocked).
    Raises Repeated."""
    taken = _take_for_automaton.one(
        tx,
        conversation_id=conversation_id,
        of_customer=customer_id,
        heard=heard,
        now=tx.now,
        writing_since=tx.now - WRITING,
    )
    if taken is None:
        return None
    return _store(
        tx,
        conversation_id,
        taken,
        kind="reply",
        author_kind="automatic",
        author_id=None,
        **message,
    )


def from_agent(tx, conversation_id: str, agent, **message) -> Message:
    """Append an agent's reply: answers the wait, and owns an unowned conversation."""
    taken = _take_for_agent.one(
        tx,
        conversation_id=conversation_id,
        now=tx.now,
        agent_id=agent.id,
        preview_text=_preview(message),
    )
    return _store(
        tx,
        conversation_id,
        taken,
        kind="reply",
        author_kind="agent",
        author_id=agent.id,
        author_name=agent.display_name,
        author_picture_id=agent.picture_id,
        **message,
    )


def note(tx, conversation_id: str, agent, **message) -> Message:
    """Append a private note: no public position, nothing for the customer."""
    taken = _take_note.one(tx, conversation_id=conversation_id, now=tx.now)
    return _store(
        tx,
        conversation_id,
        (taken[0], None, taken[2], taken[3]),
        kind="note",
        author_kind="agent",
        author_id=agent.id,
        author_name=agent.display_name,
        author_picture_id=agent.picture_id,
        **message,
    )


def event(tx, conversation_id: str, name: str, *, public: bool, agent=None, **details) -> Message:
    """Append a system line such as "transferred"; `public` ones the customer sees too."""
    take = _take_public_line if public else _take_private
    position, public_position, *rest = take.one(tx, conversation_id=conversation_id, now=tx.now)
    return _store(
        tx,
        conversation_id,
        (position, public_position if public else None, *rest),
        kind="event",
        author_kind="system",
        author_id=agent.id if agent else None,
        author_name=agent.display_name if agent else "",
        client_id=ids.new(),
        body="",
        details={"name": name, **details},
    )


def _preview(message: dict) -> str:
    if message["body"]:
        return preview(message["body"])
    files = (message.get("details") or {}).get("attachments") or []
    return preview(", ".join(file["name"] for file in files))


def _store(
    tx,
    conversation_id: str,
    taken: tuple,
    *,
    kind: str,
    author_kind: str,
    author_id: str | None,
    client_id: str,
    body: str,
    details: dict | None = None,
    author_name: str = "",
    author_picture_id: str | None = None,
) -> Message:
    position, public_position, indexed_position, _ = taken
    message = Message(
        ids.new(),
        conversation_id,
        position,
        public_position,
        client_id,
        kind,
        author_kind,
        author_id,
        body,
        details,
        tx.now,
        author_name,
        author_picture_id,
    )
    stored = _insert.run(
        tx,
        conversation_id=conversation_id,
        position=position,
        id=message.id,
        public_position=public_position,
        client_id=client_id,
        kind=kind,
        author_kind=author_kind,
        author_id=author_id,
        body=body,
        details=json.dumps(details) if details else None,
        created_at=tx.now,
    )
    if stored != 1:
        raise Repeated(client_id)
    MESSAGE_ADDED.tell(tx, message, indexed_position)
    _tell_screens(tx, message)
    return message


def _tell_screens(tx, message: Message) -> None:
    conversation_id = message.conversation_id
    payload = {"t": "message", "c": conversation_id, "p": message.position}
    tx.hint(f"conversation:{conversation_id}", payload, message)
    tx.hint("inbox", {"t": "changed", "c": conversation_id})
    if message.public_position is not None:
        payload = {"t": "message", "p": message.public_position}
        tx.hint(f"visitor:{conversation_id}", payload, message)
