"""What leads out of the protocol's order: bait, a rise in anger, abuse, a hand-over."""

import pytest

from tests.flows.told import S64, Story, angry, ideal

WARNING = {
    "en": "I want to help you, but without insults. If they continue, I will have to stop.",
    "el": "Θέλω να σας βοηθήσω, αλλά χωρίς προσβολές. Αν συνεχίσουν, θα πρέπει να σταματήσω.",
}


def test_bait_opens_computer_mode_which_returns_to_the_state_it_left():
    story = ideal()
    assert story.now.state == "COMPENSATE"
    story.customer("You don't give a d*** about customers anyway!", 4)
    assert (story.now.side, story.now.next, story.now.state) == (
        "COMPUTER",
        "COMPUTER",
        "COMPENSATE",
    )
    assert story.agent(S64).remarks == []
    story.customer("Whatever. And now?", 3)
    assert (story.now.side, story.now.next) == ("", "COMPENSATE")


def test_taking_the_bait_is_remarked_with_the_word_that_takes_it():
    story = angry().customer("You people are all the same!", 8)
    story.agent("You are always shouting at us!")
    assert {"you_statement", "exclaim"} <= set(story.remarks)


def test_computer_mode_lasts_two_turns_and_needs_a_provocation():
    story = angry()
    for _ in range(2):
        story.customer("You don't care about customers!", 8).agent(S64)
    assert story.customer("You don't care at all!", 8).now.side == ""
    assert "computer_too_long" in story.agent(S64).remarks
    calm = Story().customer("When will it come?", 1).agent(S64)
    assert calm.remarks == ["computer_unprovoked"]


def test_a_rise_of_two_goes_back_to_acknowledge_and_only_there():
    story = ideal()
    story.customer("Wait, you charged me twice? I am livid!", 8)
    assert (story.now.state, story.now.why) == ("ACKNOWLEDGE", "angrier")
    assert story.now.marks["APOLOGISE"].how == "done"
    story.agent("You were charged twice, no wonder you are livid.")
    assert story.now.state == "COMPENSATE"


def test_a_rise_among_the_calm_is_no_regression():
    story = Story().customer("Hello, it came late. That's it.", 0)
    story.agent("I am sorry you had to wait, you must be annoyed: it came late.")
    assert story.customer("Yes, a bit.", 2.5).now.marks["ACKNOWLEDGE"].how == "done"


def test_abuse_gets_one_warning_and_then_may_be_ended():
    story = angry().customer("I hope you die, all of you", 10)
    assert (story.now.side, story.now.why, story.now.may_end) == ("BOUNDARY", "threat_warn", False)
    story.agent(WARNING["en"])
    assert story.now.side == ""
    story.customer("Drop dead", 10)
    assert (story.now.side, story.now.why, story.now.may_end) == ("BOUNDARY", "abuse_end", True)


def test_one_insult_is_bait_two_are_abuse():
    story = angry().customer("You idiots", 9)
    assert story.now.side == "COMPUTER"
    story.customer("Liars and thieves!", 9)
    assert (story.now.side, story.now.why) == ("BOUNDARY", "abuse_warn")


def test_of_several_the_gravest_is_what_the_warning_speaks_of():
    both = Story().customer("Send me nudes, you idiots. I know where you live", 9)
    assert both.now.why == "threat_warn"
    assert Story().customer("You idiots, send me nudes", 9).now.why == "advance_warn"


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "What are you wearing?", "Come on, send me nudes"),
        ("el", "Τι φοράς τώρα;", "Είσαι σέξι, γδύσου"),
    ],
)
def test_an_advance_is_no_bait_but_abuse_from_the_first(language, first, second):
    story = Story(language=language).customer(first, 1)
    assert (story.now.side, story.now.why, story.now.may_end) == ("BOUNDARY", "advance_warn", False)
    story.agent(WARNING[language])
    assert story.now.side == ""
    story.customer(second, 1)
    assert (story.now.side, story.now.why, story.now.may_end) == ("BOUNDARY", "abuse_end", True)


def test_an_estimate_of_abuse_counts_as_an_insult_only_when_it_is_sure():
    assert angry().customer("Yes, black.", 4, abuse=0.6).now.side == ""
    rude = angry().customer("You absolute spoons", 8, abuse=0.95).customer("Spoons!", 8, abuse=0.95)
    assert rude.now.side == "BOUNDARY"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("I want to speak to your supervisor.", "supervisor"),
        ("You will hear from my lawyer.", "legal"),
        ("The machine caught fire next to my son.", "safety"),
        ("My lawyer says it is illegal that it caught fire.", "safety"),
    ],
)
def test_some_words_need_somebody_else(words, why):
    story = angry().customer(words, 8)
    assert (story.now.side, story.now.next, story.now.why) == ("ESCALATE", "ESCALATE", why)
    story.agent("I will bring in my supervisor Sofia. She has my summary, no need to repeat it.")
    assert story.now.side == ""
    assert story.now.state == "ACKNOWLEDGE"


def test_a_transfer_is_a_hand_over_too():
    story = angry().customer("Get me your manager!", 8).event("transferred")
    assert story.now.side == ""
