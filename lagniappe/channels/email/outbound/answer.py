"""An agent's words go out: by mail at once, or by mail later if the widget did not get them."""

from collections.abc import Callable

from lagniappe.bus import jobs
from lagniappe.channels.email.outbound import way
from lagniappe.channels.email.outbound.enter import enter, quote
from lagniappe.desk.conversations import message as entries
from lagniappe.desk.conversations.message import Message
from lagniappe.kit.clock import MINUTE, SECOND


def answering(key: bytes) -> Callable:
    """The reaction to MESSAGE_ADDED; `key` signs the marks."""

    def answer_by_mail(tx, message: Message, indexed_position: int) -> None:
        if message.kind == "reply" and message.author_kind == "agent":
            _answer(tx, message, key)

    return answer_by_mail


def _answer(tx, message: Message, key: bytes) -> None:
    goes = way.of(tx, message.conversation_id)
    if goes.kind == way.CHAT:
        return
    if goes.kind == way.CHAT_THEN_MAIL:
        _go_on_later(tx, message, goes.box)
    else:
        _write(tx, message, goes, key)


def _go_on_later(tx, message: Message, box) -> None:
    jobs.add(
        tx,
        "mail.continue",
        {"conversation": message.conversation_id},
        key=message.conversation_id,
        at=tx.now + box.continue_minutes * MINUTE,
    )


def _write(tx, message: Message, goes: way.Way, key: bytes) -> None:
    copies = () if (message.details or {}).get("copies") is False else goes.copies
    until = tx.now + goes.box.undo_seconds * SECOND
    row_id = enter(
        tx,
        key=key,
        box=goes.box,
        kind="answer",
        conversation_id=message.conversation_id,
        to=(goes.name, goes.address),
        copies=copies,
        words=[{"text": message.body}],
        author=(message.author_id, message.author_name),
        message=message,
        files=(message.details or {}).get("attachments") or (),
        quoted=_asked(tx, message, goes.name or goes.address),
        send_at=until,
    )
    mark(tx, message, row_id, "held", to=goes.address, copies=len(copies), until=until)


def mark(tx, message: Message, outbox_id: str, state: str, **about) -> None:
    """The entry knows its letter; nobody has seen it yet, so no screen has to be told."""
    entries.describe(tx, message, by_mail={"id": outbox_id, "state": state, **about})


def _asked(tx, message: Message, who: str) -> dict | None:
    """The customer's last words before this entry."""
    before = entries.before(tx, message.conversation_id, message.position, limit=20)
    last = next((m for m in reversed(before) if m.author_kind == "customer"), None)
    return quote(last, who) if last and last.body else None
