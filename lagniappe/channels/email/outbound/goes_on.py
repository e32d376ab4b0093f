"""A chat goes on by mail: what the widget did not get in time goes to the customer's address."""

from lagniappe.bus import jobs
from lagniappe.channels.email.inbound import bounces
from lagniappe.channels.email.outbound import way
from lagniappe.channels.email.outbound.enter import enter, quote
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.clock import MINUTE


def register(key: bytes) -> None:
    """The job "mail.continue"; `key` signs the marks."""
    jobs.job("mail.continue")(lambda tx, payload: go_on(tx, payload["conversation"], key=key))


def go_on(tx, conversation_id: str, *, key: bytes) -> str | None:
    """Send what the customer missed, once; returns the outbox row's id, None when they have
    it all, or cannot be written to."""
    goes = way.of(tx, conversation_id)
    if goes.kind == way.CHAT or bounces.is_dead(tx, goes.address):
        return None
    here = tx.one(conversations.select().where(conversations.c.id == conversation_id))
    missed = _missed(tx, here)
    if not missed:
        return None
    due = missed[-1].created_at + goes.box.continue_minutes * MINUTE
    if due > tx.now:
        # They have just been written to again: it all goes together.
        jobs.add(
            tx, "mail.continue", {"conversation": conversation_id}, key=conversation_id, at=due
        )
        return None
    return _write(tx, here, missed, goes, key)


def _missed(tx, here) -> list[Message]:
    """Agents' replies since the customer's last words that the widget did not receive and no
    letter carried."""
    found = message.public_after(tx, here.id, here.customer_delivered)
    return [
        m
        for m in found
        if m.author_kind == "agent"
        and m.position > here.last_customer_position
        and not (m.by_mail or m.taken_back)
    ]


def _write(tx, here, missed: list[Message], goes: way.Way, key: bytes) -> str:
    last = missed[-1]
    row_id = enter(
        tx,
        key=key,
        box=goes.box,
        kind="missed",
        conversation_id=here.id,
        to=(goes.name, goes.address),
        words=[
            {"text": m.body, "who": m.author_name, "at": m.created_at}
            if len(missed) > 1
            else {"text": m.body}
            for m in missed
        ],
        author=(last.author_id, last.author_name),
        message=last,
        files=[file for m in missed for file in (m.details or {}).get("attachments", ())],
        quoted=_asked(tx, here, missed[0], goes.name or goes.address),
    )
    for m in missed:
        by_mail = {"id": row_id, "state": "queued", "to": goes.address, "copies": 0}
        message.redescribe(tx, m, by_mail=by_mail)
    return row_id


def _asked(tx, here, first: Message, who: str) -> dict | None:
    before = message.before(tx, here.id, first.position, limit=20)
    last = next((m for m in reversed(before) if m.author_kind == "customer"), None)
    return quote(last, who) if last and last.body else None
