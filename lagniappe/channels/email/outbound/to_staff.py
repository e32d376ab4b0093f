"""Letters to the people who work here: thanks that came for them, the month's lessons."""

from sqlalchemy import insert

from lagniappe.channels.email.inbound import bounces
from lagniappe.channels.email.outbound import boxes
from lagniappe.channels.email.tables import outbox
from lagniappe.desk.accounts import brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit import ids
from lagniappe.kit.text import clean_line

KINDS = ("thanks", "digest")


def write(tx, agent: Agent, *, kind: str, subject: str, words: list[dict]) -> str | None:
    """Enter a letter of one of KINDS to a colleague; `words` are entries of {"text",
    "markdown"?} in their language. Returns the outbox row's id; None where there is no mailbox
    to send by, or their mail comes back."""
    sender = _sender(tx)
    if sender is None or bounces.is_dead(tx, agent.email):
        return None
    brand, box = sender
    outbox_id = ids.new()
    domain = box.address.partition("@")[2] or "localhost"
    tx.execute(
        insert(outbox).values(
            id=outbox_id,
            mailbox_id=box.id,
            kind=kind,
            # Of no conversation: an answer to it begins one.
            rfc_id=f"{outbox_id.replace('-', '')}.staff@{domain}",
            receivers=[agent.email],
            receiver=agent.email,
            subject=clean_line(subject, 280),
            content={
                "box": box.address,
                "agent": "",
                "brand": brand.name,
                "colour": brand.colour,
                "locale": agent.locale,
                "zone": agent.time_zone,
                "to": [[agent.name, agent.email]],
                "cc": [],
                "reply_to": "",
                "in_reply_to": "",
                "references": [],
                "words": words,
                "files": [],
                "signature": "",
                "quoted": None,
                "position": None,
            },
            state="queued",
            send_at=tx.now,
            created_at=tx.now,
        )
    )
    return outbox_id


def can_write(tx) -> bool:
    """Whether there is a mailbox to send by."""
    return _sender(tx) is not None


def _sender(tx):
    """(brand, mailbox): the first brand's that has a server to send by."""
    for brand in brands.all_brands(tx):
        box = boxes.of_brand(tx, brand.id)
        if box is not None and boxes.has_server(box):
            return brand, box
    return None
