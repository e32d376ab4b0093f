"""What people decided about senders: blocked for a time, spam, or trusted whatever a filter says.

A decision is about an address or a whole domain, written @example.com; the address wins.
"""

import re

from sqlalchemy import bindparam, delete, insert, or_, select

from lagniappe.channels.email.tables import mail_senders
from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.people.blocks import DURATIONS
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean_line

BLOCKED, SPAM, TRUSTED = "blocked", "spam", "trusted"
_SENDER = re.compile(r"[^\s@<>]{0,64}@[^\s@<>]{1,189}")

_decided = Hot(
    lambda insert: (
        select(mail_senders.c.sender, mail_senders.c.verdict)
        .where(
            or_(
                mail_senders.c.sender == bindparam("address"),
                mail_senders.c.sender == bindparam("domain"),
            ),
            or_(mail_senders.c.until.is_(None), mail_senders.c.until > bindparam("now")),
        )
        .limit(2)
    )
)


def verdict(tx, address: str) -> str:
    """blocked, spam, trusted, or empty when nobody decided."""
    domain = "@" + address.rpartition("@")[2]
    found = dict(_decided.all(tx, address=address, domain=domain, now=tx.now))
    return found.get(address) or found.get(domain, "")


def decide(
    tx, sender: str, verdict: str, *, by: str, duration: str = "forever", reason: str = ""
) -> None:
    """From now on, and instead of what was decided before. Raises Refused."""
    sender = clean_line(sender, 255).lower()
    if "@" not in sender and "." in sender:
        sender = "@" + sender
    if not _SENDER.fullmatch(sender):
        raise Refused(N_("Write a mail address, or a domain such as @example.com."), code="sender")
    if duration not in DURATIONS:
        raise Refused(N_("Choose for how long to block."), code="bad_duration")
    length = DURATIONS[duration]
    forget(tx, sender)
    tx.execute(
        insert(mail_senders).values(
            sender=sender,
            verdict=verdict,
            reason=clean_line(reason, 500),
            decided_by=by,
            created_at=tx.now,
            until=None if length is None else tx.now + length,
        )
    )


def forget(tx, sender: str) -> None:
    """Nobody decided anything about this sender any more."""
    tx.execute(delete(mail_senders).where(mail_senders.c.sender == sender))


def listed(tx, limit: int = 500) -> list:
    """What is decided now, newest first: sender, verdict, reason, by, created_at, until."""
    return tx.all(
        select(
            mail_senders.c.sender,
            mail_senders.c.verdict,
            mail_senders.c.reason,
            agents.c.name.label("by"),
            mail_senders.c.created_at,
            mail_senders.c.until,
        )
        .join(agents, agents.c.id == mail_senders.c.decided_by)
        .where(or_(mail_senders.c.until.is_(None), mail_senders.c.until > tx.now))
        .order_by(mail_senders.c.created_at.desc())
        .limit(limit)
    )
