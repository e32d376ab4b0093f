"""What is kept of a mail with the message it becomes: its words, and facts for agents."""

from lagniappe.channels.email.reading import Address, Mail
from lagniappe.kit.text import clean_line

LONGEST_BODY = 200_000


def words(mail: Mail, writer: str) -> str:
    """What they wrote; a mail without words is called by its subject. Of a customer who passes
    something on all is shown, for it is what they want us to read."""
    said = mail.visible
    if mail.forwarded:
        own = writer == mail.forwarded.sender.email
        said = (mail.forwarded.text if own else "") or mail.text
    return (said or mail.subject or "…")[:LONGEST_BODY]


def facts(mail_id: str, mail: Mail, writer: Address | None = None) -> dict:
    """As Message.mail describes it."""
    known: dict = {"id": mail_id, "subject": mail.subject}
    if mail.folded:
        known["folded"] = True
    if mail.html:
        known["html"] = True
    if writer:
        known["from"] = writer.email
        known["name"] = clean_line(writer.name, 120)
    if mail.cc:
        known["cc"] = [address.email for address in mail.cc[:20]]
    if mail.notes:
        known["notes"] = list(mail.notes)
    if mail.automatic or mail.asks_no_answer:
        known["automatic"] = mail.automatic or "asks"
    return known
