"""The database, opened to look and not to touch."""

from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from lagniappe.db.engine import database_url
from lagniappe.ops import layout
from lagniappe.settings import Settings


def opened(settings: Settings):
    """A connection to the database as it is; ask `has_tables` before anything else, for
    looking must not make a database where there is none."""
    file = layout.sqlite_file(settings)
    if file is None:
        url = database_url(settings.database_url, settings.data_dir)
        return create_engine(url, poolclass=NullPool).connect()
    if not file.exists():
        return _Nothing()
    return create_engine(f"sqlite:///{file}", poolclass=NullPool).connect()


def has_tables(conn) -> bool:
    """Whether there is a desk in it."""
    return not isinstance(conn, _Nothing) and inspect(conn).has_table("alembic_version")


class _Nothing:
    """Stands in for the connection to a database that was never made."""

    def close(self) -> None:
        pass
