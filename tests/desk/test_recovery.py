"""The report on recovery: planted truth is found, planted noise is not."""

import random

import pytest
from sqlalchemy import insert, update

from lagniappe.desk.analytics import kept, recovery
from lagniappe.desk.analytics.compare import difference
from lagniappe.desk.complaints.register import receive
from lagniappe.desk.complaints.register.tables import complaints, follow_ups
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.conversations import close
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY, HOUR
from tests.actors import begin


class Year:
    """Complaints of a made-up year, each with its own customer."""

    def __init__(self, office) -> None:
        self.office = office

    def complaint(self, *, days_ago, closed_after=DAY, paid=0, returned=False, **facts):
        office = self.office
        now = office.clock.at
        office.clock.at = now - days_ago * DAY
        here = office.write(begin, office.brand_id, None, "It broke", "")
        found = office.write(receive.register, office.alice, here, what="It broke")
        ends = found.opened_at + closed_after
        values = {
            "severity": 2,
            "root_cause": "product",
            "outcome": "settled",
            "on_the_spot": True,
            "failed_at": found.opened_at,
            "communicated_at": ends,
            "recovered_at": ends,
            "closed_at": ends,
            **facts,
        }
        office.write(
            lambda tx: tx.execute(
                update(complaints).where(complaints.c.id == found.id).values(values)
            )
        )
        if paid:
            self.pay(found, paid)
        if returned:
            office.clock.at = ends + 10 * DAY
            other = office.write(begin, office.brand_id, None, "Another order", "")
            office.write(
                lambda tx: tx.execute(
                    update(conversations)
                    .where(conversations.c.id == other)
                    .values(customer_id=found.customer_id)
                )
            )
        office.clock.at = now
        return found

    def pay(self, found, cost, state="granted", purpose="recovery"):
        values = {
            "id": ids.new(),
            "client_id": ids.new(),
            "conversation_id": found.conversation_id,
            "customer_id": found.customer_id,
            "brand_id": found.brand_id,
            "complaint_id": found.id,
            "purpose": purpose,
            "kind": "credit",
            "name": "Credit",
            "currency": "EUR",
            "amount": cost,
            "cost": cost,
            "state": state,
            "agent_id": self.office.alice.id,
            "created_at": found.opened_at,
        }
        known = {name: value for name, value in values.items() if name in grants.c}
        lacking = {
            c.name: ""
            for c in grants.c
            if not c.nullable and c.server_default is None and c.name not in known
        }
        self.office.write(lambda tx: tx.execute(insert(grants).values(**known, **lacking)))

    @property
    def report(self):
        return self.office.read(recovery.recovery)


@pytest.fixture
def year(office):
    return Year(office)


def test_nothing_is_said_of_nothing(year):
    report = year.report
    assert report.opened == 0 and report.on_the_spot is None and report.hours == []
    assert report.payouts == [] and [cause.n for cause in report.causes] == [0, 0, 0, 0]


def test_shares_carry_their_n_and_interval(year):
    for number in range(10):
        year.complaint(days_ago=200, on_the_spot=number < 8, closed_after=(number + 1) * HOUR)
    report = year.report
    assert (report.on_the_spot.value, report.on_the_spot.n) == (0.8, 10)
    assert report.on_the_spot.low == pytest.approx(0.4902, abs=1e-4)
    assert report.on_the_spot.high == pytest.approx(0.9433, abs=1e-4)
    assert report.hours == [3, 5, 7]
    assert report.in_time.value == 1


def test_what_was_paid_is_counted_to_the_cent_and_only_what_was_granted(year):
    found = year.complaint(days_ago=30, paid=2_005)
    year.pay(found, 1_000)
    year.pay(found, 700, state="declined")
    year.pay(found, 800, state="cancelled")
    year.pay(found, 900, purpose="lagniappe")
    year.complaint(days_ago=30, root_cause="process")
    assert year.report.paid == {"EUR": 3_005}
    by_cause = {cause.cause: cause.paid for cause in year.report.causes}
    assert by_cause == {"product": {"EUR": 3_005}, "service": {}, "process": {}, "handoff": {}}


