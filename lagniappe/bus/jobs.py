"""Durable work: jobs are rows, written in the transaction that wants them done.

A worker claims a job by a conditional update (a lease), runs its function in a
transaction that also removes the row, and so does its database work exactly once. A
failure is retried with backoff; after the last try the job stays, failed, for an admin.

A slow job prepares outside any transaction, beside the others, and only what it found is
written in the transaction that removes its row.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, literal_column, or_, select, update

from lagniappe.bus.tables import jobs
from lagniappe.db.hot import Hot
from lagniappe.db.unit import Tx
from lagniappe.kit import backoff, ids
from lagniappe.kit.clock import MINUTE

log = logging.getLogger(__name__)

LEASE = 2 * MINUTE
TRIES = 8


@dataclass(frozen=True, slots=True)
class Claimed:
    id: str
    kind: str
    payload: dict
    tries: int


_functions: dict[str, Callable] = {}
_slow: set[str] = set()


def job(kind: str):
    """Register `fn(tx, payload)` as what a job of this kind does."""

    def register(fn):
        _functions[kind] = fn
        return fn

    return register


def slow_job(kind: str):
    """Register `async fn(payload)` for work that takes longer than a transaction may.

    It returns a `fn(tx)`, done once, together with the removal of the job's row. It must do
    no harm when it is begun again: a lease ends after LEASE.
    """

    def register(fn):
        _slow.add(kind)
        return job(kind)(fn)

    return register


def is_slow(claimed: Claimed) -> bool:
    return claimed.kind in _slow


async def prepare(claimed: Claimed) -> Callable:
    """The slow part of a slow job; returns what is to be done in the transaction."""
    return await _functions[claimed.kind](claimed.payload)


_insert = Hot(
    lambda insert: (
        insert(jobs)
        .values(
            id=bindparam("id"),
            kind=bindparam("kind"),
            key=bindparam("key"),
            payload=bindparam("payload"),
            run_at=bindparam("run_at"),
            created_at=bindparam("created_at"),
        )
        .on_conflict_do_nothing()
    )
)


def add(tx: Tx, kind: str, payload: dict, *, key: str | None = None, at: int | None = None) -> None:
    """Promise that `kind` is done with `payload`, at `at` (ms UTC) or at once.

    With a `key`, a job of that kind and key that still waits serves for this one too. Only
    what is due wakes the worker: for the rest it looks often enough.
    """
    _insert.run(
        tx,
        id=ids.new(),
        kind=kind,
        key=key,
        payload=json.dumps(payload),
        run_at=tx.now if at is None else at,
        created_at=tx.now,
    )
    tx.wakes = tx.wakes or at is None or at <= tx.now


_claim = Hot(
    lambda insert: (
        update(jobs)
        .where(
            jobs.c.id.in_(
                select(jobs.c.id)
                .where(
                    jobs.c.state == literal_column("'waiting'"),
                    jobs.c.run_at <= bindparam("now"),
                    or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < bindparam("now")),
                )
                .order_by(jobs.c.run_at, jobs.c.id)
                .limit(bindparam("most"))
                .with_for_update(skip_locked=True)
            )
        )
        .values(
            leased_until=bindparam("until"), leased_by=bindparam("worker"), tries=jobs.c.tries + 1
        )
        .returning(jobs.c.run_at, jobs.c.id, jobs.c.kind, jobs.c.payload, jobs.c.tries)
    )
)


def claim(tx: Tx, worker: str, *, most: int = 1) -> list[Claimed]:
    """Lease the next due jobs to this worker, the one that waits longest first. Two workers
    never get the same one."""
    rows = _claim.all(tx, worker=worker, now=tx.now, until=tx.now + LEASE, most=most)
    return [
        Claimed(id_, kind, json.loads(payload), tries)
        for _, id_, kind, payload, tries in sorted(rows)
    ]


def forget_leases(tx: Tx) -> None:
    """Whoever held them is gone: for the start of a program that is the only one."""
    tx.execute(
        update(jobs).where(jobs.c.leased_until.is_not(None)).values(leased_until=0, leased_by=None)
    )


def drop(tx: Tx, kind: str, keys: list[str]) -> None:
    """Forget what was promised under these keys, for it is done; what a worker has taken up
    already it finds done."""
    tx.execute(
        delete(jobs).where(
            jobs.c.kind == kind,
            jobs.c.key.in_(keys),
            jobs.c.state == "waiting",
            jobs.c.leased_until.is_(None),
        )
    )


def next_due(tx: Tx) -> int | None:
    """When the first job that nobody works on is due (ms UTC), None when there is none."""
    return tx.value(
        select(func.min(jobs.c.run_at)).where(
            jobs.c.state == "waiting", jobs.c.leased_until.is_(None)
        )
    )


_finish = Hot(
    lambda insert: delete(jobs).where(
        jobs.c.id == bindparam("job_id"), jobs.c.leased_by == bindparam("worker")
    )
)


def carry_out(tx: Tx, claimed: Claimed, worker: str, prepared: Callable | None = None) -> None:
    """Do the job, or what a slow one `prepared`, and remove its row, both or neither.

    Does nothing when the lease went to another worker meanwhile. Raises what the job's
    function raises, or LookupError for a kind this program does not know.
    """
    gone = _finish.run(tx, job_id=claimed.id, worker=worker)
    if gone and prepared:
        prepared(tx)
    elif gone:
        _functions[claimed.kind](tx, claimed.payload)


def put_back(tx: Tx, claimed: Claimed, error: str) -> None:
    """After a failure: wait longer and try again, or stay failed for an admin to see."""
    last = claimed.tries >= TRIES
    tx.execute(
        update(jobs)
        .where(jobs.c.id == claimed.id)
        .values(
            state="failed" if last else "waiting",
            run_at=tx.now + backoff.delay(claimed.tries),
            leased_until=None,
            leased_by=None,
            error=error[:2000],
            # The key is given up: newer work under the same key must not wait for this.
            key=None,
        )
    )
    if last:
        log.error("job failed for good", extra={"kind": claimed.kind, "job": claimed.id})


def failed(tx: Tx, limit: int = 100) -> list:
    """The failed jobs, newest first, for the admin page."""
    return tx.all(
        select(jobs).where(jobs.c.state == "failed").order_by(jobs.c.created_at.desc()).limit(limit)
    )


def waiting(tx: Tx, limit: int = 100) -> list:
    """The jobs that wait, the next one first."""
    return tx.all(
        select(jobs).where(jobs.c.state == "waiting").order_by(jobs.c.run_at).limit(limit)
    )


def retry(tx: Tx, job_id: str) -> bool:
    """Give a failed job its tries back; False when there is no such failed job."""
    changed = tx.execute(
        update(jobs)
        .where(jobs.c.id == job_id, jobs.c.state == "failed")
        .values(state="waiting", tries=0, run_at=tx.now, error=None)
    ).rowcount
    tx.wakes = tx.wakes or bool(changed)
    return bool(changed)


def discard(tx: Tx, job_id: str) -> bool:
    """Drop a failed job for good."""
    return bool(
        tx.execute(delete(jobs).where(jobs.c.id == job_id, jobs.c.state == "failed")).rowcount
    )
