"""Opening the database, and the two doors to it: `read(fn)` and `write(fn)`.

SQLite: one writer thread with group commit (writer.py) and a few readers. PostgreSQL: two
pools of threads, one transaction per function.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool

from lagniappe.db.unit import Hint, Tx, is_conflict
from lagniappe.db.writer import Writer
from lagniappe.kit.clock import Clock

T = TypeVar("T")

READERS = 4
PG_WRITERS = 8
PG_RETRIES = 5


class Database:
    """The database of one process.

    `on_commit(hints, wakes)` is called on the event loop after a commit is on disk.
    """

    def __init__(self, url: str, *, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.url = url
        self.dialect = "sqlite" if url.startswith("sqlite") else "postgresql"
        self.engine = _engine(url)
        self.on_commit: Callable[[list[Hint], bool], None] = lambda hints, wakes: None
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(READERS, "db-read")
        self._writers = None
        self._writer = None
        if self.dialect == "sqlite":
            self._writer = Writer(self.engine, self.clock, self._after)
        else:
            self._writers = ThreadPoolExecutor(PG_WRITERS, "db-write")

    async def read(self, fn: Callable[..., T], *args, **kwargs) -> T:
        """Run `fn(tx, ...)` on a consistent snapshot; it must not write."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._readers, lambda: self.read_sync(fn, *args, **kwargs)
        )

    async def write(self, fn: Callable[..., T], *args, **kwargs) -> T:
        """Run `fn(tx, ...)` in a transaction; returns once the commit is on disk.

        An exception in `fn` undoes all that it did and is raised here.
        """
        loop = asyncio.get_running_loop()
        if self._writer is not None:
            return await self._writer.submit(loop, fn, args, kwargs)
        result, hints, wakes = await loop.run_in_executor(
            self._writers, self._write_pg, fn, args, kwargs
        )
        if hints or wakes:
            self.on_commit(hints, wakes)
        return result

    def read_sync(self, fn: Callable[..., T], *args, **kwargs) -> T:
        """`read` for threads and commands."""
        if self.dialect == "postgresql":
            with self.engine.connect() as conn:
                return fn(self._tx(conn), *args, **kwargs)
        conn = self._reader()
        conn.exec_driver_sql("BEGIN")
        try:
            return fn(self._tx(conn), *args, **kwargs)
        finally:
            conn.exec_driver_sql("ROLLBACK")

    def write_sync(self, fn: Callable[..., T], *args, **kwargs) -> T:
        """`write` for threads and commands; hints leave only where a loop is running."""
        if self._writer is not None:
            done: Future = Future()
            self._writer.submit_sync(done, fn, args, kwargs)
            return done.result()
        result, hints, wakes = self._write_pg(fn, args, kwargs)
        self._after(hints, wakes)
        return result

    def close(self) -> None:
        if self._writer is not None:
            self._writer.stop()
        if self._writers is not None:
            self._writers.shutdown()
        self._readers.shutdown()
        self.engine.dispose()

    def _write_pg(self, fn, args, kwargs):
        for attempt in range(PG_RETRIES + 1):
            try:
                with self.engine.begin() as conn:
                    tx = self._tx(conn)
                    result = fn(tx, *args, **kwargs)
                return result, tx.hints, tx.wakes
            except Exception as error:
                if attempt == PG_RETRIES or not is_conflict(error):
                    raise
            time.sleep(0.005 * 2**attempt)
        raise AssertionError("unreachable")

    def _tx(self, conn) -> Tx:
        return Tx(conn, conn.connection.cursor(), self.dialect, self.clock.now())

    def _reader(self):
        if not hasattr(self._local, "conn"):
            self._local.conn = self.engine.connect()
        return self._local.conn

    def _after(self, hints, wakes) -> None:
        if hints or wakes:
            self.on_commit(hints, wakes)


def database_url(database_url: str, data_dir: Path) -> str:
    """The SQLAlchemy address for the settings' database."""
    if not database_url:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return f"sqlite:///{(data_dir / 'lagniappe.db').resolve()}"
    for prefix in ("postgresql://", "postgres://"):
        if database_url.startswith(prefix):
            return "postgresql+psycopg://" + database_url.removeprefix(prefix)
    return database_url


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=READERS + PG_WRITERS, pool_pre_ping=False)
    engine = create_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"check_same_thread": False, "timeout": 30, "cached_statements": 256},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection, _record) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 30000",
        "cache_size = -8000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
