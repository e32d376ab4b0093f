"""Reference cases of the protocol, told turn by turn and replayed: the order of its steps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagniappe.desk.complaints.protocol.kinds import SIDES, STEPS
from lagniappe.desk.complaints.protocol.machine import replay
from lagniappe.desk.complaints.protocol.turns import Line, heard_all
from tests.flows.told import (
    ACK,
    ANGRY,
    ASK,
    BROKEN,
    GIFT,
    OFFER,
    S60,
    S64,
    SORRY,
    SUM,
    Story,
    angry,
    ideal,
)


def test_the_ideal_course_takes_every_step_in_order():
    story = Story().customer(ANGRY, 8)
    assert (story.now.state, story.now.why) == ("LISTEN", "account")
    assert story.agent("Please tell me what happened, I am taking notes.").remarks == []
    story.customer(BROKEN, 8)
    assert (story.now.state, story.now.why) == ("ACKNOWLEDGE", "angry")
    story.agent(ACK)
    assert story.now.state == "APOLOGISE"
    story.agent(f"{SORRY} I will take care of this myself.")
    assert story.now.marks["APOLOGISE"].how == "done"
    story.customer("Fine. So?", 5).agent(ASK)
    assert story.now.state == "ASK"
    assert story.customer("Yes, black.", 4).now.state == "OFFER"
    assert story.agent(OFFER).now.why == "offer_waits"
    assert story.customer("The new machine, please.", 3).now.state == "COMPENSATE"
    story.agent(GIFT)
    assert story.customer("That is fair, thank you.", 1).now.state == "CONFIRM"
    story.agent(SUM)
    assert story.now.why == "confirm_waits"
    assert story.customer("Yes, thanks.", 1).now.state == "FOLLOW_UP"
    story.agent("As I promised: did it arrive, and is it working?")
    done = story.now
    assert done.state == "CLOSED"
    assert all(done.marks[step].how == "done" for step in STEPS)
    assert (done.followed.verdict, done.followed.missing) == ("yes", ())


def test_rushing_to_the_solution_is_flagged_and_changes_nothing_of_the_order():
    story = angry().agent("I will send you a new machine tomorrow.")
    assert "solution_too_early" in story.remarks
    assert (story.now.state, story.now.why) == ("ACKNOWLEDGE", "angry")
    story.customer("You did not even listen!", 9).agent("Our policy is five days.")
    assert "policy" in story.remarks
    story.customer("Unbelievable!", 9).agent("What is your address?")
    assert {"ask_too_early"} <= set(story.remarks)
    assert story.now.followed.verdict == "no"
    assert "acknowledged_first" in story.now.followed.missing


def test_no_acknowledgement_by_the_second_turn_is_said_once():
    story = angry().agent("I see.")
    assert story.remarks == ["no_acknowledgement"]
    assert story.customer("And?", 8).agent("One moment.").remarks == []


def test_hostile_words_are_remarked_and_cost_the_verdict():
    story = angry().agent("What's your problem, creep? That is your own fault.")
    assert {"hostile", "blame"} <= set(story.remarks)
    story.customer("How dare you!", 9.5).agent(ACK + " " + SORRY)
    assert "composed" in story.now.followed.missing
    assert story.now.followed.verdict == "parts"


def test_apologies_alone_never_end_it():
    story = angry()
    for _ in range(6):
        story.agent(SORRY).customer("So what?", 8)
    assert story.now.state == "ACKNOWLEDGE"
    codes = [remark.code for remark in story.now.remarks]
    assert codes.count("third_apology") == 4
    assert story.now.followed.verdict == "no"


def test_two_turns_of_feeling_are_enough():
    story = angry().agent(S60)
    assert (story.now.state, story.now.why) == ("ACKNOWLEDGE", "mirror")
    story.customer("Well?", 7).agent("I do understand why you are upset.")
    assert (story.now.state, story.now.next, story.now.why) == ("APOLOGISE", "OFFER", "act_now")
    story.customer("And?", 7).agent("I truly understand how upset you are about the pump.")
    assert "only_feelings" in story.remarks


def test_speaking_of_the_law_restricts_apologies_to_regret():
    story = angry().customer("My lawyer will call you.", 8)
    assert story.now.legal
    story.agent("This was our fault and I apologise for the broken machine.")
    assert "admission" in story.remarks


def test_without_a_fault_of_ours_nothing_is_owed():
    story = ideal()
    story.fault = "theirs"
    assert story.now.marks["COMPENSATE"].how == "skipped"
    assert story.now.state == "CONFIRM"


def test_compensation_may_be_left_out_or_refused():
    story = ideal().agent(SUM)
    assert story.now.marks["COMPENSATE"].how == "skipped"
    refused = ideal().agent(GIFT).customer("No, thanks.", 3)
    assert refused.now.marks["COMPENSATE"].how == "skipped"
    assert refused.now.state == "CONFIRM"


def test_a_remedy_granted_is_compensation_whatever_the_words():
    assert ideal().granted().now.state == "CONFIRM"


def test_a_no_to_the_settlement_goes_back_to_the_offer():
    story = ideal().granted().agent(SUM).customer("No, that is not enough.", 4)
    assert story.now.state == "OFFER"


def test_a_letter_tells_the_whole_story_at_once():
    story = Story(letter=True).customer(f"{ANGRY} {BROKEN}", 8)
    assert story.now.state == "ACKNOWLEDGE"
    story.agent(f"{ACK} {SORRY} {OFFER}")
    assert story.remarks == []
    assert story.now.state == "OFFER"
    story.customer("Dear Bob, please send the new machine.", 2)
    assert story.now.marks["OFFER"].how == "done"
    assert story.now.followed.missing == ("confirmed",)


def test_lines_in_quick_succession_are_one_turn():
    story = Story().customer(ANGRY, 8)
    story.lines.append(Line(2, "customer", BROKEN, story.lines[0].at + 5_000, anger=8))
    assert (story.now.customer_turns, story.now.state) == (1, "LISTEN")


def test_a_persons_word_counts_more_than_the_words():
    story = Story().customer(ANGRY, 8)
    assert story.said_done("LISTEN").now.state == "ACKNOWLEDGE"
    assert story.said_done("ACKNOWLEDGE").now.state == "APOLOGISE"
    assert "ask_too_early" not in story.agent("Which colour is it?").remarks


def test_what_was_told_is_not_asked_again():
    story = Story().customer("Order 10423 for 49.90 EUR is missing since Monday.", 7)
    facts = {fact.kind: fact.text for fact in story.now.facts}
    assert facts["order"] == "Order 10423" and "49.90" in facts["amount"] and facts["date"]
    assert "asks_known" in story.agent("What is your order number?").remarks


def test_a_calm_talk_is_left_alone():
    story = Story().customer("Do you have the blue cups?", 0.5).agent("Yes! Which size?")
    assert story.now.followed is None
    assert not {"ask_too_early", "no_acknowledgement"} & set(story.remarks)


@pytest.mark.parametrize("language", ["el", "ro", "ja", "id"])
def test_the_same_course_in_other_languages(language):
    from tests.flows.protocol_lines import LINES

    said = LINES[language]
    story = Story(language=language).customer(said["angry"], 8).agent(said["listen"])
    story.customer(said["more"], 8)
    assert story.now.state == "ACKNOWLEDGE"
    story.agent(said["ack"])
    assert story.now.state == "APOLOGISE"
    story.agent(said["sorry"]).customer(said["so"], 5).agent(said["offer"])
    assert story.now.why == "offer_waits"
    assert story.customer(said["choice"], 3).now.state == "COMPENSATE"
    story.granted().agent(said["confirm"])
    assert story.customer(said["yes"], 1).now.state == "FOLLOW_UP"
    assert story.now.followed.verdict == "yes"


SAID = st.sampled_from(
    [
        *("", ANGRY, BROKEN, S60, S64, ACK, SORRY, ASK, OFFER, GIFT, SUM, "Yes.", "No.", "Idiots!"),
        *("My lawyer!", "You don't care!", "Get me your manager!", "Calm down.", "Thank you"),
    ]
)
LINE = st.builds(
    lambda by, text, anger, abuse, name, gap: (by, text, anger, abuse, name, gap),
    st.sampled_from(["customer", "agent", "automatic", "event", "mark", "remedy"]),
    SAID | st.text(max_size=60),
    st.none() | st.floats(0, 10),
    st.floats(0, 1),
    st.sampled_from(["", *STEPS, "transferred", "closed", "reopened", "granted"]),
    st.integers(0, 200_000),
)


@settings(max_examples=150, deadline=None)
@given(told=st.lists(LINE, max_size=14))
def test_any_course_has_a_standing_and_later_turns_never_change_earlier_ones(told):
    lines, at = [], 0
    for position, (by, text, anger, abuse, name, gap) in enumerate(told, 1):
        at += gap
        lines.append(Line(position, by, text, at, anger, abuse, name))
    turns, _ = heard_all(lines, "en")
    whole = replay(turns)
    assert whole.state in (*STEPS, "CLOSED") and whole.side in ("", *SIDES)
    assert 0 <= whole.latest <= 10 and 0 <= whole.anger <= 10
    for length in range(len(turns) + 1):
        earlier = replay(turns[:length])
        assert earlier.told == whole.told[:length]
        assert heard_all(lines[:length], "en")[0] == turns[:length]
    for remark in whole.remarks:
        said = lines[remark.position - 1].text
        assert 0 <= remark.start <= remark.end <= len(said)
