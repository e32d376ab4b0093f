"""Who types "no" instead of pressing No, asks two things at once, or whether anybody is there."""

import pytest

from lagniappe.desk.knowledge import entries, trail
from lagniappe.desk.knowledge.automatic.several import several
from tests.web.widget.asking import ask, offer, vote
from tests.web.widget.automatic import automatic, policy, seen

YES = ("Yes!", "yes, thanks", "ναι", "da", "はい", "iya", "نعم")
NO = ("no", "Όχι", "nu m-a ajutat", "違います", "masih sama", "لا", "I already did that")


def kinds(desk, here) -> list[str]:
    return [step.kind for step in desk.db.read_sync(trail.steps, here)]


def turns(desk, here) -> list[str]:
    return [turn.automatic["turn"] for turn in automatic(desk, here)]


@pytest.mark.parametrize("words", YES)
def test_yes_is_a_vote_and_ends_the_wait(desk, vera, words):
    here = ask(desk, vera)
    ask(desk, vera, words)
    answer, word = automatic(desk, here)
    assert answer.automatic["helped"] is True
    assert word.automatic["word"] == "thanks"
    assert desk.row(here).waiting_since is None
    assert kinds(desk, here) == ["answer"]


@pytest.mark.parametrize("words", NO)
def test_no_is_a_vote_and_brings_a_person(desk, vera, words):
    here = ask(desk, vera)
    ask(desk, vera, words)
    [answer] = automatic(desk, here)
    assert answer.automatic["helped"] is False
    assert 'data-event="person_later"' in seen(vera)[-1]
    row = desk.row(here)
    assert row.waiting_since is not None and row.pre_escalated_at is not None
    assert kinds(desk, here) == ["answer", "called"]


def test_a_no_brings_the_next_best_first(desk, vera, library):
    policy(desk, "always", precision=0.2)
    here = ask(desk, vera, "invoice return")
    assert turns(desk, here) == ["answer"]
    ask(desk, vera, "no")
    assert turns(desk, here) == ["answer", "offer"]
    first, second = automatic(desk, here)
    given = [choice["entry"] for choice in second.automatic["choices"]]
    assert given and first.automatic["entry"] not in given
    assert second.automatic["asked"] == "invoice return"
    ask(desk, vera, "none of these")
    assert turns(desk, here) == ["answer", "offer"]
    assert desk.row(here).automaton == "silent"


def test_no_to_an_offer_is_no_question_of_its_own(desk, vera, library):
    here, _ = offer(desk, vera, library)
    ask(desk, vera, "none of them")
    assert kinds(desk, here) == ["offer", "called"]
    assert {step.text for step in desk.db.read_sync(trail.steps, here)} == {
        "machine limescale or an invoice"
    }


def test_yes_to_the_one_that_was_meant_gives_it(desk, vera, library):
    policy(desk, "always", precision=1.0)
    here = ask(desk, vera, "delivery, how many days?")
    [asked] = automatic(desk, here)
    assert [choice["entry"] for choice in asked.automatic["choices"]] == [library["deliver"]]
    ask(desk, vera, "yes please")
    assert turns(desk, here) == ["offer", "answer"]
    assert automatic(desk, here)[0].automatic["chosen"] == library["deliver"]


def test_yes_to_what_is_retired_meanwhile_brings_a_person(desk, vera, library):
    policy(desk, "always", precision=1.0)
    here = ask(desk, vera, "delivery, how many days?")
    desk.db.write_sync(entries.retire, library["deliver"])
    ask(desk, vera, "yes")
    assert turns(desk, here) == ["offer"] and desk.row(here).automaton == "silent"


def test_yes_to_several_names_none(desk, vera, library):
    here, _ = offer(desk, vera, library)
    ask(desk, vera, "yes")
    assert automatic(desk, here)[0].automatic["chosen"] is None


def test_no_thanks_after_an_answer_wants_nothing_more(desk, vera):
    here = ask(desk, vera)
    ask(desk, vera, "no, thanks")
    assert automatic(desk, here)[0].automatic["helped"] is None
    assert desk.row(here).waiting_since is None


def test_no_to_the_word_after_the_thanks_is_no_vote(desk, vera):
    here = ask(desk, vera)
    ask(desk, vera, "thanks")
    ask(desk, vera, "no")
    assert automatic(desk, here)[0].automatic["helped"] is None


def test_what_was_voted_by_button_is_not_voted_again(desk, vera):
    here = ask(desk, vera)
    vote(vera, 2, True)
    ask(desk, vera, "no")
    assert automatic(desk, here)[0].automatic["helped"] is True


@pytest.mark.parametrize("words", ["is anybody there?", "Είναι κανείς εδώ;", "ada orang?"])
def test_nobody_is_there_is_said_and_the_next_question_answered(desk, vera, words):
    here = ask(desk, vera, words)
    assert automatic(desk, here) == [] and kinds(desk, here) == []
    assert 'data-event="person_later" data-why="asked"' in seen(vera)[-1]
    ask(desk, vera)
    assert turns(desk, here) == ["answer"]


def test_whoever_is_there_comes(desk, vera):
    desk.come_in()
    policy(desk, "always")
    here = ask(desk, vera, "Hello, is anyone there?")
    assert kinds(desk, here) == ["person"]
    assert 'data-event="person_soon"' in seen(vera)[-1]


def test_a_bare_number_is_no_reason_to_guess(desk, vera, library):
    policy(desk, "always", precision=1.0)
    here = ask(desk, vera, "2")
    assert automatic(desk, here) == []


def test_two_questions_at_once_are_both_offered(desk, vera, library):
    policy(desk, "always", precision=0.5)
    both = "Hi. How long does delivery take? And where is my invoice?"
    here = ask(desk, vera, both)
    [turn] = automatic(desk, here)
    offered = [choice["entry"] for choice in turn.automatic["choices"]]
    assert sorted(offered) == sorted([library["deliver"], library["invoice"]])


def test_who_writes_on_instead_of_choosing_is_not_offered_what_fits_worse(desk, vera, library):
    here, _ = offer(desk, vera, library)
    ask(desk, vera, "it is white and there is a lot of it")
    assert turns(desk, here) == ["offer"]
    assert kinds(desk, here) == ["offer", "called"]


def test_what_they_add_may_tell_which_was_meant(desk, vera, library):
    here, _ = offer(desk, vera, library)
    policy(desk, "always", precision=0.8)
    ask(desk, vera, "How do I descale my machine, it has limescale")
    assert automatic(desk, here)[-1].automatic["entry"] == library["descale"]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Πόσο κάνει; και πότε έρχεται;", ["Πόσο κάνει", "και πότε έρχεται"]),
        ("いつ届きますか？どこから送りますか？", ["いつ届きますか", "どこから送りますか"]),
        ("It leaks; what now?", []),
        ("So? Why is it late?", []),
        ("How long does it take? " * 9, []),
    ],
)
def test_what_counts_as_several_questions(text, questions):
    assert several(text) == questions
