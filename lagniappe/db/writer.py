"""SQLite's one writer: a thread that commits many functions at once (group commit).

Each function runs inside its own savepoint, so one that fails undoes only itself. Nobody
is answered before the shared commit is on disk.
"""

import contextlib
import threading
from collections import deque

from lagniappe.db.unit import Tx

# One commit serves at most this many functions, so the first in line is not kept waiting.
LARGEST_GROUP = 128


class Writer:
    """Runs submitted functions on one connection, in the order they came."""

    def __init__(self, engine, clock, after) -> None:
        self._engine = engine
        self._clock = clock
        self._after = after
        self._waiting: deque = deque()
        self._bell = threading.Event()
        self._kick_planned = False
        self._stopping = False
        self._door = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="db-writer", daemon=True)
        self._thread.start()

    def submit(self, loop, fn, args, kwargs):
        """A future for the function's result. The bell rings once per turn of the loop, so
        requests read in one turn share one wake-up and one commit."""
        future = loop.create_future()
        self._waiting.append((loop, future, fn, args, kwargs))
        if not self._kick_planned:
            self._kick_planned = True
            loop.call_soon(self._kick)
        return future

    def submit_sync(self, future, fn, args, kwargs) -> None:
        """The same from a thread. Raises RuntimeError once it was stopped: nobody would answer."""
        with self._door:
            if self._stopping:
                raise RuntimeError("the database was closed")
            self._waiting.append((None, future, fn, args, kwargs))
        self._bell.set()

    def stop(self) -> None:
        """Finish what was submitted, then end the thread."""
        with self._door:
            self._stopping = True
        self._bell.set()
        self._thread.join()

    def _kick(self) -> None:
        self._kick_planned = False
        self._bell.set()

    def _run(self) -> None:
        conn = self._engine.connect()
        cursor = conn.connection.cursor()
        while True:
            self._bell.wait()
            self._bell.clear()
            while self._waiting:
                self._group(conn, cursor)
            if self._stopping and not self._waiting:
                break
        cursor.execute("PRAGMA optimize")
        conn.close()

    def _group(self, conn, cursor) -> None:
        group = []
        try:
            cursor.execute("BEGIN IMMEDIATE")
            while self._waiting and len(group) < LARGEST_GROUP:
                work = self._waiting.popleft()
                group.append((work, *self._one(work, conn, cursor)))
            cursor.execute("COMMIT")
        except Exception as error:
            with contextlib.suppress(Exception):
                cursor.execute("ROLLBACK")
            # The transaction itself failed (disk full, a lock held too long): nobody's
            # work is kept, and whoever had not started is refused too.
            if not group and self._waiting:
                group.append((self._waiting.popleft(), None, None, error))
            group = [(work, None, None, error) for work, *_ in group]
        self._answer(group)

    def _one(self, work, conn, cursor):
        _, _, fn, args, kwargs = work
        tx = Tx(conn, cursor, "sqlite", self._clock.now())
        cursor.execute("SAVEPOINT one")
        try:
            result = fn(tx, *args, **kwargs)
        except Exception as error:
            cursor.execute("ROLLBACK TO one")
            cursor.execute("RELEASE one")
            return None, None, error
        cursor.execute("RELEASE one")
        return result, tx, None

    def _answer(self, group) -> None:
        loops = {}
        for outcome in group:
            loop = outcome[0][0]
            if loop is None:
                self._settle(outcome)
            else:
                loops.setdefault(loop, []).append(outcome)
        for loop, outcomes in loops.items():
            # A loop that closed meanwhile has nobody left to answer.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._settle_all, outcomes)

    def _settle_all(self, outcomes) -> None:
        for outcome in outcomes:
            self._settle(outcome)

    def _settle(self, outcome) -> None:
        (_, future, *_), result, tx, error = outcome
        if tx is not None and (tx.hints or tx.wakes):
            self._after(tx.hints, tx.wakes)
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)
