"""A mail of ours came back: said on its conversation, remembered of the address, nothing else."""

from sqlalchemy import insert, select, update

from lagniappe.channels.email import keys
from lagniappe.channels.email.outbound import told
from lagniappe.channels.email.reading import Bounce, Mail
from lagniappe.channels.email.tables import dead_addresses, outbox
from lagniappe.desk.conversations import append
from lagniappe.desk.conversations.tables import conversations

# A storm of reports about one mail is one line on its conversation.
MOST_TOLD = 3


def take_in(tx, mail: Mail, *, key: bytes) -> str | None:
    """Mark what bounced; returns the conversation it belonged to, if it was ours."""
    conversation_id = None
    for bounce in mail.bounces:
        sent = _sent(tx, bounce)
        if sent is None and not _ours(tx, bounce, key):
            # Anybody can write a report: about mail we never sent it says nothing.
            continue
        if bounce.permanent:
            give_up(tx, bounce.address, bounce.reason)
        if sent is not None and sent.state != "bounced":
            conversation_id = sent.conversation_id
            _mark(tx, sent, bounce)
    return conversation_id


def is_dead(tx, address: str) -> bool:
    """Whether mail to this address came back for good."""
    return tx.one(select(dead_addresses).where(dead_addresses.c.address == address)) is not None


def give_up(tx, address: str, reason: str) -> None:
    """From now on nothing automatic is sent to this address."""
    if not is_dead(tx, address):
        tx.execute(
            insert(dead_addresses).values(address=address[:254], reason=reason[:500], since=tx.now)
        )


def dead_among(tx, addresses: list[str]) -> dict[str, str]:
    """Those of the addresses that mail came back from for good, and why."""
    if not addresses:
        return {}
    found = select(dead_addresses).where(dead_addresses.c.address.in_(addresses))
    return {row.address: row.reason for row in tx.all(found)}


def _sent(tx, bounce: Bounce):
    if not bounce.message_id:
        return None
    return tx.one(select(outbox).where(outbox.c.rfc_id == bounce.message_id))


def _ours(tx, bounce: Bounce, key: bytes) -> bool:
    marked = keys.conversation_of(key, bounce.message_id) if bounce.message_id else None
    return bool(marked and tx.one(select(conversations.c.id).where(conversations.c.id == marked)))


def _mark(tx, sent, bounce: Bounce) -> None:
    if bounce.permanent:
        tx.execute(
            update(outbox)
            .where(outbox.c.id == sent.id)
            .values(state="bounced", error=(bounce.reason or bounce.status)[:500])
        )
        told.mark(tx, sent, "bounced", error=bounce.reason or bounce.status)
    if sent.conversation_id:
        append.event(
            tx,
            sent.conversation_id,
            "mail_bounced",
            public=False,
            address=bounce.address,
            reason=bounce.reason[:300],
            permanent=bounce.permanent,
        )
