"""What one test leaves in a PostgreSQL database, the next one does not find."""

import psycopg
import pytest

from lagniappe.db.engine import Database, database_url
from tests import own_databases
from tests.actors import furnish


class Lending:
    def __init__(self, server: str, template: str, folder) -> None:
        self.server, self.template, self.folder = server, template, folder

    def used(self, use) -> None:
        """`use` is a test: it is lent a database, and is given the address and a `Database`."""
        with own_databases.postgres_copy(self.server, self.template) as url:
            db = Database(database_url(url, self.folder))
            use(url, db)
            db.close()

    def found(self) -> tuple[str, dict[str, list]]:
        """Which database is lent next, and all that is in it."""
        with (
            own_databases.postgres_copy(self.server, self.template) as url,
            psycopg.connect(url) as connection,
        ):
            return url, contents(connection)


@pytest.fixture
def lending(postgres_server, furnished_postgres, tmp_path):
    return Lending(postgres_server, furnished_postgres, tmp_path)


def contents(connection) -> dict[str, list]:
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    ).fetchall()
    columns = connection.execute(
        "SELECT table_name, column_name, column_default, data_type FROM"
        " information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
    ).fetchall()
    rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables}
    return {"": columns, **rows}


def test_rows_added_changed_and_deleted_are_as_before(lending):
    before = lending.found()

    def use(url, db):
        db.write_sync(lambda tx: tx.conn.exec_driver_sql("DELETE FROM department_members"))
        db.write_sync(lambda tx: tx.conn.exec_driver_sql("UPDATE agents SET name = 'X'"))
        db.write_sync(lambda tx: tx.conn.exec_driver_sql("DELETE FROM alembic_version"))

    lending.used(use)
    assert lending.found() == before


def test_an_empty_one_is_empty_again(lending):
    lending.template = own_databases.MIGRATED
    before = lending.found()
    lending.used(lambda url, db: db.write_sync(furnish))
    assert lending.found() == before
    assert [name for name, rows in before[1].items() if name and rows] == ["alembic_version"]


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (id integer)",
        "ALTER TABLE agents ADD COLUMN more integer",
        "ALTER TABLE agents ALTER COLUMN name SET DEFAULT 'X'",
        "ALTER TABLE agents DROP COLUMN name",
        "DROP TABLE department_members",
        "ALTER TABLE agents ADD CONSTRAINT few CHECK (name <> 'X')",
        "CREATE INDEX more ON agents (name)",
        "CREATE SEQUENCE more",
        "TRUNCATE department_members",
    ],
)
def test_one_whose_schema_changed_is_not_lent_again(lending, change):
    url, before = lending.found()
    lending.used(lambda _url, db: db.write_sync(lambda tx: tx.conn.exec_driver_sql(change)))
    other, after = lending.found()
    assert other != url and after == before


def test_who_is_still_connected_and_in_the_middle_of_something_is_sent_away(lending):
    left = []

    def use(url, db):
        left.append(psycopg.connect(url))
        left[0].execute("DELETE FROM department_members")

    before = lending.found()
    lending.used(use)
    assert lending.found() == before
    with pytest.raises(psycopg.OperationalError):
        left[0].execute("SELECT 1")


def test_a_connection_that_was_never_given_back_costs_the_database(lending):
    left = []
    url, before = lending.found()
    lending.used(lambda _url, db: left.append(db.engine.connect()))
    other, after = lending.found()
    assert other != url and after == before


def test_kept_connections_forget_locks_settings_and_tables_of_their_own(lending):
    def hold(tx):
        for statement in (
            "SELECT pg_advisory_lock(7)",
            "SET statement_timeout = 77777",
            "CREATE TEMPORARY TABLE agents (id integer)",
            "LISTEN something",
        ):
            tx.conn.exec_driver_sql(statement)
        return process(tx)

    def look(tx):
        ask = tx.conn.exec_driver_sql
        return (
            process(tx),
            ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").scalar(),
            ask("SHOW statement_timeout").scalar(),
            ask("SELECT count(*) FROM agents").scalar(),
            ask("SELECT count(*) FROM pg_listening_channels()").scalar(),
        )

    seen = []
    lending.used(lambda _url, db: seen.append(db.write_sync(hold)))
    lending.used(lambda _url, db: seen.append(db.read_sync(look)))
    assert seen[1] == (seen[0], 0, "0", 4, 0)


def process(tx) -> int:
    return tx.conn.exec_driver_sql("SELECT pg_backend_pid()").scalar()


def test_who_outlives_his_test_does_not_come_back(lending):
    left = []
    lending.used(lambda _url, db: left.append(db))
    with pytest.raises(AttributeError):
        left[0].read_sync(process)


def test_two_at_once_are_two(lending):
    used = []
    lending.used(lambda url, _db: used.extend([url, lending.found()[0]]))
    assert used[0] != used[1]
