"""What the doctor sees, and what it says to do about it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from lagniappe.bus.tables import jobs
from lagniappe.db.migrations import HEAD
from lagniappe.desk.conversations import attach, shelf
from lagniappe.desk.knowledge.retrieval import models
from lagniappe.kit.clock import DAY, Clock
from lagniappe.ops import backup, doctor, layout
from lagniappe.ops.checks import answers, database, files, machine, reach
from lagniappe.ops.checks.finding import FAIL, OK, WARN
from lagniappe.settings import Settings
from tests.own_databases import migrated_sqlite, new_postgres_url
from tests.recorded import Recorded


@pytest.fixture
def settings(tmp_path, free_port):
    return Settings(data_dir=tmp_path / "data", port=free_port)


@pytest.fixture
def desk(settings):
    migrated_sqlite(settings.data_dir).close()
    return settings


def told(settings):
    lines = []
    code = doctor.run(settings, say=lines.append)
    return code, "\n".join(lines)


def test_a_healthy_desk_has_nothing_to_mend(desk):
    backup.write(desk)
    code, said = told(desk)
    assert code == 0, said
    assert "FAIL" not in said
    assert f"schema {HEAD}" in said


def test_looking_at_nothing_makes_nothing(settings):
    code, said = told(settings)
    assert code == 0, said
    assert not settings.data_dir.exists()


def test_every_check_tells_what_to_do_about_what_it_finds(desk):
    for finding in doctor.examine(desk):
        assert finding.what
        assert finding.state == OK or finding.do, finding


def test_a_missing_attachment_is_found(desk):
    db = migrated_sqlite(desk.data_dir)
    folder = layout.attachments(desk)
    digest = shelf.put(folder, b"%PDF-1.7 an invoice")
    db.write_sync(
        attach.add,
        by="agent:nobody",
        name="invoice.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.7 an invoice",
        digest=digest,
        conversation_id=None,
    )
    db.close()
    assert database.attachments_present(desk).state == OK
    shelf.path_of(folder, digest).unlink()
    assert database.attachments_present(desk).state == FAIL
    assert told(desk)[0] == 1


def test_a_newer_database_is_not_to_be_touched(desk):
    with sqlite3.connect(desk.data_dir / "lagniappe.db") as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    found = database.opens(desk)
    assert found.state == FAIL
    assert "9999" in found.what


def test_a_damaged_database_is_found(desk):
    file = desk.data_dir / "lagniappe.db"
    content = bytearray(file.read_bytes())
    content[8192:40960] = b"\xff" * (40960 - 8192)
    file.write_bytes(content)
    states = {finding.name: finding.state for finding in doctor.examine(desk)}
    assert FAIL in states.values()
    assert told(desk)[0] == 1


def test_a_database_that_is_not_there_is_said_so(settings):
    settings = Settings(
        data_dir=settings.data_dir, database_url="postgresql://nobody@127.0.0.1:1/none"
    )
    assert database.opens(settings).state == FAIL
    code, said = told(settings)
    assert code == 1
    assert "LAGNIAPPE_DATABASE_URL" in said


def test_postgresql_is_examined_too(postgres_server, settings):
    settings = Settings(
        data_dir=settings.data_dir,
        port=settings.port,
        database_url=new_postgres_url(postgres_server),
    )
    code, said = told(settings)
    assert code == 0, said


def test_jobs_given_up_are_worth_a_look(desk):
    db = migrated_sqlite(desk.data_dir)
    row = {"id": "1", "kind": "x", "payload": "{}", "state": "failed", "run_at": 0, "created_at": 0}
    db.write_sync(lambda tx: tx.execute(insert(jobs).values(**row)))
    db.close()
    assert database.failed_jobs(desk).state == WARN


def test_a_full_disk_is_found(desk, monkeypatch):
    usage = type("Usage", (), {"free": 10_000_000})
    monkeypatch.setattr(files.shutil, "disk_usage", lambda folder: usage)
    assert files.disk_space(desk).state == FAIL


def test_a_network_file_system_is_no_place_for_sqlite(desk, monkeypatch):
    monkeypatch.setattr(files, "_file_system", lambda folder: "nfs4")
    assert files.data_folder(desk).state == FAIL


def test_a_data_folder_that_cannot_be_written_is_found(desk, monkeypatch):
    def refuse(**_where):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.tempfile, "TemporaryFile", refuse)
    assert "chown" in files.data_folder(desk).do


def test_data_open_to_everybody_is_worth_a_look(desk):
    assert files.privacy(desk).state == OK
    desk.data_dir.chmod(0o755)
    (desk.data_dir / "lagniappe.db").chmod(0o644)
    assert files.privacy(desk).state == WARN


def test_a_clock_that_was_turned_back_shows(desk, monkeypatch):
    monkeypatch.setattr(machine, "_newest_message", lambda settings: Clock().now() + 3 * DAY)
    assert machine.clock(desk).state == WARN


def test_an_unset_clock_is_found(desk, monkeypatch):
    monkeypatch.setattr(machine.Clock, "now", lambda self: 0)
    assert machine.clock(desk).state == FAIL


def test_few_open_files_are_worth_a_look(desk, monkeypatch):
    monkeypatch.setattr(machine.resource, "getrlimit", lambda what: (256, 1024))
    assert machine.open_files(desk).state == WARN


def test_the_port_of_the_running_desk_is_fine(desk, healthy):
    running = Settings(
        data_dir=desk.data_dir, port=healthy, public_url=f"http://127.0.0.1:{healthy}"
    )
    assert "running" in reach.port(running).what
    assert reach.public_address(running).state == OK
    assert reach.live_connection(running).state == WARN


def test_a_port_somebody_else_uses_is_found(desk, listening, monkeypatch):
    monkeypatch.setattr(reach, "PATIENCE", 0.3)
    taken = Settings(data_dir=desk.data_dir, port=listening)
    assert reach.port(taken).state == FAIL


@pytest.mark.parametrize("url", ["http://desk.example.com", "https://127.0.0.1:1"])
def test_a_public_address_that_will_not_do(desk, url):
    settings = Settings(data_dir=desk.data_dir, public_url=url)
    assert reach.public_address(settings).state == WARN


def test_a_check_that_breaks_is_told_and_does_not_stop_the_others(desk, monkeypatch):
    def broken(settings: Settings):
        raise RuntimeError("no such thing")

    monkeypatch.setattr(doctor, "CHECKS", (broken, machine.program))
    code, said = told(desk)
    assert code == 1
    assert "no such thing" in said and "Python" in said


def test_the_mounts_are_read(tmp_path):
    assert files._file_system(Path(tmp_path)) != ""


def test_what_understands_questions_is_said(desk, monkeypatch):
    monkeypatch.setattr(models, "extra", lambda: False)
    found = answers.answers(replace(desk, answers_model="none"))
    assert (found.state, found.what) == (OK, "found by words alone")
    assert "the model that ships" in answers.answers(desk).what


def test_an_endpoint_that_does_not_help_is_said(desk):
    server = Recorded()
    chosen = replace(desk, answers_endpoint=server.url, answers_chat_model="small")
    try:
        assert answers.answers(chosen).state == WARN
        server.says('{"best": 1}')
        assert answers.answers(chosen).state == OK
    finally:
        server.close()
