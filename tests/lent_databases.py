"""PostgreSQL databases that are lent to one test after the other.

To make a database for one test and to drop it again costs the server 25 ms, and each of the
test's connections 5 more: a new one has to learn every table it meets. So a database keeps its
connections, and between two tests it is put back to what its template holds. Where that is not
surely possible, it is dropped, and the next test is given a new one.
"""

import time

import psycopg
from sqlalchemy import Engine
from sqlalchemy.pool import Pool

# Rows that were deleted still take room, and each test has to read past those of all before it.
MOST_TESTS = 40
SECONDS_TO_LEAVE = 10

_TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""
# Whatever changes the schema, or takes a number from a sequence, shows in one of these.
_SCHEMA = " UNION ALL ".join(
    f"SELECT count(*), max(xmin::text::bigint) FROM pg_{catalog}"
    for catalog in ("class", "attribute", "attrdef", "constraint", "trigger")
)
_SCHEMA += " UNION ALL SELECT count(*), sum(last_value)::bigint FROM pg_sequences"
# DISCARD ALL, but for the statements that the driver believes to be prepared.
_CLEAR = """
    RESET ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES
"""
_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND NOT pid = ANY(%s)
"""


class LentDatabase:
    """A database that is like its template whenever it is lent."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._tests = 0
        self._pool: Pool | None = None
        self._engines: list[Engine] = []
        self._keeper = psycopg.connect(url, autocommit=True)
        # Tables are emptied and filled in any order: foreign keys do not look.
        self._keeper.execute("SET session_replication_role = replica")
        self._schema = self._keeper.execute(_SCHEMA).fetchall()
        tables = [name for (name,) in self._keeper.execute(_TABLES)]
        # One statement for all: ten times as fast as one for each.
        emptied = (f"t{number} AS (DELETE FROM {name})" for number, name in enumerate(tables))
        self._empty = f"WITH {', '.join(emptied)} SELECT"
        rows = {table: self._rows(table) for table in tables}
        self._kept = {table: text for table, text in rows.items() if text}

    def keep_warm(self, engine: Engine) -> None:
        """The test's first engine has the connections of the tests before."""
        if not self._engines:
            self._pool = engine.pool = self._pool or engine.pool
            engine.dispose = lambda close=True: None
        self._engines.append(engine)

    def put_back(self) -> bool:
        """True if the database is like its template again and nobody is left in it."""
        self._tests += 1
        for engine in self._engines:
            # Who outlives his test must not come back in the middle of another's.
            engine.pool = None
        self._engines.clear()
        if self._tests == MOST_TESTS or (self._pool and self._pool.checkedout()):
            return False
        try:
            if not self._alone() or self._keeper.execute(_SCHEMA).fetchall() != self._schema:
                return False
            self._refill()
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        self._keeper.close()
        if self._pool:
            self._pool.dispose()

    def _alone(self) -> bool:
        """Sends away what is left of the test: killed processes, threads that listen."""
        ours = [self._keeper.info.backend_pid, *self._cleared()]
        end = time.monotonic() + SECONDS_TO_LEAVE
        while self._keeper.execute(_OTHERS, [ours]).fetchall():
            if time.monotonic() > end:
                return False
            time.sleep(0.001)
        return True

    def _cleared(self) -> list[int]:
        """The kept connections, without the locks, settings and tables of their own."""
        held = [self._pool.connect() for _ in range(self._pool.checkedin())] if self._pool else []
        for connection in held:
            raw = connection.driver_connection
            raw.autocommit = True
            raw.execute(_CLEAR, prepare=False)
            raw.autocommit = False
        processes = [connection.driver_connection.info.backend_pid for connection in held]
        for connection in held:
            connection.close()
        return processes

    def _refill(self) -> None:
        with self._keeper.transaction():
            self._keeper.execute(self._empty, prepare=True)
            for table, text in self._kept.items():
                with self._keeper.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(text)

    def _rows(self, table: str) -> bytes:
        with self._keeper.cursor().copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(copy)
