"""An agent answers, or writes a private note for colleagues."""

from dataclasses import dataclass

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import append, attach, close, draft, find, message, read
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.receive import check_body, check_client_id


@dataclass(slots=True)
class CustomerWrote(Exception):
    """Something from the customer arrived while the agent was writing: show it first."""

    arrived: list[Message]


def reply(
    tx,
    agent: Agent,
    conversation_id: str,
    *,
    client_id: str,
    body: str,
    attachment_ids: list[str] | tuple[str, ...] = (),
    seen: int | None = None,
    copies: bool = True,
    longest: int = 10_000,
) -> Message:
    """Store an agent's reply. Raises CustomerWrote when the customer wrote after `seen`
    (the position the agent's screen had reached), NotFound, Refused, append.Repeated.
    Without `copies` a reply by mail goes to the customer alone."""
    conversation = find.for_agent(tx, agent, conversation_id)
    check_client_id(client_id)
    body = check_body(body, longest, attachment_ids)
    if seen is not None and conversation.last_customer_position > seen:
        newer = message.after(tx, conversation_id, seen)
        # A repeat of a reply that did get through must be answered, not warned about.
        if message.by_client_id(tx, conversation_id, client_id) is None:
            raise CustomerWrote([m for m in newer if m.author_kind == "customer"])
    details = _files(tx, agent, conversation_id, attachment_ids)
    if not copies:
        details = {**(details or {}), "copies": False}
    if conversation.status == "closed":
        close.reopen(tx, agent, conversation_id)
    stored = append.from_agent(
        tx, conversation_id, agent, client_id=client_id, body=body, details=details
    )
    return _finish(tx, agent, stored, attachment_ids, "reply")


def note(
    tx,
    agent: Agent,
    conversation_id: str,
    *,
    client_id: str,
    body: str,
    attachment_ids: list[str] | tuple[str, ...] = (),
    longest: int = 10_000,
) -> Message:
    """Store a private note: the customer never sees it, nor that it exists."""
    find.for_agent(tx, agent, conversation_id)
    check_client_id(client_id)
    body = check_body(body, longest, attachment_ids)
    details = _files(tx, agent, conversation_id, attachment_ids, visible="staff")
    stored = append.note(
        tx, conversation_id, agent, client_id=client_id, body=body, details=details
    )
    return _finish(tx, agent, stored, attachment_ids, "note")


def _files(tx, agent, conversation_id, attachment_ids, visible="public"):
    if not attachment_ids:
        return None
    return attach.claim(
        tx, conversation_id, attachment_ids, by=f"agent:{agent.id}", visible=visible
    )


def _finish(tx, agent, stored: Message, attachment_ids, mode: str) -> Message:
    if attachment_ids:
        attach.fasten(tx, stored, attachment_ids)
    draft.forget(tx, agent, stored.conversation_id, mode)
    read.mark(tx, agent, stored.conversation_id, stored.position)
    return stored
