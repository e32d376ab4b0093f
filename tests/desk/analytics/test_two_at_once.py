"""Two who count at the same time, on both databases: each contact once, each return seen."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from lagniappe.demo.year import fill
from lagniappe.demo.year.truth import PLANTED
from lagniappe.desk.analytics.contacts import count, gather, rebuild
from tests.desk.analytics.counted import Counted


def test_they_come_to_the_same_sums(db):
    fill.fill(db, PLANTED, seed=8, contacts=400)
    known = Counted(SimpleNamespace(db=db, clock=db.clock, read=db.read_sync, write=db.write_sync))
    before = known.all()
    db.write_sync(rebuild.forget)

    def drain(_):
        while (batch := db.read_sync(gather.next_batch, most=20)).marks:
            db.write_sync(count.write, batch)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(drain, range(3)))
    known.check()
    assert known.all() == before
