"""What is said to a mail server: whom we take mail for, and "yes" only once it is on disk."""

import asyncio
import logging
from pathlib import Path

from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.listening.rates import Rates

log = logging.getLogger(__name__)

MOST_RECEIVERS = 100
UNKNOWN = "550 5.1.1 Nobody here has this address"
LATER = "451 4.3.0 Could not be stored just now; please try again"
SLOWER = "451 4.7.1 Too many mails in a minute; please try again"
TOO_MANY = "452 4.5.3 Too many receivers; send the rest in another mail"
STORED = "250 2.0.0 Stored"


class Reception:
    """The hooks that aiosmtpd calls. `is_lmtp`: it expects an answer for every receiver."""

    def __init__(self, db, folder: Path, rates: Rates, *, is_lmtp: bool) -> None:
        self._db, self._folder, self._rates, self._is_lmtp = db, folder, rates, is_lmtp

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECEIVERS:
            return TOO_MANY
        try:
            mailbox_id = await self._db.read(store.mailbox_for, [address])
        except Exception:
            log.exception("mail's receiver could not be looked up")
            return LATER
        if mailbox_id is None:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if not self._rates.mail(session.peer[0] if session.peer else ""):
            return self._answers(envelope, SLOWER)
        raw = with_sender(bytes(envelope.content), envelope.mail_from or "")
        try:
            await asyncio.to_thread(store.put_by, self._folder, raw)
            stored = await self._db.write(take_in, raw, envelope.rcpt_tos)
        except Exception:
            log.exception("mail could not be stored")
            return self._answers(envelope, LATER)
        return self._answers(envelope, STORED if stored else UNKNOWN)

    async def handle_exception(self, error: Exception) -> str:
        """Whatever is wrong is wrong with us: they should keep the mail."""
        log.error("mail could not be taken in", exc_info=error)
        return LATER

    def _answers(self, envelope, answer: str) -> str:
        if not self._is_lmtp:
            return answer
        return "\r\n".join([answer] * len(envelope.rcpt_tos))


def take_in(tx, raw: bytes, receivers: list[str]) -> int:
    """Store a mail once in every mailbox that takes it; returns in how many it is.

    An address that carries a mark of ours is noted before a plain one.
    """
    boxes: dict[str, str] = {}
    for address in sorted(receivers, key=lambda address: "+" not in address):
        mailbox_id = store.mailbox_for(tx, [address])
        if mailbox_id:
            boxes.setdefault(mailbox_id, address)
    for mailbox_id, address in boxes.items():
        store.store(tx, mailbox_id, raw, envelope_to=address)
    return len(boxes)


def with_sender(raw: bytes, sender: str) -> bytes:
    """Whom it came from stands in the envelope only; the last server writes it down."""
    sender = sender.replace("\r", "").replace("\n", "").strip("<>")[:300]
    if sender.upper() == "MAILER-DAEMON":
        # So a pipe calls nobody; a report about mail has no sender, and that is how it is known.
        sender = ""
    return b"Return-Path: <" + sender.encode("utf-8", "replace") + b">\r\n" + raw
