"""The complaint register, told as what happens to one complaint."""

import pytest

from lagniappe.desk.accounts import departments
from lagniappe.desk.complaints.register import (
    assess,
    browse,
    read,
    receive,
    recourse,
)
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.errors import NotFound, Refused
from tests.desk.complaints.case import OMBUDSMAN, told


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
