"""kill -9 in the middle of counting: nothing is counted twice, nothing is forgotten."""

import subprocess
import sys
from types import SimpleNamespace

from lagniappe.demo.year import fill
from lagniappe.demo.year.truth import PLANTED
from lagniappe.desk.analytics.contacts import rebuild
from tests.desk.analytics.counted import Counted

CONTACTS = 900


def test_killed_again_and_again(new_database):
    db = new_database()
    fill.fill(db, PLANTED, seed=5, contacts=CONTACTS)
    known = Counted(SimpleNamespace(db=db, clock=db.clock, read=db.read_sync, write=db.write_sync))
    before = known.all()
    db.write_sync(rebuild.forget)
    for batches in (1, 4, 7):
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.analytics.killer", db.url],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(batches):
            assert running.stdout.readline() == "counted\n"
        running.kill()
        running.wait()
        known.check()
    assert known.now() == before and len(before) == CONTACTS
