"""By which way an answer reaches a customer: as they last wrote, and by mail what they miss."""

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lagniappe.channels.email.inbound import bounces, people
from lagniappe.channels.email.outbound import boxes
from lagniappe.channels.email.tables import mail_people
from lagniappe.db.hot import Hot
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.desk.people.tables import customers, identities

MAIL, CHAT_THEN_MAIL, CHAT = "mail", "chat_then_mail", "chat"


@dataclass(frozen=True, slots=True)
class Way:
    """`kind` is one of the three above; `copies` are (name, address). `dead` when mail to
    `address` came back for good, `box` the mailbox it leaves by."""

    kind: str
    address: str = ""
    name: str = ""
    copies: tuple[tuple[str, str], ...] = ()
    dead: bool = False
    box: object = None

    @property
    def copied(self) -> str:
        """Whom copies go to, in one line."""
        return ", ".join(address for _, address in self.copies)


def of(tx, conversation_id: str) -> Way:
    """How the next answer goes. One quick look for a chat with somebody without address."""
    here = _here.one(tx, conversation_id=conversation_id)
    if here is None:
        return Way(CHAT)
    channel, customer_id, last_position, address = here
    if channel != "email" and address is None:
        return Way(CHAT)
    last = _last(tx, conversation_id, last_position)
    conversation = tx.one(select(conversations).where(conversations.c.id == conversation_id))
    to = (last.get("mail") or {}).get("from") or address_of(tx, customer_id)
    box = boxes.of_conversation(tx, conversation)
    if box is None or not to:
        return Way(CHAT)
    return Way(
        kind=MAIL if _by_mail(channel, last, last_position) else CHAT_THEN_MAIL,
        address=to,
        name=_name_of(tx, customer_id),
        copies=_copies(tx, conversation_id, to, (last.get("mail") or {}).get("cc") or ()),
        dead=bounces.is_dead(tx, to),
        box=box,
    )


def _by_mail(channel: str, last: dict, last_position: int) -> bool:
    """A letter is answered by a letter, words in the widget there."""
    if "mail" in last or "letter" in last:
        return True
    return channel == "email" and last_position == 0


def _copies(tx, conversation_id: str, to: str, copied_last) -> tuple[tuple[str, str], ...]:
    """Those always copied, and whoever of the people here the last mail was copied to."""
    always = people.copied(tx, conversation_id)
    known = {address for _, address in always} | {to}
    rows = tx.all(
        select(mail_people.c.name, mail_people.c.address).where(
            mail_people.c.conversation_id == conversation_id,
            mail_people.c.address.in_([a for a in copied_last if a not in known]),
        )
    )
    everybody = [*always, *((row.name, row.address) for row in rows)]
    return tuple((name, address) for name, address in everybody if address != to)


def _last(tx, conversation_id: str, position: int) -> dict:
    row = _details.one(tx, conversation_id=conversation_id, position=position)
    return json.loads(row[0]) if row and row[0] else {}


def address_of(tx, customer_id: str) -> str:
    """The customer's mail address: a proven one before one they typed; empty without any."""
    row = _address.one(tx, customer_id=customer_id)
    return row[0] if row else ""


def _name_of(tx, customer_id: str) -> str:
    return tx.value(select(customers.c.name).where(customers.c.id == customer_id)) or ""


_here = Hot(
    lambda insert: select(
        conversations.c.channel,
        conversations.c.customer_id,
        conversations.c.last_customer_position,
        select(identities.c.value)
        .where(
            identities.c.customer_id == conversations.c.customer_id,
            identities.c.kind == "email",
        )
        .limit(1)
        .scalar_subquery(),
    ).where(conversations.c.id == bindparam("conversation_id"))
)
_details = Hot(
    lambda insert: select(messages.c.details).where(
        messages.c.conversation_id == bindparam("conversation_id"),
        messages.c.position == bindparam("position"),
    )
)
# What was proven before what was typed, the newest of each.
_address = Hot(
    lambda insert: (
        select(identities.c.value)
        .where(identities.c.customer_id == bindparam("customer_id"), identities.c.kind == "email")
        .order_by(identities.c.verified_at.is_(None), identities.c.created_at.desc())
        .limit(1)
    )
)
