"""Receiving what a customer wrote, whatever channel carried it."""

from lagniappe.desk.conversations import append, attach, close, message
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.open import open_conversation
from lagniappe.desk.people import blocks
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean

LONGEST_CLIENT_ID = 64


def receive(
    tx,
    conversation_id: str,
    *,
    customer_id: str,
    client_id: str,
    body: str,
    attachment_ids: list[str] | tuple[str, ...] = (),
    details: dict | None = None,
    longest: int = 10_000,
) -> Message:
    """Store a customer's message in their conversation, reopening it if it was closed.
    `details` is what its channel knows about it.

    Raises Refused for an empty or too long message, foreign attachments, a blocked
    customer or somebody else's conversation; append.Repeated for a client id seen before
    (`first_answer` has what was stored then).
    """
    body = check_body(body, longest, attachment_ids)
    check_client_id(client_id)
    if attachment_ids:
        claimed = attach.claim(tx, conversation_id, attachment_ids, by=f"customer:{customer_id}")
        details = {**(details or {}), **claimed}
    what = {"client_id": client_id, "body": body, "details": details}
    stored = append.from_customer(tx, conversation_id, customer_id, **what)
    if stored is None:
        _refuse_or_reopen(tx, conversation_id, customer_id, client_id)
        stored = append.from_customer(tx, conversation_id, customer_id, **what)
    if attachment_ids:
        attach.fasten(tx, stored, attachment_ids)
    return stored


def start(
    tx,
    *,
    customer_id: str,
    brand_id: str,
    department_id: str | None,
    locale: str,
    channel: str = "chat",
    **first_message,
) -> Message:
    """Open a conversation with its first message, together or not at all.

    Raises Refused for a blocked customer, an unknown department, and as `receive` does.
    """
    if blocks.is_blocked(tx, customer_id):
        raise not_available()
    conversation_id = open_conversation(
        tx,
        customer_id=customer_id,
        brand_id=brand_id,
        department_id=department_id,
        channel=channel,
        locale=locale,
    )
    return receive(tx, conversation_id, customer_id=customer_id, **first_message)


def first_answer(tx, conversation_id: str, client_id: str, author_id: str) -> Message:
    """What a repeated client id stored the first time.

    Raises Refused when somebody else used it: ids are made by clients and prove nothing.
    """
    stored = message.by_client_id(tx, conversation_id, client_id)
    if stored is None or stored.author_id != author_id:
        raise Refused(
            N_("This message id is taken. Send the message again."), code="taken", status=409
        )
    return stored


def check_body(body: str, longest: int, attachment_ids) -> str:
    """The text as it is stored. Raises Refused when there is nothing in it, or too much."""
    body = clean(body)
    if not body and not attachment_ids:
        raise Refused(N_("Write a message first."), code="empty")
    if len(body) > longest:
        raise Refused(
            N_("This message is too long. Keep it under %(n)s characters."),
            code="too_long",
            status=413,
            n=longest,
        )
    return body


def check_client_id(client_id: str) -> None:
    """Raises Refused for an id too short to be unique, too long or not ASCII."""
    if not 8 <= len(client_id) <= LONGEST_CLIENT_ID or not client_id.isascii():
        raise Refused(N_("The message id is missing or malformed."), code="bad_client_id")


def not_available() -> Refused:
    return Refused(N_("Chat is not available right now."), code="not_available", status=403)


def _refuse_or_reopen(tx, conversation_id: str, customer_id: str, client_id: str) -> None:
    if blocks.is_blocked(tx, customer_id):
        raise not_available()
    if message.by_client_id(tx, conversation_id, client_id):
        raise append.Repeated(client_id)
    if not close.reopen_for_customer(tx, conversation_id, customer_id):
        raise Refused(
            N_("This conversation is not yours. Start a new one."), code="not_yours", status=404
        )
