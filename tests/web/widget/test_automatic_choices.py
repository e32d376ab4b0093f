"""Votes on automatic answers and choices between them: each counts once, from its asker."""

import threading
import uuid

import pytest

from lagniappe.desk.knowledge import entries, trail, versions
from tests.web.widget.asking import ODD, ask, choose, offer, vote
from tests.web.widget.automatic import automatic


def test_it_helped_and_nobody_waits_until_they_write_again(desk, vera, library):
    here = ask(desk, vera)
    answer = vote(vera, 2, True).json()
    assert "Good that it helped." in answer["html"] and "data-helped" not in answer["html"]
    assert desk.row(here).waiting_since is None
    assert desk.row(here).pre_escalated_at is None
    text = desk.db.read_sync(versions.text_of, library["deliver"], "en")
    assert (text.uses, text.helped, text.did_not_help) == (1, 1, 0)
    page = desk.alice.get("/inbox?view=all").text
    assert "Answered automatically" in page
    vera.write("One more thing")
    assert desk.row(here).waiting_since is not None


def test_a_vote_counts_once_and_stands(desk, vera, library):
    ask(desk, vera)
    assert vote(vera, 2, True).status_code == 200
    again = vote(vera, 2, False)
    assert again.status_code == 200 and "Good that it helped." in again.json()["html"]
    text = desk.db.read_sync(versions.text_of, library["deliver"], "en")
    assert (text.helped, text.did_not_help) == (1, 0)


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
