"""Customers who write by mail, and what arrived at the desk."""

import email
import email.policy
from email.message import EmailMessage
from email.utils import make_msgid

from sqlalchemy import select

from lagniappe.channels.email.tables import mails
from lagniappe.desk.conversations.tables import attachments, conversations, messages
from tests.mail_servers import place


def letter(sender: str, to: str, text: str, *, subject: str = "A question") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = make_msgid(domain="customer.test")
    made.set_content(text)
    return made


def answer_to(received: bytes, sender: str, text: str) -> EmailMessage:
    """As a customer's mail program answers: to Reply-To, with all References."""
    got = email.message_from_bytes(received, policy=email.policy.default)
    made = letter(sender, str(got["Reply-To"] or got["From"]), text, subject=str(got["Subject"]))
    made["In-Reply-To"] = got["Message-ID"]
    made["References"] = f"{got.get('References', '')} {got['Message-ID']}".strip()
    return made


def envelope_to(made: EmailMessage) -> str:
    return email.utils.parseaddr(str(made["To"]))[1]


def stored(desk) -> list:
    return desk.db.read_sync(lambda tx: tx.all(select(mails).order_by(mails.c.received_at)))


def conversation_with(desk, body: str):
    """The conversation in which the customer wrote this, once it is there."""
    query = (
        select(conversations)
        .join(messages, messages.c.conversation_id == conversations.c.id)
        .where(messages.c.body.contains(body), messages.c.author_kind == "customer")
    )
    return place.until(
        lambda: desk.db.read_sync(lambda tx: tx.one(query)), why=f"a conversation about {body}"
    )


def entries(desk, conversation_id: str) -> list:
    query = (
        select(messages)
        .where(messages.c.conversation_id == conversation_id, messages.c.kind == "reply")
        .order_by(messages.c.position)
    )
    return desk.db.read_sync(lambda tx: tx.all(query))


def files_of(desk, conversation_id: str) -> list:
    query = select(attachments).where(attachments.c.conversation_id == conversation_id)
    return desk.db.read_sync(lambda tx: tx.all(query))
