"""Who takes part in a conversation by mail: the customer, those copied, and never ourselves."""

from sqlalchemy import and_, bindparam, select

from lagniappe.channels.email.reading import Address, Mail
from lagniappe.channels.email.tables import mail_people
from lagniappe.db.hot import Hot
from lagniappe.desk.people import customers
from lagniappe.kit.text import clean_line

MOST = 50


def own_addresses(boxes) -> frozenset[str]:
    """Every address of these mailboxes: what comes from one is never a customer's."""
    return frozenset(name.lower() for box in boxes for name in (box.address, *box.aliases))


def is_own(address: str, own: frozenset[str]) -> bool:
    """Whether it is ours, a mark after the plus aside."""
    local, _, domain = address.partition("@")
    return address in own or f"{local.partition('+')[0]}@{domain}" in own


def customer(tx, writer: Address) -> str:
    """The customer with this address, made if there is none; returns the id."""
    known = customers.find(tx, "email", writer.email)
    if known:
        if writer.name and not customers.get(tx, known).name:
            customers.change(tx, known, name=writer.name)
        customers.seen(tx, known)
        return known
    made = customers.create(tx, name=writer.name)
    customers.identify(tx, made, "email", writer.email, verified=True)
    return made


def known_elsewhere(tx, address: str, customer_id: str) -> bool:
    """Whether the address is another customer's already."""
    owner = customers.find(tx, "email", address)
    return owner is not None and owner != customer_id


_known = Hot(
    lambda insert: select(mail_people.c.address).where(
        mail_people.c.conversation_id == bindparam("conversation_id")
    )
)
# Who writes is no longer only copied; who is copied once more stays what they were.
_add = Hot(
    lambda insert: (
        insert(mail_people)
        .values({column.name: bindparam(column.name) for column in mail_people.c})
        .on_conflict_do_update(
            index_elements=["conversation_id", "address"],
            set_={"copied": and_(mail_people.c.copied, bindparam("copied"))},
        )
    )
)


def remember(tx, conversation_id: str, mail: Mail, own: frozenset[str]) -> None:
    """The sender and everybody the mail went to take part from now on."""
    known = {row[0] for row in _known.all(tx, conversation_id=conversation_id)}
    came: dict[str, tuple[Address, bool]] = {}
    for address in (*mail.to, *mail.cc):
        came[address.email] = (address, True)
    for address in (mail.reply_to, mail.sender):
        came[address.email] = (address, False)
    for email, (address, is_copied) in came.items():
        if not email or len(email) > 254 or is_own(email, own):
            continue
        known.add(email)
        if len(known) > MOST:
            return
        _add.run(
            tx,
            conversation_id=conversation_id,
            address=email,
            name=clean_line(address.name, 120),
            copied=is_copied,
        )


def copied(tx, conversation_id: str) -> list[tuple[str, str]]:
    """(name, address) of those who get a copy of what we answer."""
    rows = tx.all(
        select(mail_people.c.name, mail_people.c.address)
        .where(mail_people.c.conversation_id == conversation_id, mail_people.c.copied)
        .order_by(mail_people.c.address)
    )
    return [(row.name, row.address) for row in rows]
