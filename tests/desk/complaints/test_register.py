"""The complaint register, told as what happens to one complaint."""

import uuid

import pytest

from lagniappe.bus import jobs
from lagniappe.desk.accounts import departments
from lagniappe.desk.complaints.register import (
    assess,
    browse,
    contact,
    deadline,
    decide,
    follow_up,
    read,
    receive,
    recourse,
)
from lagniappe.desk.conversations import close, transfer
from lagniappe.desk.people import relationship
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import DAY, HOUR, MINUTE, to_datetime
from lagniappe.kit.errors import NotFound, Refused

OMBUDSMAN = "Consumer Ombudsman, 144 Alexandras Avenue, Athens"


class Case:
    """Alice's complaint from the customer of the office."""

    def __init__(self, office) -> None:
        self.office = office
        self.opened = self.write(receive.register, what="The pump leaks again", wanted="repair")

    def write(self, verb, *, of=None, by=None, **given):
        about = self.opened.id if verb.__module__ != receive.__name__ else self.office.here
        return self.office.write(verb, by or self.office.alice, of or about, **given)

    @property
    def now(self):
        return self.office.read(read.of_conversation, self.office.here)

    def acknowledge(self, body="Yours is C-1, you hear from us by Friday."):
        said = {"client_id": str(uuid.uuid4()), "body": body}
        self.office.write(receive.acknowledge, self.office.alice, self.now, **said)

    def assess(self, **how):
        how = {"severity": 3, "duration": 2, "effort": 2, **how}
        self.write(assess.assess, **how)

    def find_cause(self, **how):
        how = {"fault": "ours", "root_cause": "product", "words": "A bad seal", **how}
        self.write(assess.find_cause, **how)

    def decide(self, **how):
        how = {"decision": "accepted", "fix": "A new pump", "no_remedy_because": "Fixed", **how}
        self.write(decide.decide, **how)

    def tell(self, body="We put in a new pump."):
        self.write(decide.communicate, client_id=str(uuid.uuid4()), body=body)

    def close(self, outcome="settled"):
        self.write(decide.close, outcome=outcome)


@pytest.fixture
def case(office):
    return Case(office)


def told(case):
    case.acknowledge()
    case.assess()
    case.find_cause()
    case.decide()
    case.tell()


def test_a_complaint_goes_through_its_stages(case, office):
    assert (case.now.stage, case.now.label) == ("received", "C-101")
    for step, stage in (
        (case.acknowledge, "acknowledged"),
        (case.assess, "assessed"),
        (case.find_cause, "investigated"),
        (case.decide, "decided"),
        (case.tell, "communicated"),
        (case.close, "closed"),
    ):
        office.clock.advance(MINUTE)
        step()
        assert case.now.stage == stage
    names = [event.name for event in office.read(read.events, case.opened.id)]
    assert names == [
        "received",
        "acknowledged",
        "assessed",
        "investigated",
        "decided",
        "communicated",
        "closed",
    ]
    assert case.now.on_the_spot and case.now.recovered_at


def test_whoever_told_the_customer_already_says_so_without_a_letter(case, office):
    before = len(office.customer_sees())
    case.acknowledge(body="  ")
    assert case.now.stage == "acknowledged" and len(office.customer_sees()) == before


def test_numbers_follow_each_other_and_a_conversation_has_one_open_complaint(case, office):
    assert office.write(receive.register, office.bob, office.here, what="Again").id == case.now.id
    told(case)
    case.close()
    second = office.write(receive.register, office.alice, office.here, what="Something else")
    assert second.number == case.opened.number + 1


def test_nothing_is_closed_before_the_customer_has_heard(case):
    case.assess()
    case.find_cause()
    case.decide()
    with pytest.raises(Refused, match="Tell the customer"):
        case.close()
    assert case.now.is_open
    case.close("withdrawn")
    assert case.now.outcome == "withdrawn" and case.now.recovered_at is None


def test_steps_cannot_be_skipped(case):
    with pytest.raises(Refused, match="Assess"):
        case.decide()
    with pytest.raises(Refused, match="Decide first"):
        case.tell()
    case.assess()
    with pytest.raises(Refused, match="cause"):
        case.decide()


def test_a_decision_taken_again_must_be_told_again(case):
    told(case)
    case.decide(decision="partly", reason="Not the transport")
    assert case.now.stage == "decided"
    with pytest.raises(Refused):
        case.close()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"decision": "maybe"}, "Choose the decision"),
        ({"decision": "accepted", "fix": " "}, "what was fixed"),
        ({"decision": "refused", "reason": ""}, "why it is refused"),
        ({"no_remedy_because": ""}, "give a remedy, or write why"),
    ],
)
def test_a_decision_has_its_reasons(case, given, sentence):
    case.assess()
    case.find_cause()
    with pytest.raises(Refused, match=sentence):
        case.decide(**given)
    assert case.now.decided_at is None


def test_what_was_nobody_s_fault_needs_no_reason_for_no_remedy(case):
    case.assess()
    case.find_cause(fault="nobody")
    case.decide(no_remedy_because="")
    assert case.now.decision == "accepted"


