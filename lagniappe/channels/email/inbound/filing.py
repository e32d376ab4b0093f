"""Putting a mail where it belongs: a conversation, its own fate, or a place for people to look.

Every mail ends with a state and an outcome that an administrator can read; none is dropped.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from lagniappe.channels.email.inbound import bounces, kept, people, senders, thread
from lagniappe.channels.email.outbound.confirm import confirm
from lagniappe.channels.email.reading import Address, File, Mail
from lagniappe.channels.email.tables import mail_ids, mailboxes, mails
from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations import append, attach, receive
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import blocks, customers
from lagniappe.kit import hygiene, languages
from lagniappe.kit.clock import DAY, HOUR

# From one address; a person does not write faster, two machines that talk do.
MOST_AN_HOUR = 60
MOST_AUTOMATIC_A_DAY = 20


@dataclass(frozen=True, slots=True)
class Office:
    """What every mail of a batch is filed with: the boxes by id, our own addresses, the key."""

    boxes: dict
    own: frozenset[str]
    key: bytes


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a mail. `conversation_id` and `message_id` where it reached one."""

    state: str
    outcome: str
    conversation_id: str | None = None
    message_id: str | None = None


_write_down = Hot(
    lambda insert: (
        update(mails)
        .where(mails.c.id == bindparam("mail_id"))
        .values(
            {
                name: bindparam(name)
                for name in (
                    "state",
                    "outcome",
                    "sender",
                    "subject",
                    "conversation_id",
                    "message_id",
                )
            }
        )
    )
)


def office(tx, key: bytes) -> Office:
    """Read once for a batch."""
    boxes = {box.id: box for box in tx.all(select(mailboxes))}
    return Office(boxes, people.own_addresses(boxes.values()), key)


def file_mail(tx, office: Office, row, mail: Mail, files: list[tuple[File, str]]) -> Filed:
    """File one mail that was read, and write down what became of it.

    `files` are its files with the digests they have on the shelf.
    """
    filed = _filed(tx, office, row, mail, files)
    _write_down.run(
        tx,
        mail_id=row.id,
        state=filed.state,
        outcome=filed.outcome,
        sender=mail.sender.email[:254],
        subject=mail.subject[:300],
        conversation_id=filed.conversation_id,
        message_id=filed.message_id,
    )
    return filed


def _filed(tx, office: Office, row, mail: Mail, files) -> Filed:
    if mail.automatic == "bounce":
        return _bounced(tx, mail, office.key)
    box = office.boxes[row.mailbox_id]
    writer = _writer(office, mail)
    if writer is None:
        return Filed("odd" if not mail.sender.email else "ignored", _why_nobody(mail))
    found = thread.find(
        tx, mail, key=office.key, brand_id=box.brand_id, envelope_to=row.envelope_to
    )
    if mail.automatic in ("reply", "receipt", "report"):
        return _automatic(tx, found, mail)
    verdict = senders.verdict(tx, mail.sender.email)
    if verdict == senders.BLOCKED:
        return Filed("ignored", "blocked")
    if row.outcome != "not_spam" and not (found and found.proven):
        if verdict == senders.SPAM:
            return Filed("spam", "by_people")
        if mail.spam and verdict != senders.TRUSTED:
            return Filed("spam", "marked")
        if not found and verdict != senders.TRUSTED and hygiene.is_advert(mail.visible[:20_000]):
            return Filed("spam", "advert")
    if _too_many(tx, mail):
        return Filed("held", "too_many")
    colleague = _colleague(tx, mail.sender.email)
    if colleague and found:
        return _from_colleague(tx, office, found.conversation_id, colleague, row, mail)
    if colleague and mail.forwarded:
        writer = mail.forwarded.sender
    return _from_customer(tx, office, row, mail, files, found, writer)


def _writer(office: Office, mail: Mail) -> Address | None:
    """Who is to be answered: Reply-To where it says so, and never ourselves."""
    for address in (mail.reply_to, mail.sender):
        if address.email and not people.is_own(address.email, office.own):
            return address
    return None


def _why_nobody(mail: Mail) -> str:
    return "own_address" if mail.sender.email else "no_sender"


def _bounced(tx, mail: Mail, key: bytes) -> Filed:
    """Never a new conversation, whatever bounced and however often."""
    conversation_id = bounces.take_in(tx, mail, key=key)
    return Filed("filed" if conversation_id else "ignored", "bounce", conversation_id)


def _automatic(tx, found: thread.Thread | None, mail: Mail) -> Filed:
    """Somebody's program answered: worth a line where it belongs, no reason to wake anybody."""
    outcome = f"auto_{mail.automatic}"
    if found is None:
        return Filed("ignored", outcome)
    append.event(
        tx,
        found.conversation_id,
        "mail_receipt" if mail.automatic == "receipt" else "mail_auto_reply",
        public=False,
        sender=mail.sender.email,
        text=mail.visible[:500],
    )
    return Filed("filed", outcome, found.conversation_id)


