"""Bringing the database to this program's schema: all of the way, or not at all.

Every migration runs inside one transaction, after an automatic backup, so a failure
leaves the database as it was. A database newer than the program is refused.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from lagniappe.db.migrations import HEAD

log = logging.getLogger(__name__)

_FOLDER = Path(__file__).parent / "migrations"
# One migration at a time over all processes of a PostgreSQL installation.
_LOCK = 7_046_216


class NewerDatabase(Exception):
    """The database was made by a newer program; running this one could destroy data."""


def current_revision(engine) -> str | None:
    """The schema revision of the database, None when it is empty."""
    with engine.connect() as conn:
        return _revision(conn)


def migrate(engine, *, backup: Callable[[str], None] = lambda revision: None) -> bool:
    """Bring the schema to HEAD; True when something was done.

    `backup(revision)` is called before an existing schema is changed; its failure stops the
    migration. Raises NewerDatabase.
    """
    revision = current_revision(engine)
    if revision == HEAD:
        return False
    if revision is not None:
        check_known(revision)
        backup(revision)
    with engine.connect() as conn:
        _run(conn)
    log.info("database migrated", extra={"from": revision, "to": HEAD})
    return True


def _run(conn) -> None:
    from alembic import command

    sqlite = conn.dialect.name == "sqlite"
    conn.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else f"SELECT pg_advisory_xact_lock({_LOCK})")
    try:
        # Another process may have finished while this one waited for the lock.
        if _revision(conn) != HEAD:
            config = _config()
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
    except BaseException:
        conn.exec_driver_sql("ROLLBACK") if sqlite else conn.rollback()
        raise
    conn.exec_driver_sql("COMMIT") if sqlite else conn.commit()


def _config():
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


def check_known(revision: str) -> None:
    """Raises NewerDatabase for a revision this program has never heard of."""
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise NewerDatabase(
            f"The database has schema {revision}, which this program (schema {HEAD}) does not "
            "know. It was made by a newer Lagniappe: start that version, or restore a backup "
            "made by this one. Nothing was changed."
        ) from error


def _revision(conn) -> str | None:
    there = conn.dialect.has_table(conn, "alembic_version")
    if not there:
        return None
    try:
        return conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseError:
        return None
