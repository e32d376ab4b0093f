"""A chat's transcript by mail, for the customer who asks for it."""

from lagniappe.channels.email.outbound import boxes, limits, way
from lagniappe.channels.email.outbound.enter import enter
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import customers
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_

LONGEST = 500


def send(tx, conversation_id: str, *, key: bytes, zone: str) -> str:
    """Enter the transcript for the customer's own address; returns that address.

    Raises Refused without an address or a mailbox, or when they had enough of them today;
    NotFound for a conversation that is not there.
    """
    here = tx.one(conversations.select().where(conversations.c.id == conversation_id))
    if here is None:
        raise NotFound()
    address = way.address_of(tx, here.customer_id)
    if not address:
        raise Refused(N_("Give us your mail address first."), code="no_address")
    box = boxes.of_conversation(tx, here)
    if box is None:
        raise Refused(N_("We cannot send mail yet. Download the conversation."), code="no_mailbox")
    # Anybody can type anybody's address.
    proven = customers.find(tx, "email", address) == here.customer_id
    if not limits.may_write(tx, address, kind="transcript", most=3 if proven else 1):
        raise Refused(
            N_("We have sent you this conversation already. Download it instead."),
            code="too_many",
            status=429,
        )
    enter(
        tx,
        key=key,
        box=box,
        kind="transcript",
        conversation_id=conversation_id,
        to=(customers.get(tx, here.customer_id).name, address),
        words=words_of(message.public_latest(tx, conversation_id, limit=LONGEST)),
        zone=zone,
    )
    return address


def words_of(entries: list[Message]) -> list[dict]:
    """What was said, as a letter repeats it: names, moments, words and names of files."""
    return [
        {
            "who": {"customer": "you", "automatic": "automatic"}.get(m.author_kind, m.author_name),
            "at": m.created_at,
            "text": "\n".join(filter(None, (m.body, *(f["name"] for f in m.attachments)))),
            "markdown": m.author_kind == "automatic",
        }
        for m in entries
        if m.kind == "reply" and not m.taken_back
    ]
