"""Restore: from a backup file back to a desk that starts, or nothing changed at all."""

import contextlib
import shutil
import socket
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, inspect

from lagniappe.db.engine import database_url
from lagniappe.db.migrate import NewerDatabase, check_known
from lagniappe.ops import archive, layout, postgres
from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings


class RestoreError(Trouble):
    """Nothing was restored; the message says why and what to do."""


def restore(settings: Settings, source: Path, *, force: bool = False) -> archive.Manifest:
    """Put back what `backup` wrote; returns the manifest. For `lagniappe restore FILE`.

    Every byte is checked before anything is touched. Refuses while the desk runs, and to
    replace existing data unless `force`; what is replaced is moved aside, not deleted
    (except inside PostgreSQL). Raises RestoreError.
    """
    if not source.exists():
        raise RestoreError(f"There is no file {source}.")
    _refuse_running(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.data_dir) as folder:
        unpacked = Path(folder)
        manifest = _check(settings, source, unpacked)
        if _has_data(settings) and not force:
            raise RestoreError(
                f"{settings.data_dir} or its database holds data already. Restore into an empty "
                "data folder, or add --force to replace what is there."
            )
        if manifest.database == "postgresql":
            postgres.load(settings.database_url, unpacked / archive.POSTGRES)
        _move_aside(settings)
        _put_in_place(settings, unpacked)
    return manifest


def _check(settings: Settings, source: Path, unpacked: Path) -> archive.Manifest:
    manifest = archive.extract(source, unpacked)
    try:
        check_known(manifest.revision)
    except NewerDatabase as error:
        raise RestoreError(str(error)) from error
    kind = "postgresql" if layout.sqlite_file(settings) is None else "sqlite"
    if manifest.database != kind:
        raise RestoreError(
            f"This backup is of a {manifest.database} database and the settings name a {kind} "
            "one. Change LAGNIAPPE_DATABASE_URL to match."
        )
    if kind == "sqlite":
        with contextlib.closing(sqlite3.connect(unpacked / archive.SQLITE)) as database:
            (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise RestoreError(f"The database in {source} is damaged: {verdict}")
    return manifest


def _refuse_running(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((settings.host, settings.port)) == 0:
            raise RestoreError(
                f"Something answers on {settings.host}:{settings.port}. Stop Lagniappe first."
            )


def _has_data(settings: Settings) -> bool:
    file = layout.sqlite_file(settings)
    if file is not None:
        return file.exists()
    engine = create_engine(database_url(settings.database_url, settings.data_dir))
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def _move_aside(settings: Settings) -> None:
    file = layout.sqlite_file(settings)
    present = [layout.attachments(settings)]
    if file is not None:
        present += [file, *(file.with_name(file.name + tail) for tail in ("-wal", "-shm"))]
    present = [path for path in present if path.exists()]
    if not present:
        return
    aside = settings.data_dir / f"replaced-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S-%f')}"
    aside.mkdir(mode=0o700)
    for path in present:
        shutil.move(path, aside / path.name)


def _put_in_place(settings: Settings, unpacked: Path) -> None:
    files = unpacked / "attachments"
    if files.exists():
        files.rename(layout.attachments(settings))
    file = layout.sqlite_file(settings)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(unpacked / archive.SQLITE, file)
