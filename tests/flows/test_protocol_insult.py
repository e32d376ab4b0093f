"""An insult alone is bait; beside what happened or what is wanted it is an angry complaint."""

import pytest

from lagniappe.desk.complaints.protocol.machine import replay
from lagniappe.desk.complaints.protocol.turns import Line, heard_all
from tests.flows.told import S64, Story, angry

COMPLAINTS = {
    "en": "The third time my order K-9 arrives broken. You people are useless, I want my money "
    "back now",
    "el": "Τρίτη φορά που η παραγγελία 10423 έρχεται σπασμένη. Είστε άχρηστοι, θέλω τα λεφτά μου "
    "πίσω",
    "ro": "A treia oară când comanda 10423 ajunge spartă. Sunteți niște incapabili, vreau banii "
    "înapoi",
    "ja": "三回目です、また壊れて届きました。無能ですね。返金してください",
    "id": "Sudah ketiga kalinya pesanan 10423 datang rusak. Kalian bodoh, kembalikan uang saya",
}
INSULTS = {
    "en": "You people are useless",
    "el": "Είστε άχρηστοι",
    "ro": "Sunteți niște incapabili",
    "ja": "無能ですね",
    "id": "Kalian bodoh",
}


@pytest.mark.parametrize("language", COMPLAINTS)
def test_a_complaint_with_an_insult_is_answered_as_a_complaint(language):
    story = Story(language=language).customer(COMPLAINTS[language], 9.5)
    assert (story.now.side, story.now.next) in [("", "LISTEN"), ("", "ACKNOWLEDGE")]


@pytest.mark.parametrize("language", INSULTS)
def test_an_insult_alone_is_bait(language):
    assert Story(language=language).customer(INSULTS[language], 9).now.side == "COMPUTER"


def test_whoever_answers_the_complaint_may_say_you():
    story = Story().customer(COMPLAINTS["en"], 9.5)
    story.agent("You ordered three times and it came broken three times, no wonder you are angry.")
    assert "you_statement" not in story.remarks


def test_lines_of_one_minute_are_one_turn_for_bait_too():
    def side(*lines: tuple[int, str]) -> str:
        heard = [Line(n, "customer", text, at, 9.0) for n, (at, text) in enumerate(lines, 1)]
        turns, _ = heard_all(heard, "en")
        return replay(turns).side

    broken, rude = "My order K-9 arrived broken.", "You people are useless"
    assert side((0, broken), (20_000, rude)) == ""
    assert side((0, rude), (20_000, broken)) == ""
    assert side((0, broken), (600_000, rude)) == "COMPUTER"


def test_a_neutral_line_to_an_insulting_complaint_is_no_fault():
    story = angry().customer(COMPLAINTS["en"], 9.5).agent(S64)
    assert "computer_unprovoked" not in story.remarks


@pytest.mark.parametrize("gross", ["What are you wearing?", "I know where you live"])
def test_what_nobody_warned_of_waits_for_an_answer(gross):
    story = Story().customer(gross, 1)
    why = story.now.why
    story.customer("Hello, is my parcel there?", 1)
    assert (story.now.side, story.now.why) == ("BOUNDARY", why)
    story.agent("I want to help you, but remarks like this are not acceptable.")
    assert story.now.side == ""
    assert story.customer("Sorry. And my parcel?", 1).now.side == ""


def test_an_agent_who_let_it_pass_is_not_asked_again_when_they_go_on_decently():
    story = Story().customer("What are you wearing?", 1).agent("Your parcel arrives on Friday.")
    assert story.now.side == "BOUNDARY"
    assert story.customer("Thank you.", 1).now.side == ""


def test_the_warning_speaks_of_the_gravest_that_nobody_answered():
    story = Story().customer("I know where you live", 4).customer("What are you wearing?", 1)
    assert story.now.why == "threat_warn"
