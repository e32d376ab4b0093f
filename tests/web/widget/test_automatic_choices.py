"""Votes on automatic answers and choices between them: each counts once, from its asker."""

import threading
import uuid

import pytest

from lagniappe.desk.knowledge import entries, trail, versions
from tests.web.widget.asking import ODD, ask, choose, offer, vote
from tests.web.widget.automatic import automatic, policy, texts


def test_it_helped_and_nobody_waits_until_they_write_again(desk, vera, library):
    here = ask(desk, vera)
    answer = vote(vera, 2, True).json()
    assert "Good that it helped." in answer["html"] and 'data-helped="yes"' not in answer["html"]
    assert desk.row(here).waiting_since is None
    assert desk.row(here).pre_escalated_at is None
    text = desk.db.read_sync(versions.text_of, library["deliver"], "en")
    assert (text.uses, text.helped, text.did_not_help) == (1, 1, 0)
    page = desk.alice.get("/inbox?view=all").text
    assert "Answered automatically" in page
    vera.write("One more thing")
    assert desk.row(here).waiting_since is not None


def votes(desk, library):
    text = desk.db.read_sync(versions.text_of, library["deliver"], "en")
    return text.helped, text.did_not_help


def test_a_vote_counts_once_and_the_last_word_holds(desk, vera, library):
    here = ask(desk, vera)
    for _ in range(2):
        vote(vera, 2, True)
    assert votes(desk, library) == (1, 0)
    assert "Sorry that it did not help." in vote(vera, 2, False).json()["html"]
    vote(vera, 2, False)
    assert votes(desk, library) == (0, 1)
    assert desk.row(here).waiting_since is not None
    assert desk.row(here).pre_escalated_at is not None
    assert "Good that it helped." in vote(vera, 2, True).json()["html"]
    assert votes(desk, library) == (1, 0)
    assert desk.row(here).waiting_since is None
    assert desk.row(here).pre_escalated_at is None


def test_changing_a_vote_to_and_fro_brings_the_next_best_once(desk, vera):
    policy(desk, "always", precision=0.2)
    here = ask(desk, vera, "invoice return")
    for helped in (False, True, False, True, False):
        assert vote(vera, 2, helped).status_code == 200
    assert [turn.automatic["turn"] for turn in automatic(desk, here)] == ["answer", "offer"]


def test_votes_at_the_same_instant_count_once(desk, vera, library):
    ask(desk, vera)
    start = threading.Barrier(4)

    def press(helped: bool) -> None:
        start.wait()
        vote(vera, 2, helped)

    tabs = [threading.Thread(target=press, args=(n % 2 == 0,)) for n in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert votes(desk, library) in [(1, 0), (0, 1)]


def test_who_asked_for_a_person_has_tried_in_vain_whatever_they_vote_later(desk, vera):
    here = ask(desk, vera)
    vote(vera, 2, False)
    vera.ask("POST", "person")
    vote(vera, 2, True)
    assert desk.row(here).pre_escalated_at is not None
    assert desk.row(here).waiting_since is not None


def test_it_did_not_help_marks_the_conversation(desk, vera, library):
    here = ask(desk, vera)
    assert "Sorry that it did not help." in vote(vera, 2, False).json()["html"]
    assert desk.row(here).pre_escalated_at == desk.clock.now()
    assert desk.row(here).waiting_since is not None
    page = desk.alice.get("/inbox?view=all").text
    assert "Tried alone, without success" in page


def test_a_late_yes_does_not_end_a_newer_wait(desk, vera):
    here = ask(desk, vera)
    vera.write(ODD)
    vote(vera, 2, True)
    assert desk.row(here).waiting_since is not None


def test_choosing_gives_that_answer_once(desk, vera, library):
    here, turn = offer(desk, vera, library)
    chosen = turn.automatic["choices"][0]["entry"]
    first = choose(vera, 2, chosen).json()
    assert first == choose(vera, 2, chosen).json()
    assert "✓" in first["html"]
    given = automatic(desk, here)[1:]
    assert [m.automatic["entry"] for m in given] == [chosen]
    kinds = [s.kind for s in desk.db.read_sync(trail.steps, here)]
    assert kinds == ["offer", "answer"]


def test_a_single_choice_is_not_called_one_of_several(desk, vera, library):
    offer(desk, vera, library)
    assert "Do you mean one of these?" in texts(vera)[-1]
    policy(desk, "always", precision=1.0)
    here = ask(desk, vera, "delivery, how many days?")
    assert len(automatic(desk, here)[-1].automatic["choices"]) == 1
    assert "Do you mean this?" in texts(vera)[-1]


def test_two_choices_at_the_same_instant_give_one_answer(desk, vera, library):
    here, turn = offer(desk, vera, library)
    offered = [choice["entry"] for choice in turn.automatic["choices"]]
    start, answers = threading.Barrier(4), []

    def press(number: int) -> None:
        start.wait()
        answers.append(choose(vera, 2, offered[number % len(offered)]).status_code)

    tabs = [threading.Thread(target=press, args=(n,)) for n in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert answers == [200] * 4
    assert len(automatic(desk, here)) == 2


def test_what_was_not_offered_cannot_be_chosen(desk, vera, library):
    here, _ = offer(desk, vera, library)
    for entry in (library["secret"], library["el"], str(uuid.uuid4()), "", "x\u0000y"):
        assert choose(vera, 2, entry).status_code == 404, entry
    assert len(automatic(desk, here)) == 1


def test_an_entry_retired_meanwhile_is_not_given(desk, vera, library):
    here, turn = offer(desk, vera, library)
    chosen = turn.automatic["choices"][0]["entry"]
    desk.db.write_sync(entries.retire, chosen)
    refused = choose(vera, 2, chosen)
    assert refused.status_code == 410 and "talk to a person" in refused.json()["error"]
    assert len(automatic(desk, here)) == 1


@pytest.mark.parametrize("position", ["1", "3", "0", "-1", "99999999999", "x"])
def test_a_vote_on_anything_else_is_nothing(desk, vera, position):
    here = ask(desk, vera)
    before = desk.row(here), desk.stored
    assert vote(vera, position, False).status_code == 404
    assert (desk.row(here), desk.stored) == before


def test_nobody_votes_or_chooses_for_somebody_else(desk, vera, library):
    ask(desk, vera)
    mallory = desk.visitor()
    assert vote(mallory, 2, False).status_code == 404
    mallory.write("Mine")
    assert vote(mallory, 2, False).status_code == 404
    assert choose(mallory, 2, library["deliver"]).status_code == 404
    mallory.token = mallory.token[:-3] + "abc"
    assert vote(mallory, 2, False).status_code == 401
    text = desk.db.read_sync(versions.text_of, library["deliver"], "en")
    assert (text.helped, text.did_not_help) == (0, 0)


@pytest.mark.parametrize("body", [{}, {"helped": "maybe"}, {"helped": None}, [], "x"])
def test_a_malformed_vote_is_refused(desk, vera, body):
    ask(desk, vera)
    assert vera.ask("PUT", "automatic/2/vote", json=body).status_code == 422


@pytest.mark.parametrize("client_id", ["automatic-1", "a1      "])
def test_an_answers_id_cannot_be_taken_first(desk, vera, client_id):
    here = ask(desk, vera, client_id=client_id)
    assert len(automatic(desk, here)) == 1
    assert vera.write("x", client_id="a2").status_code == 422
