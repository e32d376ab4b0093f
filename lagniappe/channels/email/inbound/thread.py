"""Which conversation a mail belongs to, if any, and why we believe it.

Our own signed mark first: only who received our mail has it. A Message-ID that a customer's
program made, or a case number, anybody may have seen: they count only together with an address
that takes part in the conversation.
"""

import re
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lagniappe.channels.email import keys
from lagniappe.channels.email.reading import Mail
from lagniappe.channels.email.tables import mail_ids, mail_people
from lagniappe.db.hot import Hot
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import identities

_NUMBER = re.compile(r"\bL-(\d{5,12})\b")


@dataclass(frozen=True, slots=True)
class Thread:
    """`proven` when the sender must have received mail of ours."""

    conversation_id: str
    proven: bool


def find(tx, mail: Mail, *, key: bytes, brand_id: str, envelope_to: str = "") -> Thread | None:
    """The conversation this mail goes on, None when it begins one."""
    addressed = (envelope_to, *mail.delivered_to, *(a.email for a in (*mail.to, *mail.cc)))
    answered = (*mail.in_reply_to, *reversed(mail.references))
    for text in (*addressed, *answered):
        found = keys.conversation_of(key, text) if text else None
        if found and _is_there(tx, found, brand_id):
            return Thread(found, proven=True)
    for found in (*_by_ids(tx, answered), *_by_number(tx, mail.subject)):
        if _is_there(tx, found, brand_id) and takes_part(tx, found, mail.sender.email):
            return Thread(found, proven=False)
    return None


def takes_part(tx, conversation_id: str, address: str) -> bool:
    """Whether this address is the customer's, or wrote or was copied here before."""
    if not address:
        return False
    who = {"conversation_id": conversation_id, "address": address}
    return _person.one(tx, **who) is not None or _owner.one(tx, **who) is not None


_person = Hot(
    lambda insert: select(mail_people.c.address).where(
        mail_people.c.conversation_id == bindparam("conversation_id"),
        mail_people.c.address == bindparam("address"),
    )
)
_owner = Hot(
    lambda insert: (
        select(identities.c.id)
        .join(conversations, conversations.c.customer_id == identities.c.customer_id)
        .where(
            conversations.c.id == bindparam("conversation_id"),
            identities.c.kind == "email",
            identities.c.value == bindparam("address"),
            identities.c.verified_at.is_not(None),
        )
    )
)


def _by_ids(tx, answered: tuple[str, ...]) -> list[str]:
    if not answered:
        return []
    rows = tx.all(
        select(mail_ids.c.message_id, mail_ids.c.conversation_id).where(
            mail_ids.c.message_id.in_(list(answered))
        )
    )
    order = {one: place for place, one in reversed(list(enumerate(answered)))}
    return [row.conversation_id for row in sorted(rows, key=lambda row: order[row.message_id])]


def _by_number(tx, subject: str) -> list[str]:
    numbers = [int(digits) for digits in _NUMBER.findall(subject)[:3]]
    if not numbers:
        return []
    query = select(conversations.c.id).where(conversations.c.number.in_(numbers))
    return [row.id for row in tx.all(query)]


_there = Hot(
    lambda insert: select(conversations.c.id).where(
        conversations.c.id == bindparam("conversation_id"),
        conversations.c.brand_id == bindparam("brand_id"),
    )
)


def _is_there(tx, conversation_id: str, brand_id: str) -> bool:
    return _there.one(tx, conversation_id=conversation_id, brand_id=brand_id) is not None
