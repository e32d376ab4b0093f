"""What a watching thread asks of the desk: its database, by way of the event loop.

Going by the loop lets what was stored wake the reader and the screens, as any other write.
"""

import asyncio

from sqlalchemy import func, select, update

from lagniappe.channels.email.fetching import cursor
from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.mailboxes import state
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.kit.clock import DAY

# The disk may be slow; mail that is not on it yet is not ours yet.
PATIENCE_S = 120


class Desk:
    """For one mailbox, in the name of `holder`, who has its lease."""

    def __init__(self, db, folder, loop, mailbox_id: str, holder: str) -> None:
        self._db, self._folder, self._loop = db, folder, loop
        self._id, self._holder = mailbox_id, holder

    def now(self) -> int:
        return self._db.clock.now()

    def keep(self, fetched, before: cursor.Cursor, after: cursor.Cursor | None) -> int:
        """See `cursor.keep`; on disk when it returns."""
        for one in fetched:
            store.put_by(self._folder, one.raw)
        return self._write(cursor.keep, self._id, self._holder, fetched, before, after)

    def worked(self) -> None:
        self._write(state.worked, self._id)

    def failed(self, words: str) -> None:
        self._write(state.failed, self._id, words)

    def stored(self, since: int) -> int:
        """How many mails of this box came from a day before `since` on."""
        return self._db.read_sync(_stored, self._id, since - DAY)

    def compared(self) -> None:
        self._write(_compared, self._id)

    def _write(self, fn, *args):
        writing = self._db.write(fn, *args)
        return asyncio.run_coroutine_threadsafe(writing, self._loop).result(PATIENCE_S)


def _stored(tx, mailbox_id: str, since: int) -> int:
    return tx.value(
        select(func.count()).where(
            mails.c.mailbox_id == mailbox_id,
            mails.c.received_at >= since,
            # What was not handed over may be handed over today.
            mails.c.outcome != "not_handed_over",
        )
    )


def _compared(tx, mailbox_id: str) -> None:
    tx.execute(update(mailboxes).where(mailboxes.c.id == mailbox_id).values(compared_at=tx.now))
