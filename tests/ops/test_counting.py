"""lagniappe reports rebuild, and the demo's year at the command line."""

from sqlalchemy import select

from lagniappe import cli
from lagniappe.db.engine import Database, database_url
from lagniappe.demo import run
from lagniappe.demo.year import fill
from lagniappe.demo.year.truth import PLANTED
from lagniappe.desk.analytics.tables import contacts, rollups
from lagniappe.ops import opening
from lagniappe.settings import Settings
from tests.desk.office import Office


def sums(db):
    query = select(rollups).order_by(rollups.c.dimension, rollups.c.period, rollups.c.day)
    return db.read_sync(lambda tx: sorted(map(tuple, tx.all(query)))), db.read_sync(
        lambda tx: [tuple(row) for row in tx.all(select(contacts))]
    )


def test_rebuilding_counts_all_anew_and_comes_out_the_same(tmp_path, capsys):
    opening.open_database(Settings(data_dir=tmp_path)).close()
    db = Database(database_url("", tmp_path))
    fill.fill(db, PLANTED, seed=1, contacts=200)
    before = sums(db)
    db.write_sync(lambda tx: tx.execute(rollups.update().values(n=99)))
    db.close()
    assert cli.main(["reports", "rebuild", "--data", str(tmp_path)]) == 0
    assert "Counted: 2" in capsys.readouterr().err
    db = Database(database_url("", tmp_path))
    assert sums(db) == before
    db.close()


def test_a_year_does_not_move_in_with_a_real_desk(tmp_path, clock):
    opening.open_database(Settings(data_dir=tmp_path)).close()
    db = Database(database_url("", tmp_path), clock=clock)
    Office(db, clock)
    settings = Settings(data_dir=tmp_path)
    try:
        run.furnish_year(db, settings, seed=1, contacts=10)
    except run.Trouble as trouble:
        assert "folder of its own" in str(trouble)
    else:
        raise AssertionError("a year moved in")
    db.close()