def test_who_came_back_is_only_asked_when_there_was_time_to(year):
    year.complaint(days_ago=200, returned=True)
    year.complaint(days_ago=200)
    year.complaint(days_ago=20)
    year.complaint(days_ago=200, outcome="cannot_satisfy", recovered_at=None)
    report = year.report
    assert (report.returned.value, report.returned.n) == (0.5, 2)
    assert report.settled.n == 4 and report.settled.value == 0.75


def test_those_who_never_complained_are_compared(year, office):
    now = office.clock.at
    for again in (True, False, False):
        office.clock.at = now - 200 * DAY
        here = office.write(begin, office.brand_id, None, "A question", "")
        office.write(close.close, office.alice, here)
        if again:
            who = office.read(
                lambda tx, here=here: tx.one(
                    conversations.select().where(conversations.c.id == here)
                )
            ).customer_id
            office.clock.at = now - 180 * DAY
            other = office.write(begin, office.brand_id, None, "Another", "")
            office.write(
                lambda tx, other=other, who=who: tx.execute(
                    update(conversations).where(conversations.c.id == other).values(customer_id=who)
                )
            )
        office.clock.at = now
    otherwise = year.report.returned_otherwise
    assert (round(otherwise.value, 3), otherwise.n) == (0.333, 3)


def test_what_lies_outside_the_year_is_not_counted(year):
    year.complaint(days_ago=366)
    assert year.report.opened == 0


def test_whether_it_held_is_asked_of_those_who_answered(year, office):
    found = year.complaint(days_ago=100)
    for held in ("yes", "yes", "no", "unknown"):
        office.write(
            lambda tx, held=held: tx.execute(
                insert(follow_ups).values(
                    id=ids.new(),
                    conversation_id=found.conversation_id,
                    complaint_id=found.id,
                    customer_id=found.customer_id,
                    agent_id=office.alice.id,
                    promise="x",
                    state="kept",
                    held=held,
                    happy=held,
                    due_at=tx.now,
                    created_at=tx.now,
                )
            )
        )
    report = year.report
    assert report.held.n == 3 and report.held.value == pytest.approx(2 / 3)


def test_a_planted_difference_is_found_within_severities(year):
    dice = random.Random(5)
    for number in range(48):
        severity, heard = 1 + number % 2, number % 4 < 2
        # Worse cases cost more, and are heard first more often: the plain means mislead.
        paid = severity * 3_000 + (0 if heard else 1_500) + dice.randrange(-200, 200)
        year.complaint(days_ago=60, paid=paid, heard_first=heard, severity=severity)
    (payout,) = year.report.payouts
    assert payout.difference.high < 0
    assert -1_700 < payout.difference.value < -1_300
    assert payout.difference.n == 48


def test_planted_noise_raises_nothing_and_few_say_nothing(year):
    dice = random.Random(7)
    for number in range(40):
        year.complaint(days_ago=60, paid=dice.randrange(500, 4_000), heard_first=number % 2 == 0)
    (payout,) = year.report.payouts
    assert payout.difference.low < 0 < payout.difference.high


def test_the_stratified_difference_by_hand():
    first = [("a", 1.0), ("a", 3.0), ("b", 10.0), ("b", 14.0)] * 3
    second = [("a", 2.0), ("a", 4.0), ("b", 20.0), ("b", 22.0)] * 3
    found = difference(first, second)
    # Equal weights of 3: ((2 - 3) + (12 - 21)) / 2; variances 1.2, 1.2, 4.8, 1.2 over 6 each.
    assert found.value == pytest.approx(-5)
    assert found.high - found.value == pytest.approx(1.959964 * (8.4 / 6) ** 0.5 / 2)
    assert (found.n, found.strata) == (24, 2)
    assert difference(first[:9], second) is None
    assert difference(first, [("c", 1.0)] * 30) is None


def test_the_report_is_kept_and_planned_again(year, office):
    office.write(kept.keep, "recovery", office.read(recovery.measure), made_at=office.clock.at)
    row = office.read(kept.newest, "recovery")
    assert row.content["opened"] == 0 and row.made_at == office.clock.at
