"""Migrations: all of the way or not at all, after a backup, and never backwards."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from lagniappe.db import migrate as migrating
from lagniappe.db.engine import Database, database_url
from lagniappe.db.migrate import NewerDatabase, current_revision, migrate
from lagniappe.db.migrations import HEAD
from lagniappe.db.tables import metadata
from tests.own_databases import new_postgres_url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    url = ""
    if request.param == "postgresql":
        url = new_postgres_url(request.getfixturevalue("postgres_server"))
    db = Database(database_url(url, tmp_path))
    yield db.engine
    db.close()


def test_head_is_the_newest_migration():
    assert ScriptDirectory.from_config(migrating._config()).get_current_head() == HEAD


def test_an_empty_database_comes_to_head_without_a_backup(empty):
    asked = []
    assert migrate(empty, backup=asked.append)
    assert current_revision(empty) == HEAD
    assert asked == []
    assert not migrate(empty)


def test_the_migrated_schema_is_the_declared_one(empty):
    migrate(empty)
    there = inspect(empty)
    for table in metadata.sorted_tables:
        columns = {column["name"] for column in there.get_columns(table.name)}
        assert columns == set(table.columns.keys()), table.name
        indexes = {index["name"] for index in there.get_indexes(table.name)}
        assert {index.name for index in table.indexes} <= indexes, table.name


def test_a_first_schema_with_data_comes_to_head_after_a_backup(empty):
    _upgrade(empty, "0001")
    _run(
        empty,
        "INSERT INTO departments (id, name, names, created_at) VALUES ('d1', 'Sales', '{}', 1)",
        "INSERT INTO canned_replies (id, shortcut, title, body, locale, department_id, created_at,"
        " updated_at) VALUES ('r1', 'thanks', 'Thanks', 'Thank you', 'en', 'd1', 1, 1)",
    )
    asked = []
    assert migrate(empty, backup=asked.append)
    assert asked == ["0001"]
    assert current_revision(empty) == HEAD
    with empty.connect() as conn:
        assert conn.execute(text("SELECT title FROM canned_replies")).scalar() == "Thanks"
        assert conn.execute(text("SELECT count(*) FROM entries")).scalar() == 0
    _run(
        empty,
        "INSERT INTO entries (id, key, department_id, created_at, updated_at)"
        " VALUES ('e1', 'thanks', 'd1', 1, 1)",
    )


def test_a_ledger_keeps_its_entries_and_may_say_corrections_more_than_once(empty):
    _upgrade(empty, "0015")
    # The grant hangs in the air: what it belongs to is no part of this story.
    loose = {
        "sqlite": "PRAGMA foreign_keys = OFF",
        "postgresql": "SET LOCAL session_replication_role = replica",
    }[empty.dialect.name]
    _run(
        empty,
        loose,
        "INSERT INTO remedy_grants (id, client_id, conversation_id, customer_id, brand_id, kind,"
        " name, currency, amount, cost, state, reason, agent_id, created_at)"
        " VALUES ('g1', 'c', 'c', 'c', 'b', 'percent', 'Off', 'EUR', 4, 4, 'granted', 'r', 'a', 1)",
        *(_entry(kind, kind) for kind in ("granted", "redeemed")),
    )
    migrate(empty)
    with empty.connect() as conn:
        kept = conn.execute(text("SELECT kind, amount, turn, bill FROM remedy_ledger ORDER BY id"))
        assert [tuple(row) for row in kept] == [("granted", 4, 0, None), ("redeemed", 4, 0, None)]
    _run(empty, *(_entry("corrected", f"c{turn}", turn=turn) for turn in (1, 2)))
    with pytest.raises(IntegrityError):
        _run(empty, _entry("redeemed", "twice"))


def _entry(kind: str, name: str, **more) -> str:
    columns = {"id": name, "grant_id": "g1", "kind": kind, "currency": "EUR", "amount": 4, "at": 1}
    columns |= more
    return f"INSERT INTO remedy_ledger ({', '.join(columns)}) VALUES {tuple(columns.values())}"


def test_a_newer_database_is_refused_and_untouched(empty):
    migrate(empty)
    with empty.connect() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        if conn.dialect.name == "postgresql":
            conn.commit()
    with pytest.raises(NewerDatabase, match="newer Lagniappe"):
        migrate(empty, backup=lambda revision: pytest.fail("nothing is to be backed up"))
    assert current_revision(empty) == "9999"


def test_a_failing_migration_leaves_the_database_as_it_was(empty, monkeypatch):
    def break_down(config, revision):
        connection = config.attributes["connection"]
        connection.exec_driver_sql("CREATE TABLE half (way integer)")
        raise RuntimeError("the power went out")

    monkeypatch.setattr("alembic.command.upgrade", break_down)
    with pytest.raises(RuntimeError):
        migrate(empty)
    assert not inspect(empty).has_table("half")
    assert current_revision(empty) is None


def test_a_backup_that_fails_stops_the_migration(empty, monkeypatch):
    migrate(empty)
    monkeypatch.setattr(migrating, "HEAD", "later")
    monkeypatch.setattr(migrating, "_run", lambda conn: pytest.fail("must not run"))

    def no_space(revision):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        migrate(empty, backup=no_space)


def _upgrade(engine, revision: str) -> None:
    with engine.connect() as conn:
        config = migrating._config()
        config.attributes["connection"] = conn
        command.upgrade(config, revision)
        conn.commit()


def _run(engine, *statements: str) -> None:
    with engine.connect() as conn:
        for statement in statements:
            conn.execute(text(statement))
        conn.commit()