def test_a_refusal_says_where_else_they_can_turn(case, office):
    office.write(recourse.set_texts, {"en": OMBUDSMAN, "el": "Συνήγορος"})
    case.assess()
    case.find_cause(fault="theirs")
    case.decide(decision="refused", fix="", reason="It was dropped")
    with pytest.raises(Refused, match="where else"):
        case.tell("We are sorry, no.")
    assert case.now.communicated_at is None
    case.tell(
        "No, because it was dropped. You can turn to:\nConsumer Ombudsman,\n144 Alexandras"
        " Avenue, Athens."
    )
    case.close("cannot_satisfy")
    assert case.now.stage == "closed"


@pytest.mark.parametrize(
    "wrong",
    [{"severity": 0}, {"severity": 6}, {"duration": 4}, {"effort": -1}, {"complexity": 0}],
)
def test_an_assessment_outside_its_scales_changes_nothing(case, wrong):
    with pytest.raises(Refused):
        case.assess(**wrong)
    assert case.now.assessed_at is None


def test_without_words_or_with_a_remedy_that_is_none_nothing_is_registered(office):
    for wrong in ({"what": "  "}, {"what": "It leaks", "wanted": "the moon"}):
        with pytest.raises(Refused):
            office.write(receive.register, office.alice, office.here, **wrong)
    assert office.read(read.of_conversation, office.here) is None


def test_the_answer_is_due_within_five_business_days(case, office):
    known = office.read(organisation.calendar)
    days = {to_datetime(case.now.due_at, known.zone).weekday()}
    assert days <= {0, 1, 2, 3, 4}
    assert 5 * DAY <= case.now.due_at - case.now.opened_at <= 8 * DAY
    office.write(deadline.set_days, 1)
    for wrong in (0, 6, -1):
        with pytest.raises(Refused):
            office.write(deadline.set_days, wrong)
    assert office.read(deadline.days) == 1


def test_a_late_decision_is_said_once_in_the_conversation(case, office):
    office.clock.at = case.now.due_at + 1
    office.write(deadline.say_late, {"complaint": case.opened.id})
    assert office.staff_sees()[-1].event["name"] == "complaint_late"
    assert case.now.is_late(office.clock.now())
    told(case)
    before = len(office.staff_sees())
    office.write(deadline.say_late, {"complaint": case.opened.id})
    assert len(office.staff_sees()) == before


def test_a_job_waits_for_the_deadline(case, office):
    rows = office.read(
        lambda tx: tx.all(jobs.jobs.select().where(jobs.jobs.c.kind == "complaints.due"))
    )
    assert [row.run_at for row in rows] == [case.now.due_at]


@pytest.mark.parametrize(("pause", "same"), [(29 * MINUTE, True), (31 * MINUTE, False)])
def test_who_is_silent_for_half_an_hour_has_ended_the_contact(case, office, pause, same):
    case.acknowledge()
    case.assess()
    case.find_cause()
    case.decide()
    office.clock.advance(pause)
    case.tell()
    assert case.now.on_the_spot is same


def test_what_is_passed_on_is_not_settled_on_the_spot(case, office):
    office.write(
        transfer.transfer,
        office.alice,
        office.here,
        to_department_id=office.rooms["Technical"],
        reason="They know pumps",
    )
    assert not office.read(contact.is_the_same, case.now, office.clock.now())


def test_only_those_who_see_the_conversation_see_its_complaint(case, office):
    office.write(
        departments.change, office.rooms["Sales"], name="Sales", names={}, members_only=True
    )
    with pytest.raises(NotFound):
        office.read(read.for_agent, office.charlie, case.opened.id)
    with pytest.raises(NotFound):
        case.write(assess.assess, by=office.charlie, severity=1, duration=1, effort=1)
    assert office.read(browse.lines, office.charlie, "open") == []
    assert len(office.read(browse.lines, office.alice, "open")) == 1
    for wrong in ("nonsense", ""):
        with pytest.raises(NotFound):
            office.read(browse.lines, office.alice, wrong)
        with pytest.raises(NotFound):
            office.read(read.for_agent, office.alice, wrong)


def test_lists_follow_what_is_due_and_page_without_counting(case, office):
    assert [line.complaint.id for line in office.read(browse.lines, office.alice, "mine")] == [
        case.opened.id
    ]
    assert office.read(browse.lines, office.bob, "mine") == []
    (line,) = office.read(browse.lines, office.alice, "open")
    assert office.read(browse.lines, office.alice, "open", before=line.cursor) == []
    office.clock.at = case.now.due_at + 1
    assert len(office.read(browse.lines, office.alice, "late")) == 1
    told(case)
    case.close()
    assert office.read(browse.lines, office.alice, "late") == []
    assert len(office.read(browse.lines, office.alice, "closed")) == 1
    with pytest.raises(NotFound):
        office.read(browse.lines, office.alice, "open", before="1~not-an-id")


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


def test_the_calendar_of_the_organisation_decides_the_day(office):
    office.write(
        organisation.change, time_zone="Europe/Athens", week=organisation.WEEK, country="GR"
    )
    # 2026-03-20, a Friday; the 25th of March is a holiday.
    office.clock.at = 1_773_990_000_000
    opened = office.write(receive.register, office.alice, office.here, what="Late again")
    due = to_datetime(opened.due_at, "Europe/Athens")
    assert due.strftime("%a %d %H:%M") == "Mon 30 17:00"
