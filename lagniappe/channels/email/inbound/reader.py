"""The reader: takes stored mail a batch at a time, reads it beside everything else, files it.

Reading needs no transaction and takes most of the time; filing is one transaction for the
batch, each mail in a savepoint of its own, so that an odd one stops nobody else's.
"""

import asyncio
import logging
from pathlib import Path

from sqlalchemy import select, update

from lagniappe.bus import jobs
from lagniappe.channels.email.inbound import filing, store
from lagniappe.channels.email.reading import File, Mail, read
from lagniappe.channels.email.tables import mails
from lagniappe.db.unit import is_conflict
from lagniappe.desk.conversations import shelf
from lagniappe.desk.search import index

log = logging.getLogger(__name__)

BATCH = 40
BATCH_BYTES = 16 * 1024 * 1024
TRIES = 3


def join(db, folder: Path, key: bytes) -> None:
    """Register the job that reads what waits."""
    one_at_a_time = asyncio.Lock()

    @jobs.slow_job("mail.read")
    async def batch(payload: dict):
        # Filed before the next begins: two batches at once would be the same mails twice.
        async with one_at_a_time:
            await _batch(db, folder, key)
        return _filed_already


async def _batch(db, folder: Path, key: bytes) -> None:
    rows = await db.read(_waiting)
    opened = await asyncio.to_thread(_read_all, rows, folder)
    await db.write(_file_all, opened, key=key, more=len(rows) == BATCH)


def _filed_already(tx) -> None:
    pass


def _waiting(tx) -> list:
    """The oldest mails that wait, up to BATCH of them and BATCH_BYTES together."""
    rows = tx.all(
        select(mails)
        .where(mails.c.state == "waiting")
        .order_by(mails.c.received_at, mails.c.id)
        .limit(BATCH)
    )
    taken, size = [], 0
    for row in rows:
        size += row.size
        if taken and size > BATCH_BYTES:
            break
        taken.append(row)
    return taken


def _read_all(rows: list, folder: Path) -> list[tuple]:
    return [(row, *_read_one(row, folder)) for row in rows]


def _read_one(row, folder: Path) -> tuple[Mail | None, list[tuple[File, str]], str]:
    """The mail, its files with their digests, and an error instead if there is one."""
    try:
        mail = read(store.bytes_of(row, folder))
        return mail, [(file, shelf.put(folder, file.content)) for file in mail.files], ""
    except Exception as error:
        log.exception("a mail could not be read", extra={"mail": row.id})
        return None, [], repr(error)


def _file_all(tx, opened: list[tuple], *, key: bytes, more: bool) -> None:
    office = filing.office(tx, key)
    # Another process may have been quicker, or be at it just now: then it ends first.
    waiting = _still_waiting(tx, [row.id for row, *_ in opened])
    into: set[str] = set()
    for row, mail, files, error in opened:
        if row.id not in waiting:
            continue
        if not error:
            error = _file_one(tx, office, row, mail, files, into)
        if error:
            _put_back(tx, row, error)
    index.index_now(tx, into)
    still = select(mails.c.id).where(mails.c.state == "waiting").limit(1)
    if more or tx.one(still) is not None:
        jobs.add(tx, "mail.read", {}, key="waiting")


def _still_waiting(tx, mail_ids: list[str]) -> set[str]:
    here = select(mails.c.id).where(mails.c.id.in_(mail_ids), mails.c.state == "waiting")
    return {row.id for row in tx.all(here.order_by(mails.c.id).with_for_update())}


def _file_one(tx, office: filing.Office, row, mail: Mail, files, into: set[str]) -> str:
    """Empty when it was filed, else what went wrong; then nothing of it is kept."""
    try:
        with tx.attempt():
            filed = filing.file_mail(tx, office, row, mail, files)
        into.update({filed.conversation_id} - {None})
    except Exception as error:
        if is_conflict(error):
            # Nothing is wrong with the mail: the whole batch goes once more.
            raise
        log.exception("a mail could not be filed", extra={"mail": row.id})
        return repr(error)
    return ""


def _put_back(tx, row, error: str) -> None:
    last = row.tries + 1 >= TRIES
    tx.execute(
        update(mails)
        .where(mails.c.id == row.id)
        .values(
            tries=row.tries + 1,
            error=error[:500],
            state="odd" if last else "waiting",
            outcome="unreadable" if last else "",
        )
    )
