"""Who left, on both databases, from a small year of known truth."""

from collections import Counter

import pytest
from sqlalchemy import select

from lagniappe.demo.year import fill
from lagniappe.demo.year.truth import PLANTED
from lagniappe.desk.analytics import leaving
from lagniappe.desk.analytics.contacts.contact import Contact
from lagniappe.desk.analytics.tables import contacts
from lagniappe.desk.people.tables import customers
from lagniappe.kit import measures
from lagniappe.kit.clock import DAY


@pytest.fixture
def year(db):
    fill.fill(db, PLANTED, seed=3, contacts=1_500)
    return db


def test_the_curves_are_those_of_the_people(year):
    made = year.read_sync(leaving.measure)
    rows = [Contact(*row) for row in year.read_sync(lambda tx: tx.all(select(contacts)))]
    seen = dict(
        map(tuple, year.read_sync(lambda tx: tx.all(select(customers.c.id, customers.c.seen_at))))
    )
    now = year.clock.now()
    first = {}
    for one in sorted(rows, key=lambda one: one.started_at, reverse=True):
        first[one.customer_id] = one
    for name, bad in (("bad", True), ("good", False)):
        these = [one for one in first.values() if bool(one.reasons) == bad]
        times = [max(0, seen[one.customer_id] - one.ended_at) // DAY for one in these]
        left = [seen[one.customer_id] <= now - 90 * DAY for one in these]
        expected = [
            [s.time, s.at_risk, s.left, s.survival, s.low, s.high]
            for s in measures.kaplan_meier(times, left)
        ]
        assert made[name] == [pytest.approx(step) for step in expected]
    assert sum(n for *_, n in made["cohorts"]) == len(first)
    said = Counter(one.would_leave for one in rows if one.ended_at <= now - 90 * DAY)
    assert [made["intent"][str(k)][1] for k in (1, 0)] == [said[1], said[0]]
    assert set(made["segments"]) == {"department", "channel", "language", "age"}


def test_nobody_yet(db):
    made = db.read_sync(leaving.measure)
    assert made["bad"] == made["good"] == [] and made["returned"] == [0, 0]
    assert made["test"] == [0.0, 1.0]
