"""What SQLite is asked to promise: an acknowledged write is on disk."""

import asyncio

from lagniappe.db.engine import Database, database_url
from tests.db.test_write import keep, keys


def pragma(db, name):
    return db.write_sync(lambda tx: tx.conn.exec_driver_sql(f"PRAGMA {name}").scalar())


def test_the_log_is_written_through_at_every_commit(new_database):
    db = new_database()
    assert pragma(db, "journal_mode") == "wal"
    assert pragma(db, "synchronous") == 2
    assert pragma(db, "foreign_keys") == 1


def test_addresses(tmp_path):
    assert database_url("", tmp_path) == f"sqlite:///{tmp_path / 'lagniappe.db'}"
    assert database_url("postgres://u@h/d", tmp_path) == "postgresql+psycopg://u@h/d"


def test_closing_finishes_what_was_submitted(new_database):
    db = new_database()

    async def submit_and_leave():
        waiting = [db.write(keep, f"k{n}") for n in range(20)]
        await asyncio.gather(*waiting)

    asyncio.run(submit_and_leave())
    db.close()
    again = Database(db.url)
    assert len(again.read_sync(keys)) == 20
    again.close()
