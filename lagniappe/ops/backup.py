"""Backup: everything needed to start again elsewhere, in one file, while the desk runs on."""

import contextlib
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, select

from lagniappe import __version__
from lagniappe.db.engine import database_url
from lagniappe.db.migrate import current_revision
from lagniappe.desk.conversations.shelf import path_of
from lagniappe.desk.conversations.tables import attachments
from lagniappe.ops import archive, layout, postgres
from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings

log = logging.getLogger(__name__)

AUTOMATIC = "before-migration-"


class BackupError(Trouble):
    """The backup could not be made; the message says why and what to do."""


def write(settings: Settings, target: Path | None = None) -> Path:
    """Back up the database and the attachments; returns the file's path.

    `target` is a file or an existing folder; by default it goes to `backups` in the data
    folder. Safe while the desk is running. Raises BackupError. For `lagniappe backup`.
    """
    path = _target(settings, target, "lagniappe-")
    with _snapshot(settings) as (database, revision, digests):
        _write(settings, path, database, revision, digests)
    return path


def before_migration(settings: Settings, revision: str) -> None:
    """A backup of the database alone, made before its schema changes.

    Attachments are not touched by migrations. Old automatic backups beyond `backups_kept`
    are removed. PostgreSQL without pg_dump goes on with a warning: there the migration is
    undone by the server itself if it fails.
    """

    path = _target(settings, None, AUTOMATIC)
    try:
        with _snapshot(settings) as (database, _, _digests):
            _write(settings, path, database, revision, [])
    except Trouble as trouble:
        if layout.sqlite_file(settings) is not None:
            raise
        log.warning("no backup before the migration: %s", trouble)
        return
    log.info("backup made before the migration", extra={"path": str(path)})
    _prune(settings)


@contextlib.contextmanager
def _snapshot(settings: Settings) -> Iterator[tuple[Path, str, list[str]]]:
    """A consistent copy of the database, its revision, and the digests of its attachments."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.data_dir) as folder:
        copy = Path(folder) / "database"
        source = layout.sqlite_file(settings)
        if source is None:
            postgres.dump(settings.database_url, copy)
            # Asked after the dump: files attached meanwhile come along, none is missing.
            revision, digests = _facts(database_url(settings.database_url, settings.data_dir))
        else:
            _copy_sqlite(source, copy)
            revision, digests = _facts(f"sqlite:///{copy}")
        yield copy, revision, digests


def _copy_sqlite(source: Path, copy: Path) -> None:
    if not source.exists():
        raise BackupError(f"There is no database at {source}: nothing to back up.")
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as old,
        contextlib.closing(sqlite3.connect(copy)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = new.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise BackupError(f"The database is damaged ({verdict}). Restore an earlier backup.")


def _facts(url: str) -> tuple[str, list[str]]:
    engine = create_engine(url)
    try:
        revision = current_revision(engine)
        if revision is None:
            raise BackupError("The database is empty: nothing to back up.")
        with engine.connect() as conn:
            digests = [row[0] for row in conn.execute(select(attachments.c.digest).distinct())]
    finally:
        engine.dispose()
    return revision, digests


def _write(settings: Settings, path: Path, database: Path, revision: str, digests) -> None:
    folder = layout.attachments(settings)
    # A file whose row was swept meanwhile may be gone; restore must not miss it.
    files = [f for f in (path_of(folder, digest) for digest in digests) if f.exists()]
    kind = "postgresql" if layout.sqlite_file(settings) is None else "sqlite"
    part = path.with_name(path.name + ".part")
    try:
        part.touch(mode=0o600)
        with archive.Writer(part) as tar:
            tar.manifest(
                archive.Manifest(
                    version=__version__,
                    revision=revision,
                    database=kind,
                    digest=archive.digest_of(database),
                    attachments=len(files),
                    made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                )
            )
            tar.file(archive.SQLITE if kind == "sqlite" else archive.POSTGRES, database)
            for file in files:
                tar.file(f"attachments/{file.parent.name}/{file.name}", file)
        _to_disk(part)
        part.rename(path)
    except OSError as error:
        raise BackupError(f"The backup could not be written to {path}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _target(settings: Settings, target: Path | None, prefix: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")[:-3]
    folder = target if target is not None and target.is_dir() else layout.backups(settings)
    if target is not None and not target.is_dir():
        if target.exists():
            raise BackupError(f"{target} exists already. Choose another name.")
        return target
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{prefix}{stamp}.tar.gz"


def _prune(settings: Settings) -> None:
    made = sorted(layout.backups(settings).glob(f"{AUTOMATIC}*.tar.gz"))
    for old in made[: -settings.backups_kept or None]:
        old.unlink()


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
