"""Counts what is marked in small batches, saying so after each, until it is killed or done."""

import sys

from lagniappe.app import join_reactions
from lagniappe.db.engine import Database
from lagniappe.desk.analytics.contacts import count, gather

join_reactions()
db = Database(sys.argv[1])
while (batch := db.read_sync(gather.next_batch, most=40)).marks:
    db.write_sync(count.write, batch)
    print("counted", flush=True)
print("done", flush=True)
db.close()
