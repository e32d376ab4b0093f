"""Who takes part in a conversation by mail: the customer, those copied, and never ourselves."""

from sqlalchemy import insert, select, update

from lagniappe.channels.email.reading import Address, Mail
from lagniappe.channels.email.tables import mail_people, mailboxes
from lagniappe.desk.people import customers
from lagniappe.kit.text import clean_line

MOST = 50


def own_addresses(tx) -> set[str]:
    """Every address of ours: what comes from one is never a customer's."""
    boxes = tx.all(select(mailboxes.c.address, mailboxes.c.aliases))
    return {name.lower() for box in boxes for name in (box.address, *box.aliases)}


def is_own(address: str, own: set[str]) -> bool:
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


def remember(tx, conversation_id: str, mail: Mail) -> None:
    """The sender and everybody the mail went to take part from now on."""
    own = own_addresses(tx)
    known = {
        row.address: row.copied
        for row in tx.all(
            select(mail_people).where(mail_people.c.conversation_id == conversation_id)
        )
    }
    copied = [(address, True) for address in (*mail.to, *mail.cc)]
    for address, is_copied in ((mail.sender, False), (mail.reply_to, False), *copied):
        email = address.email[:254]
        if not email or is_own(email, own) or len(known) >= MOST:
            continue
        here = (
            mail_people.c.conversation_id == conversation_id,
            mail_people.c.address == email,
        )
        if email not in known:
            known[email] = is_copied
            tx.execute(
                insert(mail_people).values(
                    conversation_id=conversation_id,
                    address=email,
                    name=clean_line(address.name, 120),
                    copied=is_copied,
                )
            )
        elif known[email] and not is_copied:
            known[email] = False
            tx.execute(update(mail_people).where(*here).values(copied=False))


def copied(tx, conversation_id: str) -> list[tuple[str, str]]:
    """(name, address) of those who get a copy of what we answer."""
    rows = tx.all(
        select(mail_people.c.name, mail_people.c.address)
        .where(mail_people.c.conversation_id == conversation_id, mail_people.c.copied)
        .order_by(mail_people.c.address)
    )
    return [(row.name, row.address) for row in rows]
