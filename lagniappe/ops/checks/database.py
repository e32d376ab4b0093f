"""The database: opens, fits this program, is undamaged, and has its files."""

from contextlib import closing

from sqlalchemy import func, select, text

from lagniappe.bus.tables import jobs
from lagniappe.db.migrate import NewerDatabase, check_known
from lagniappe.db.migrations import HEAD
from lagniappe.desk.conversations.shelf import path_of
from lagniappe.desk.conversations.tables import attachments
from lagniappe.ops import layout
from lagniappe.ops.checks.finding import Finding, fail, ok, warn
from lagniappe.ops.checks.opened import has_tables, opened
from lagniappe.settings import Settings

OLDEST_POSTGRES = 150_000


def opens(settings: Settings) -> Finding:
    try:
        conn = opened(settings)
    except Exception as error:
        return fail(
            "database",
            f"cannot be opened: {str(error).splitlines()[0]}",
            "Check LAGNIAPPE_DATABASE_URL, that the server runs, and the user's rights.",
        )
    with closing(conn):
        if not has_tables(conn):
            return ok("database", "is empty; tables are made at the first start")
        if conn.dialect.name == "postgresql":
            version = conn.execute(text("SHOW server_version_num")).scalar()
            if int(version) < OLDEST_POSTGRES:
                return fail("database", "PostgreSQL is too old", "Use PostgreSQL 15 or newer.")
        return _fits(conn)


def integrity(settings: Settings) -> Finding:
    """SQLite checks its pages; PostgreSQL has checksums of its own."""
    with closing(opened(settings)) as conn:
        if not has_tables(conn):
            return ok("integrity", "nothing to check yet")
        if conn.dialect.name != "sqlite":
            return ok("integrity", "is PostgreSQL's own matter")
        verdict = conn.execute(text("PRAGMA quick_check(1)")).scalar()
        mode = conn.execute(text("PRAGMA journal_mode")).scalar()
    if verdict != "ok":
        return fail(
            "integrity",
            f"the database is damaged: {verdict}",
            "Stop Lagniappe, copy the data folder, and restore the last backup.",
        )
    if mode != "wal":
        return warn("integrity", f"the journal mode is {mode}", "It becomes WAL at the next start.")
    return ok("integrity", "every page is sound")


def attachments_present(settings: Settings) -> Finding:
    """Every attachment a message has must have its file."""
    with closing(opened(settings)) as conn:
        if not has_tables(conn):
            return ok("attachments", "none yet")
        digests = [row[0] for row in conn.execute(select(attachments.c.digest).distinct())]
    folder = layout.attachments(settings)
    missing = [digest for digest in digests if not path_of(folder, digest).exists()]
    if missing:
        return fail(
            "attachments",
            f"{len(missing)} of {len(digests)} files are missing, such as {missing[0][:16]}",
            f"Copy them from a backup into {folder}.",
        )
    return ok("attachments", f"{len(digests)} files, all there")


def failed_jobs(settings: Settings) -> Finding:
    with closing(opened(settings)) as conn:
        if not has_tables(conn):
            return ok("jobs", "none yet")
        states = dict(conn.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state)).all())
    if states.get("failed"):
        return warn(
            "jobs",
            f"{states['failed']} were given up",
            "See Settings, Jobs: read the reason, then try again or discard them.",
        )
    return ok("jobs", f"{states.get('waiting', 0)} waiting, none given up")


def _fits(conn) -> Finding:
    revision = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision == HEAD:
        return ok("database", f"{conn.dialect.name}, schema {revision}")
    try:
        check_known(revision)
    except NewerDatabase:
        return fail(
            "database",
            f"has schema {revision}; this program knows up to {HEAD}",
            "Start the newer Lagniappe it was made by, or restore an older backup.",
        )
    return warn("database", f"has schema {revision}", f"It becomes {HEAD} at the next start.")
