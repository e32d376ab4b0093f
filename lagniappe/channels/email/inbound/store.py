"""Storing a mail as it came, before anything tries to understand it.

Once `store` has committed the mail is safe and its sender may forget it. The same bytes in
the same box are the same mail, however often they are delivered.
"""

import hashlib
import zlib
from pathlib import Path

from sqlalchemy import bindparam, select, update

from lagniappe.bus import jobs
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.db.hot import Hot
from lagniappe.desk.conversations import shelf
from lagniappe.kit import ids
from lagniappe.kit.text import clean_line

# A larger one would make everybody's database and backup heavy.
KEPT_IN_ROW = 256 * 1024

_insert = Hot(
    lambda insert: (
        insert(mails)
        .values(
            {
                name: bindparam(name)
                for name in (
                    "id",
                    "mailbox_id",
                    "digest",
                    "raw",
                    "size",
                    "envelope_to",
                    "state",
                    "outcome",
                    "error",
                    "sender",
                    "subject",
                    "tries",
                    "received_at",
                )
            }
        )
        .on_conflict_do_nothing(index_elements=["mailbox_id", "digest"])
    )
)


def digest_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def put_by(folder: Path, raw: bytes) -> None:
    """Large mail goes to the shelf, before its row exists. Blocks for the disk."""
    if len(raw) > KEPT_IN_ROW:
        shelf.put(folder, raw)


def store(tx, mailbox_id: str, raw: bytes, *, envelope_to: str = "") -> bool:
    """Store one mail and have it read; False when it is here already. Call `put_by` before."""
    new = _insert.run(
        tx,
        id=ids.new(),
        mailbox_id=mailbox_id,
        digest=digest_of(raw),
        raw=zlib.compress(raw, 1) if len(raw) <= KEPT_IN_ROW else None,
        size=len(raw),
        envelope_to=clean_line(envelope_to, 254).lower(),
        state="waiting",
        outcome="",
        error="",
        sender="",
        subject="",
        tries=0,
        received_at=tx.now,
    )
    if new:
        jobs.add(tx, "mail.read", {}, key="waiting")
    return bool(new)


def bytes_of(row, folder: Path) -> bytes:
    """The mail as it came. Raises OSError when the shelf lost it."""
    if row.raw is not None:
        return zlib.decompress(row.raw)
    return shelf.path_of(folder, row.digest).read_bytes()


def read_again(tx, mail_id: str) -> bool:
    """Try once more what could not be filed; False when it is not such a mail."""
    changed = tx.execute(
        update(mails)
        .where(mails.c.id == mail_id, mails.c.state.in_(("odd", "held", "ignored", "spam")))
        .values(state="waiting", tries=0, outcome="", error="")
    ).rowcount
    if changed:
        jobs.add(tx, "mail.read", {}, key="waiting")
    return bool(changed)


def mailbox_for(tx, addresses: list[str]) -> str | None:
    """The mailbox that takes mail for the first known of these addresses, plus marks aside."""
    boxes = tx.all(
        select(mailboxes.c.id, mailboxes.c.address, mailboxes.c.aliases).where(
            mailboxes.c.retired_at.is_(None)
        )
    )
    known = {name.lower(): box.id for box in boxes for name in (box.address, *box.aliases)}
    for address in addresses:
        local, _, domain = address.lower().partition("@")
        for candidate in (f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}"):
            if candidate in known:
                return known[candidate]
    return None
