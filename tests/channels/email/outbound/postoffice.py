"""A mail server of our own in this process, and the people who write to each other by it."""

import email
import email.policy
import socket
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from sqlalchemy import insert, select

from lagniappe.channels.email import safe
from lagniappe.channels.email.inbound import filing
from lagniappe.channels.email.inbound.store import store
from lagniappe.channels.email.reading import read
from lagniappe.channels.email.tables import mailboxes, mails, outbox
from lagniappe.desk.accounts import brands
from lagniappe.desk.conversations import reply
from lagniappe.kit import ids

KEY = b"a key for tests, thirty-two letters"
SUPPORT = "support@kafeneio.example"
UNDO = 10


@dataclass
class Delivered:
    """One letter as the server took it."""

    sender: str
    receivers: list[str]
    raw: bytes

    @property
    def letter(self):
        return email.message_from_bytes(self.raw, policy=email.policy.default)


@dataclass
class PostOffice:
    """Takes letters on a free port; `says` answers RCPT or DATA otherwise than by 250."""

    says: dict[str, str] = field(default_factory=dict)
    delivered: list[Delivered] = field(default_factory=list)
    connections: int = 0
    signed_in: list[tuple[str, str]] = field(default_factory=list)
    user: str = ""

    def open(self, **options) -> "PostOffice":
        if self.user:
            options |= {"authenticator": self._check, "auth_require_tls": False}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.factory = lambda: _Counting(self, **self._controller.SMTP_kwargs)
        self._controller.start()
        # The controller knocks once itself.
        self.connections = 0
        return self

    def close(self) -> None:
        self._controller.stop()

    @property
    def outgoing(self) -> dict:
        return {"host": "127.0.0.1", "port": self.port, "security": "none", "user": self.user}

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.says.get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.says.get("DATA"):
            return self.says["DATA"]
        taken = Delivered(envelope.mail_from, list(envelope.rcpt_tos), envelope.content)
        self.delivered.append(taken)
        if self.says.get("CUT"):
            server.transport.abort()
        return "250 taken"

    def _check(self, server, session, envelope, mechanism, auth_data):
        if isinstance(auth_data, LoginPassword):
            pair = (auth_data.login.decode(), auth_data.password.decode())
        else:
            pair = ("", auth_data.decode())
        self.signed_in.append(pair)
        good = pair[1] == "secret" or "Bearer good" in pair[1]
        return AuthResult(success=good, handled=False)


class _Counting(SMTP):
    """One for each connection."""

    def __init__(self, office: PostOffice, **options) -> None:
        office.connections += 1
        super().__init__(office, **options)

    async def auth_XOAUTH2(self, server, args):
        import base64

        said = base64.b64decode(args[1])
        return self.event_handler._check(self, None, None, "XOAUTH2", said)


def furnish(tx, *, outgoing: dict | None = None, secrets: dict | None = None, **about) -> str:
    """A mailbox of the first brand; returns its id."""
    brand = brands.all_brands(tx)
    brand_id = brand[0].id if brand else brands.create(tx, name="Kafeneio", key="kafeneio")
    values = {"address": SUPPORT, "name": "Support", "undo_seconds": UNDO, **about}
    box_id = ids.new()
    tx.execute(
        insert(mailboxes).values(
            id=box_id,
            brand_id=brand_id,
            aliases=[],
            comes="pushed",
            incoming={},
            outgoing=outgoing or {},
            secrets=safe.lock(KEY, secrets or {}),
            created_at=tx.now,
            **values,
        )
    )
    return box_id


def waits(tx, seconds: int) -> None:
    """For so long a reply can be undone, in every mailbox."""
    tx.execute(mailboxes.update().values(undo_seconds=seconds))


def first_box(tx) -> str | None:
    """The id of a mailbox that is here already."""
    return tx.value(select(mailboxes.c.id).limit(1))


def box_of(tx, box_id: str):
    return tx.one(select(mailboxes).where(mailboxes.c.id == box_id))


def arrives(tx, box_id: str, raw: bytes):
    """A mail comes in and is filed; returns what became of it."""
    store(tx, box_id, raw)
    row = tx.one(select(mails).where(mails.c.state == "waiting", mails.c.mailbox_id == box_id))
    return filing.file_mail(tx, filing.office(tx, KEY), row, read(raw), [])


def written(
    body: str = "Where is my grinder?",
    *,
    sender: str = "Eleni <eleni@example.com>",
    subject: str = "Order 4711",
    to: str = SUPPORT,
    message_id: str = "<first@mail.example.com>",
    more: str = "",
) -> bytes:
    """A customer's mail."""
    return (
        f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: {message_id}\n"
        f"Date: Tue, 10 Feb 2026 10:00:00 +0000\n{more}"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    ).encode()


def answers(tx, agent, conversation_id: str, body: str = "It left today.", **how):
    """An agent replies."""
    return reply.reply(tx, agent, conversation_id, client_id=ids.new(), body=body, **how)


def rows(tx) -> list:
    """The outbox, oldest first."""
    return tx.all(select(outbox).order_by(outbox.c.created_at, outbox.c.id))
