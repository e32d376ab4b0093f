"""The demo's mail: a mailbox without a server, and customers who wrote to it."""

from dataclasses import dataclass
from email.message import EmailMessage

from sqlalchemy import select

from lagniappe.channels.email.inbound import filing
from lagniappe.channels.email.inbound.store import store
from lagniappe.channels.email.mailboxes import keep
from lagniappe.channels.email.reading import read
from lagniappe.channels.email.tables import mails
from lagniappe.demo.play import Stage
from lagniappe.desk.conversations import reply
from lagniappe.kit.clock import MINUTE

ADDRESS = "support@kafeneio.example"


@dataclass(frozen=True, slots=True)
class Mail:
    """Somebody writes `minutes` ago; `agent` answers with `answers`, one after the other, and
    they write `adds` in between."""

    name: str
    address: str
    minutes: int
    subject: str
    body: str
    agent: str = ""
    answers: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    copied: str = ""


MAILS = (
    Mail(
        name="Ingrid Solberg",
        address="ingrid@example.com",
        minutes=40,
        subject="Two grinders for our café",
        body=(
            "Hello,\n\nwe are opening a small café in Bergen in spring and need two grinders, "
            "one for espresso and one for filter. Could you send us an offer?\n\nKind regards\n"
            "Ingrid\n\n-- \nIngrid Solberg\nKaffe ved havet"
        ),
        copied="Olav Lund <olav@example.com>",
    ),
    Mail(
        name="Hannah Weiss",
        address="hannah@example.com",
        minutes=200,
        subject="Machine stops after two cups",
        body="Since Monday my Mikra stops after two cups and the light blinks. What can I do?",
        agent="maria",
        answers=(
            "Hello Hannah,\n\nthank you for writing. A blinking light after two cups mostly means "
            "that the tank is not seated well. Could you take it out, wipe its foot dry and put it "
            "back?\n\nMaria",
            "Hello Hannah,\n\nthank you for trying. Then it may be the sensor below the tank. Does "
            "it blink with an empty tank too?\n\nMaria",
        ),
        adds=("I did that, but it still stops.", "Yes, it blinks with the tank empty as well."),
    ),
    Mail(
        name="Ανδρέας Κόλλιας",
        address="andreas@example.com",
        minutes=90,
        subject="Τιμολόγιο παραγγελίας",
        body="Καλημέρα σας,\n\nμπορείτε να μου στείλετε ξανά το τιμολόγιο της παραγγελίας μου;",
        agent="eleni",
        answers=("Καλημέρα κύριε Κόλλια,\n\nθα το έχετε μέχρι το μεσημέρι.\n\nΕλένη",),
    ),
)


def play(tx, stage: Stage, key: bytes) -> None:
    """The mailbox, then all letters, the transaction's clock set back and forward again."""
    box_id = keep.create(
        tx,
        key,
        keep.Given(
            address=ADDRESS,
            brand_id=stage.brand_id,
            department_id=stage.departments["sales"],
            name="Support",
            comes="pushed",
            signature="Kafeneio Machines\nAthens",
        ),
    )
    now = tx.now
    for mail in MAILS:
        tx.now = now - mail.minutes * MINUTE
        _act(tx, stage, box_id, mail, key)
    tx.now = now


def _act(tx, stage: Stage, box_id: str, mail: Mail, key: bytes) -> None:
    conversation_id = _arrives(tx, box_id, mail, mail.body, 0, key)
    for number, answer in enumerate(mail.answers):
        tx.now += 12 * MINUTE
        agent = stage.player(f"{mail.agent}@kafeneio.example").agent
        reply.reply(tx, agent, conversation_id, client_id=f"demo-letter-{number}", body=answer)
        if number < len(mail.adds):
            tx.now += 15 * MINUTE
            _arrives(tx, box_id, mail, mail.adds[number], number + 1, key)


def _arrives(tx, box_id: str, mail: Mail, body: str, number: int, key: bytes) -> str:
    """Stored and filed as any mail is; returns its conversation's id."""
    store(tx, box_id, _raw(mail, body, number))
    row = tx.one(select(mails).where(mails.c.mailbox_id == box_id, mails.c.state == "waiting"))
    filed = filing.file_mail(tx, filing.office(tx, key), row, read(_raw(mail, body, number)), [])
    return filed.conversation_id


def _raw(mail: Mail, body: str, number: int) -> bytes:
    letter = EmailMessage()
    letter["From"] = f"{mail.name} <{mail.address}>"
    letter["To"] = ADDRESS
    if mail.copied:
        letter["Cc"] = mail.copied
    letter["Subject"] = f"Re: {mail.subject}" if number else mail.subject
    own = mail.address.partition("@")[0]
    letter["Message-ID"] = f"<demo-{own}-{number}@example.com>"
    if number:
        letter["In-Reply-To"] = f"<demo-{own}-{number - 1}@example.com>"
    letter.set_content(body)
    return bytes(letter)
