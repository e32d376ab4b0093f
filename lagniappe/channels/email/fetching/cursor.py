"""Where fetching stands in a folder; it moves in the transaction that stores what was fetched."""

from dataclasses import dataclass

from sqlalchemy import update

from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.mailboxes import state
from lagniappe.channels.email.tables import mailboxes, mails


class LeaseLost(Exception):
    """Another process fetches this mailbox now."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every mail up to `seen` is stored. `validity` is None before the first time."""

    validity: int | None
    seen: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """`refused` says why the server would not hand a mail over; then `raw` is what we know."""

    uid: int
    raw: bytes
    refused: str = ""


def keep(
    tx, mailbox_id: str, holder: str, fetched: list[Fetched], before: Cursor, after: Cursor | None
) -> int:
    """Store what was fetched and move the cursor, both or neither; returns how many were new.

    Raises LeaseLost when another process has taken over, or the mailbox was changed.
    """
    if not state.take(tx, mailbox_id, holder):
        raise LeaseLost(mailbox_id)
    new = 0
    for one in fetched:
        added = store.store(tx, mailbox_id, one.raw)
        new += added
        if added and one.refused:
            _set_aside(tx, mailbox_id, one)
    if after is not None and not _move(tx, mailbox_id, before, after):
        raise LeaseLost(mailbox_id)
    return new


def _move(tx, mailbox_id: str, before: Cursor, after: Cursor) -> bool:
    return bool(
        tx.execute(
            update(mailboxes)
            .where(
                mailboxes.c.id == mailbox_id,
                mailboxes.c.uid_validity.is_not_distinct_from(before.validity),
                mailboxes.c.uid_seen == before.seen,
            )
            .values(uid_validity=after.validity, uid_seen=after.seen)
        ).rowcount
    )


def _set_aside(tx, mailbox_id: str, one: Fetched) -> None:
    tx.execute(
        update(mails)
        .where(mails.c.mailbox_id == mailbox_id, mails.c.digest == store.digest_of(one.raw))
        .values(state="odd", outcome="not_handed_over", error=one.refused[:500])
    )
