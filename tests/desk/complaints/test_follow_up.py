"""Promises that come back on their day, and what a relationship remembers."""

import pytest

from lagniappe.desk.complaints.register import (
    follow_up,
    read,
)
from lagniappe.desk.conversations import close
from lagniappe.desk.people import relationship
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.errors import NotFound, Refused
from tests.desk.complaints.case import told


def test_a_promise_comes_back_on_its_day_to_whoever_made_it(case, office):
    due = office.clock.now() + 3 * DAY
    promised = case.write(follow_up.promise, of=office.here, what="Ask about the pump", due_at=due)
    office.write(close.close, office.alice, office.here)
    office.clock.at = due - HOUR
    office.write(follow_up.remind, {"follow_up": promised})
    assert office.row.status == "closed"
    office.clock.at = due
    office.write(follow_up.remind, {"follow_up": promised})
    assert office.row.status == "open" and office.row.assignee_id == office.alice.id
    assert office.staff_sees()[-1].event["name"] == "promise_due"
    assert all(
        message.event is None or message.event["name"] != "promise_due"
        for message in office.customer_sees()
    )
    office.write(follow_up.remind, {"follow_up": promised})
    assert [m.event["name"] for m in office.staff_sees() if m.event].count("promise_due") == 1
    case.write(follow_up.settle, of=promised, held="yes", happy="yes", words="All fine")
    (kept,) = office.read(follow_up.of_conversation, office.here)
    assert (kept.state, kept.held, kept.words) == ("kept", "yes", "All fine")
    with pytest.raises(NotFound):
        case.write(follow_up.settle, of=promised, held="no", happy="no")


def test_what_did_not_hold_is_not_recovered(case, office):
    told(case)
    case.close()
    promised = case.write(follow_up.promise, of=office.here, what="Ask again")
    case.write(follow_up.settle, of=promised, held="no", happy="no")
    assert case.now.recovered_at is None
    assert office.read(read.events, case.opened.id)[-1].name == "not_held"


@pytest.mark.parametrize("later", [-1, 0, 400 * DAY])
def test_a_promise_is_for_a_day_to_come(case, office, later):
    with pytest.raises(Refused, match="day to come"):
        case.write(follow_up.promise, of=office.here, what="x", due_at=office.clock.now() + later)
    with pytest.raises(Refused):
        case.write(follow_up.promise, of=office.here, what=" ")


def test_the_relationship_is_said_in_words_and_fades(case, office):
    assert office.read(relationship.account, office.customer).standing == "low"
    told(case)
    case.close()
    office.write(relationship.enter, office.customer, "gift", source="g1")
    office.write(relationship.enter, office.customer, "gift", source="g1")
    account = office.read(relationship.account, office.customer)
    assert account.balance == pytest.approx(1.0) and account.standing == "good"
    office.clock.advance(relationship.HALF_LIFE)
    assert office.read(relationship.account, office.customer).balance == pytest.approx(0.5)
