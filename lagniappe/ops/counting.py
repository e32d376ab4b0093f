"""`lagniappe reports rebuild`: every contact counted anew, with a word on how far it is."""

import sys
import time

from lagniappe.db.engine import Database
from lagniappe.desk.analytics import self_service
from lagniappe.desk.analytics.contacts import count, gather
from lagniappe.desk.analytics.contacts import rebuild as anew

BATCH = 1_000
WORD_EVERY = 50


def rebuild(db: Database) -> None:
    """Forget all sums and count again. Killed on the way, the desk goes on by itself."""
    db.write_sync(anew.forget)
    catch_up(db)


def catch_up(db: Database, *, quiet: bool = False) -> int:
    """Count what is marked until nothing is; returns how many contacts were counted."""
    began, counted, batches = time.perf_counter(), 0, 0
    while (batch := db.read_sync(gather.next_batch, most=BATCH)).marks:
        counted += db.write_sync(count.write, batch)
        batches += 1
        if not quiet and batches % WORD_EVERY == 0:
            print(f"{counted:,} contacts counted ...", file=sys.stderr)
    while db.write_sync(self_service.count, most=BATCH):
        pass
    if not quiet:
        took = time.perf_counter() - began
        print(f"Counted: {counted:,} contacts in {took:.0f} s.", file=sys.stderr)
    return counted
