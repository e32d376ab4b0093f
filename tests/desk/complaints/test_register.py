"""The complaint register, told as what happens to one complaint."""

import pytest

from lagniappe.desk.accounts import agents, departments
from lagniappe.desk.complaints.register import (
    assess,
    browse,
    deadline,
    hand_over,
    history,
    meanwhile,
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
    same = case.write(receive.register, what="The pump leaks again", wanted="repair")
    assert same.id == case.opened.id
    for who, asked in (
        (office.bob, {"what": "The pump leaks again"}),
        (office.alice, {"what": "And the lid broke"}),
        (office.alice, {"what": "The pump leaks again", "wanted": "refund"}),
        (
            office.alice,
            {"what": "The pump leaks again", "wanted": "repair", "wanted_words": "Soon"},
        ),
    ):
        with pytest.raises(Refused, match="open here already") as refused:
            office.write(receive.register, who, office.here, **asked)
        assert refused.value.values == {"number": "C-101", "who": office.alice.name}
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


def test_what_the_customer_was_told_is_not_overturned_but_reconsidered(case):
    told(case)
    for again in (lambda: case.decide(decision="refused", reason="It was dropped"), case.tell):
        with pytest.raises(Refused, match="told") as refused:
            again()
        assert (refused.value.status, refused.value.code) == (409, "told")
    assert (case.now.stage, case.now.decision) == ("communicated", "accepted")
    with pytest.raises(Refused, match="why"):
        case.reconsider(" ")
    case.reconsider("The lid is broken too")
    assert case.now.stage == "investigated" and case.now.is_open
    with pytest.raises(Refused, match="before you close"):
        case.close()
    case.decide(decision="partly", reason="Not the transport")
    case.tell("A new lid too, but not the transport.")
    assert case.now.stage == "communicated"


def test_a_decision_not_told_yet_may_be_taken_again(case):
    case.assess()
    case.find_cause()
    with pytest.raises(Refused, match="decide again"):
        case.reconsider("Too early")
    case.decide()
    case.decide(decision="partly", reason="Not the transport")
    assert case.now.decision == "partly"


def test_a_reconsidered_decision_is_late_when_its_day_is_over(case, office):
    told(case)
    office.clock.at = case.now.due_at + 1
    assert not case.now.is_late(office.clock.at)
    case.reconsider("It leaks again")
    assert case.now.is_late(office.clock.at)
    office.write(deadline.say_late, {"complaint": case.opened.id})
    assert office.read(read.events, case.opened.id)[-1].name == "late"


def test_what_is_closed_is_changed_by_nobody(case, office):
    case.close("withdrawn")
    for verb in (case.assess, case.tell, lambda: case.hand_over(office.bob)):
        with pytest.raises(Refused, match="is closed") as refused:
            verb()
        assert refused.value.status == 409


def test_a_complaint_is_handed_to_whoever_can_see_it(case, office):
    case.hand_over(office.bob)
    assert case.now.owner_id == office.bob.id
    case.hand_over(office.bob)
    office.write(
        departments.change, office.rooms["Sales"], name="Sales", names={}, members_only=True
    )
    for nobody in (office.charlie.id, "nonsense", ""):
        with pytest.raises(Refused, match="Choose a colleague"):
            case.write(hand_over.hand_over, to=nobody)
    office.write(agents.disable, office.bob.id)
    with pytest.raises(Refused, match="Choose a colleague"):
        case.hand_over(office.bob, by=office.alice)
    (step,) = [s for s in office.read(history.of_complaint, case.now) if s.name == "handed_over"]
    assert step.changes == [history.Change("owner_id", office.alice.name, office.bob.name)]


def test_the_history_tells_what_each_step_changed(case, office):
    case.assess()
    case.assess(severity=5, safety=True)
    case.assess(severity=5)
    steps = office.read(history.of_complaint, case.now)
    assert [change.after for change in steps[1].changes] == [3, 2, 2, 1]
    assert steps[2].changes == [
        history.Change("severity", 3, 5),
        history.Change("safety", None, True),
    ]
    assert steps[3].changes == [history.Change("safety", True, None)]
    assert (steps[0].said, steps[2].agent) == ("The pump leaks again", office.alice.name)


def test_nobody_overturns_what_a_colleague_did_meanwhile(case, office):
    seen = office.read(meanwhile.newest, case.opened.id)
    case.assess()
    office.write(meanwhile.refuse, office.alice, case.now, seen=seen)
    with pytest.raises(Refused, match="meanwhile") as refused:
        office.write(meanwhile.refuse, office.bob, case.now, seen=seen)
    assert refused.value.values == {"who": office.alice.name}
    now = office.read(meanwhile.newest, case.opened.id)
    office.write(meanwhile.refuse, office.bob, case.now, seen=now)
    office.clock.at = case.now.due_at + 1
    office.write(deadline.say_late, {"complaint": case.opened.id})
    office.write(meanwhile.refuse, office.bob, case.now, seen=now)


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
