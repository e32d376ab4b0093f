"""Opening the desk: the database brought up to date, and a first word in the terminal."""

import sys

from lagniappe.db.engine import Database, database_url
from lagniappe.db.migrate import migrate
from lagniappe.desk.accounts import links
from lagniappe.settings import Settings


def open_database(settings: Settings) -> Database:
    """The settings' database at this program's schema, backed up first if that changes it.

    Raises SystemExit, with the reason printed, when the database is newer than the program
    or cannot be reached: a half-right desk must not answer.
    """
    from sqlalchemy.exc import OperationalError

    from lagniappe.db.migrate import NewerDatabase

    db = Database(database_url(settings.database_url, settings.data_dir))
    try:
        migrate(db.engine, backup=lambda revision: _back_up(settings, revision))
    except NewerDatabase as error:
        db.close()
        raise SystemExit(f"lagniappe: {error}") from error
    except OperationalError as error:
        db.close()
        raise SystemExit(f"lagniappe: the database cannot be opened: {error.orig}") from error
    return db


def welcome(settings: Settings, db: Database) -> None:
    """Say where the desk is and, on a new installation, print the one-time set-up link."""
    here = address(settings)
    secret = db.write_sync(links.make_setup)
    if secret:
        print(f"\n  Set up your desk here (works once, for a week):\n  {here}/setup/{secret}\n")
    else:
        print(f"\n  The desk is open: {here}\n")
    sys.stdout.flush()


def address(settings: Settings) -> str:
    """Where people reach the desk, as far as the settings tell."""
    return settings.origin


def _back_up(settings: Settings, revision: str) -> None:
    from lagniappe.ops import backup

    backup.before_migration(settings, revision)
