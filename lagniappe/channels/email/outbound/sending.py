"""A letter on its way: claimed by a lease, begun, and what became of it.

Only a row that was begun and not settled may have gone out twice, and it is counted: claiming
is not sending. Nothing is forgotten: whatever is not sent, failed or kept back comes again.
"""

import re

from sqlalchemy import case, func, or_, select, update

from lagniappe.channels.email.inbound import bounces
from lagniappe.channels.email.outbound import told
from lagniappe.channels.email.tables import mailboxes, outbox
from lagniappe.kit import backoff
from lagniappe.kit.clock import DAY, MINUTE

LEASE = 2 * MINUTE
# As long as other mail servers would go on trying.
GIVEN_UP_AFTER = 2 * DAY
FIRST_WAIT = 30_000
LONGEST_WAIT = 30 * MINUTE
# After so many tries somebody is told that it takes long.
LATE_AFTER = 5
# Bad address, bad domain, moved: what RFC 3463 says of mailboxes that are not there.
_NOBODY = re.compile(r"\b5\.1\.(1|2|3|6|10)\b")
_ALIVE = ("held", "queued", "sending")


def next_due(tx) -> int | None:
    """When the next letter that nobody works on is due (ms UTC), None when there is none."""
    free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < tx.now)
    return tx.value(select(func.min(outbox.c.send_at)).where(outbox.c.state.in_(_ALIVE), free))


def claim(tx, worker: str, *, most: int, besides: tuple[str, ...] = ()) -> list:
    """Lease the letters due longest of all boxes but these; returns their rows, each with its
    mailbox as `box`. Two workers never get the same one."""
    due = (
        select(outbox.c.id)
        .where(
            outbox.c.state.in_(_ALIVE),
            outbox.c.send_at <= tx.now,
            or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < tx.now),
            outbox.c.mailbox_id.not_in(besides),
        )
        .order_by(outbox.c.send_at, outbox.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    claimed = tx.all(
        update(outbox)
        .where(outbox.c.id.in_(due))
        .values(
            leased_until=tx.now + LEASE,
            leased_by=worker,
            # It was begun and never settled: the server may have it already.
            repeats=outbox.c.repeats + case((outbox.c.state == "sending", 1), else_=0),
            state=case((outbox.c.state == "sending", "queued"), else_=outbox.c.state),
        )
        .returning(outbox)
    )
    return sorted(claimed, key=lambda row: (row.send_at, row.id))


def boxes_of(tx, rows: list) -> dict:
    """The mailboxes of these rows, by id."""
    wanted = {row.mailbox_id for row in rows}
    found = tx.all(select(mailboxes).where(mailboxes.c.id.in_(wanted)))
    return {box.id: box for box in found}


def begin(tx, row, worker: str) -> bool:
    """From here on the server may get it; False when the lease went to another worker."""
    return bool(
        tx.execute(
            update(outbox)
            .where(
                outbox.c.id == row.id,
                outbox.c.leased_by == worker,
                outbox.c.leased_until > tx.now,
                outbox.c.state.in_(("held", "queued")),
            )
            .values(state="sending", tries=outbox.c.tries + 1, leased_until=tx.now + LEASE)
        ).rowcount
    )


def sent(tx, row, worker: str, *, refused: dict[str, str]) -> None:
    """The server took it. `refused` are addresses it did not take, and what it said."""
    reason = _reasons(refused)
    _give_up(tx, refused)
    if _settle(tx, row, worker, state="sent", sent_at=tx.now, error=reason[:500]):
        told.mark(tx, row, "sent", error=reason)
        if reason:
            told.trouble(tx, row, "mail_failed", reason)


def failed(tx, row, worker: str, error: str, *, refused: dict[str, str] | None = None) -> None:
    """It will never be taken like this; a person has to look."""
    _give_up(tx, refused or {})
    if _settle(tx, row, worker, state="failed", error=error[:500]):
        told.mark(tx, row, "failed", error=error)
        told.trouble(tx, row, "mail_failed", error)


def later(tx, row, worker: str, why) -> None:
    """Not now: wait longer each time, for those who do not have it yet; `why` is an
    smtp.Later. After GIVEN_UP_AFTER it has failed."""
    error = why.reason
    if tx.now - row.created_at > GIVEN_UP_AFTER:
        failed(tx, row, worker, error)
        return
    tries = row.tries + 1
    wait = backoff.delay(row.tries, first=FIRST_WAIT, longest=LONGEST_WAIT)
    changed = _settle(
        tx,
        row,
        worker,
        state="queued",
        send_at=tx.now + wait,
        error=error[:500],
        receivers=row.receivers if why.receivers is None else why.receivers,
        repeats=outbox.c.repeats + (1 if why.maybe_sent else 0),
    )
    if not changed:
        return
    told.mark(tx, row, "queued", error=error)
    _give_up(tx, why.refused)
    if why.refused:
        told.trouble(tx, row, "mail_failed", _reasons(why.refused))
    # A server that does not know us will not by waiting.
    if tries == (1 if why.signing_in else LATE_AFTER):
        told.trouble(tx, row, "mail_late", error)


def no_server(tx, row, worker: str) -> None:
    """The mailbox has nothing to send by: it stays visible, and is not pretended sent."""
    if _settle(tx, row, worker, state="unsent", error=""):
        told.mark(tx, row, "unsent")


def give_back(tx, worker: str) -> None:
    """Whatever this worker claimed and did not begin is anybody's again."""
    tx.execute(
        update(outbox)
        .where(outbox.c.leased_by == worker, outbox.c.state.in_(("held", "queued")))
        .values(leased_until=None, leased_by=None)
    )


def free_all(tx) -> None:
    """Where one process has the database alone, leases of before are a dead one's."""
    tx.execute(
        update(outbox).where(outbox.c.leased_by.is_not(None)).values(leased_until=tx.now - 1)
    )


def _give_up(tx, refused: dict[str, str]) -> None:
    """Addresses that the server says do not exist get nothing automatic any more."""
    for address, why in refused.items():
        if _NOBODY.search(why):
            bounces.give_up(tx, address, why)


def _reasons(refused: dict[str, str]) -> str:
    return "; ".join(f"{address}: {why}" for address, why in refused.items())


def _settle(tx, row, worker: str, **values) -> bool:
    return bool(
        tx.execute(
            update(outbox)
            .where(outbox.c.id == row.id, outbox.c.leased_by == worker)
            .values(leased_until=None, leased_by=None, **values)
        ).rowcount
    )
