"""Who helps themselves: each trail counted once, a day later."""

from sqlalchemy import select

from lagniappe.desk.analytics import self_service
from lagniappe.desk.analytics.tables import rollups
from lagniappe.desk.knowledge import trail
from lagniappe.kit.clock import DAY, HOUR


def tried(counted, *steps, here=None):
    """A trail of (kind, helped) steps; `here` is the conversation it ended in."""

    def written(tx):
        trail_id = trail.begin(tx, counted.office.brand_id)
        for kind, _ in steps:
            trail.step(tx, trail_id, kind, text="gasket", language="en", found=1)
        if here:
            trail.bring(tx, trail_id, counted.office.brand_id, here)

    counted.office.write(written)


def sums(counted, dimension="all", value=""):
    c = rollups.c
    query = select(c.chose_self, c.contained).where(
        c.dimension == dimension, c.value == value, c.period == "month"
    )
    row = counted.office.read(lambda tx: tx.one(query))
    return tuple(row) if row else (0, 0)


def test_each_is_counted_once_when_it_has_settled(counted):
    tried(counted, ("search", None), ("page", None))
    assert counted.office.write(self_service.count) == 0
    counted.clock.advance(DAY + HOUR)
    for _ in range(2):
        counted.office.write(self_service.count)
    assert sums(counted) == sums(counted, "language", "en") == (1, 1)


def test_what_was_enough_and_what_was_not(counted):
    tried(counted, ("search", None), ("page", None))
    tried(counted, ("search", None))
    tried(counted, ("page", None), ("search", None))
    counted.clock.advance(1)
    here = counted.contact()
    tried(counted, ("search", None), ("page", None), here=here)
    counted.clock.advance(2 * DAY)
    while counted.office.write(self_service.count, most=2):
        pass
    assert sums(counted) == (4, 1)
    # The contact knows that its customer had tried alone.
    contacts = {one.conversation_id: one for one in counted.now_without_sums()}
    assert contacts[here].tried_alone