_recent = Hot(
    lambda insert: (
        select(mails.c.id)
        .where(
            mails.c.sender == bindparam("sender"),
            mails.c.received_at > bindparam("since"),
            mails.c.state == "filed",
        )
        .limit(bindparam("most"))
    )
)


def _too_many(tx, mail: Mail) -> bool:
    since, most = (DAY, MOST_AUTOMATIC_A_DAY) if mail.automatic else (HOUR, MOST_AN_HOUR)
    sender = mail.sender.email[:254]
    return len(_recent.all(tx, sender=sender, since=tx.now - since, most=most)) >= most


@dataclass(frozen=True, slots=True)
class _Colleague:
    id: str
    display_name: str
    picture_id: str | None


_agent = Hot(
    lambda insert: select(agents.c.id, agents.c.display_name, agents.c.picture_id).where(
        agents.c.email == bindparam("address"), agents.c.disabled_at.is_(None)
    )
)


def _colleague(tx, address: str) -> _Colleague | None:
    row = _agent.one(tx, address=address)
    return _Colleague(*row) if row else None


def _from_colleague(
    tx, office: Office, conversation_id: str, colleague: _Colleague, row, mail: Mail
) -> Filed:
    """A colleague answered from their own mail program: kept beside, for it was sent already."""
    stored = append.note(
        tx,
        conversation_id,
        colleague,
        client_id=f"mail-{row.id}",
        body=(mail.visible or mail.subject)[: kept.LONGEST_BODY],
        details={"mail": kept.facts(row.id, mail)},
    )
    people.remember(tx, conversation_id, mail, office.own)
    return Filed("filed", "colleague", conversation_id, stored.id)


_remember_id = Hot(
    lambda insert: (
        insert(mail_ids)
        .values({column.name: bindparam(column.name) for column in mail_ids.c})
        .on_conflict_do_nothing(index_elements=["message_id", "conversation_id"])
    )
)


_customer_of = Hot(
    lambda insert: select(conversations.c.customer_id).where(
        conversations.c.id == bindparam("conversation_id")
    )
)


def _from_customer(tx, office: Office, row, mail: Mail, files, found, writer: Address) -> Filed:
    box = office.boxes[row.mailbox_id]
    conversation_id = found.conversation_id if found else None
    if conversation_id:
        (customer_id,) = _customer_of.one(tx, conversation_id=conversation_id)
        other = customers.find(tx, "email", writer.email) != customer_id
        if found.proven and not people.known_elsewhere(tx, writer.email, customer_id):
            # Only who reads that mailbox could bring our mark back.
            customers.identify(tx, customer_id, "email", writer.email, verified=True)
    else:
        customer_id, other = people.customer(tx, writer), False
    if blocks.is_blocked(tx, customer_id):
        return Filed("ignored", "blocked", conversation_id)
    if conversation_id is None:
        conversation_id = receive.open_conversation(
            tx,
            customer_id=customer_id,
            brand_id=box.brand_id,
            department_id=box.department_id,
            channel="email",
            locale=languages.guess(mail.visible),
            subject=mail.subject,
        )
    facts = kept.facts(row.id, mail, writer=writer)
    if other:
        facts["other"] = True
    stored = _receive(tx, row, mail, files, conversation_id, customer_id, facts)
    if writer == _original(mail) and mail.folded and mail.sender != writer:
        _say_what_they_said(tx, conversation_id, row, mail)
    people.remember(tx, conversation_id, mail, office.own)
    if mail.message_id:
        _remember_id.run(
            tx,
            message_id=mail.message_id[:300],
            conversation_id=conversation_id,
            created_at=tx.now,
        )
    if found is None:
        confirm(tx, box, mail, conversation_id, key=office.key, to=(writer.name, writer.email))
    outcome = "answer" if found else "new"
    return Filed("filed", outcome, conversation_id, stored.id)


def _original(mail: Mail) -> Address | None:
    return mail.forwarded.sender if mail.forwarded else None


def _say_what_they_said(tx, conversation_id: str, row, mail: Mail) -> None:
    """What a colleague wrote above the mail they passed on is for us, not from the customer."""
    colleague = _colleague(tx, mail.sender.email)
    if colleague and mail.visible:
        body = mail.visible[: kept.LONGEST_BODY]
        append.note(tx, conversation_id, colleague, client_id=f"passed-{row.id}", body=body)


def _receive(tx, row, mail: Mail, files, conversation_id: str, customer_id: str, facts: dict):
    details: dict = {"mail": facts}
    files = attach.bring(tx, conversation_id, files, by=f"customer:{customer_id}")
    if files:
        details["attachments"] = files
    stored = receive.receive(
        tx,
        conversation_id,
        customer_id=customer_id,
        client_id=f"mail-{row.id}",
        body=kept.words(mail, facts["from"]),
        details=details,
        longest=kept.LONGEST_BODY,
    )
    attach.fasten(tx, stored, [file["id"] for file in files])
    return stored
