"""Automatic answers, from the widget's door: given, chosen, judged, and never beside a person."""

import threading
import uuid

import pytest

from lagniappe.bus import jobs
from lagniappe.bus.worker import Worker
from lagniappe.desk.conversations import close, draft, message, reply
from lagniappe.desk.knowledge import approve, entries, trail, versions
from lagniappe.desk.people import blocks
from lagniappe.kit.clock import MINUTE
from tests.web.widget.automatic import automatic, decide, fill, policy, seen, texts

QUESTION = "How long does delivery take?"
ODD = "Do you sponsor football clubs on the moon?"


@pytest.fixture
def library(desk):
    policy(desk, "nobody")
    return fill(desk)


@pytest.fixture
def vera(desk, library):
    return desk.visitor()


def ask(desk, visitor, body=QUESTION, **more) -> str:
    """Writes, lets the decision be taken, and returns the conversation's id."""
    answer = visitor.write(body, **more)
    assert answer.status_code == 200, answer.text
    decide(desk)
    return answer.json()["conversation"]


def vote(visitor, position, helped):
    return visitor.ask("PUT", f"automatic/{position}/vote", json={"helped": helped})


def choose(visitor, position, entry):
    return visitor.ask("PUT", f"automatic/{position}/choice", json={"entry": entry})


def offer(desk, visitor, library):
    """A question that fits several entries; returns the conversation and the offer."""
    policy(desk, "always", precision=0.99)
    here = ask(desk, visitor, "machine limescale or an invoice")
    [turn] = automatic(desk, here)
    assert turn.automatic["turn"] == "offer", turn
    return here, turn


def test_nobody_there_the_answer_comes_labelled_and_filled_in(desk, vera):
    here = ask(desk, vera)
    answer = texts(vera)[1]
    assert answer.startswith("Automatic answer Two working days. Really.")
    assert "Did this help? Yes No Talk to a person" in answer
    assert "<strong>Really.</strong>" in seen(vera)[1] and "{{" not in seen(vera)[1]
    row = desk.row(here)
    assert row.waiting_since is not None and row.first_response_at is None
    [step] = desk.db.read_sync(trail.steps, here)
    assert (step.kind, step.text, step.helped) == ("answer", QUESTION, None)
    assert step.probability > 0.6


def test_a_greek_question_gets_the_greek_answer_on_whatever_page(desk, vera, library):
    here = ask(desk, vera, "πόσο κάνει να έρθει η παραγγελία μου;")
    [turn] = automatic(desk, here)
    assert turn.body == "Δύο εργάσιμες ημέρες."
    assert turn.automatic["entry"] == library["el"]


def test_while_somebody_is_free_people_answer(desk, vera):
    desk.come_in()
    here = ask(desk, vera)
    assert automatic(desk, here) == []
    assert desk.db.read_sync(trail.steps, here) == []


def test_never_means_never(desk, vera):
    policy(desk, "never")
    assert automatic(desk, ask(desk, vera)) == []
    assert desk.row(vera.write("Hello?").json()["conversation"]).automaton == "ready"


def test_always_answers_first_even_when_somebody_is_here(desk, vera):
    desk.come_in()
    policy(desk, "always")
    assert len(automatic(desk, ask(desk, vera))) == 1


def test_after_a_wait_without_a_person(desk, vera):
    desk.come_in()
    policy(desk, "after", after=60)
    here = ask(desk, vera)
    assert automatic(desk, here) == []
    decide(desk, after=60_000)
    assert len(automatic(desk, here)) == 1


def test_a_person_who_answers_within_the_wait_is_never_talked_over(desk, vera):
    policy(desk, "after", after=60)
    here = ask(desk, vera)
    desk.alice.say(here, "Two days, Vera.")
    decide(desk, after=120_000)
    assert automatic(desk, here) == []


def test_an_empty_library_stays_silent_and_the_letter_is_the_way(desk):
    visitor = desk.visitor()
    assert visitor.session["availability"]["answers"] is False
    here = ask(desk, visitor)
    assert automatic(desk, here) == []
    assert "person_later" in seen(visitor)[1]
    assert [s.kind for s in desk.db.read_sync(trail.steps, here)] == ["silent"]


def test_nothing_fits_nobody_there_the_letter_is_offered_once(desk, vera):
    assert vera.session["availability"]["answers"] is True
    here = ask(desk, vera, ODD)
    ask(desk, vera, "And the sun, would you sponsor a rocket?")
    assert automatic(desk, here) == []
    assert sum("person_later" in html for html in seen(vera)) == 1
    assert desk.row(here).automaton == "ready"
    assert len(automatic(desk, ask(desk, vera))) == 1


def test_a_greeting_is_left_alone(desk, vera):
    here = ask(desk, vera, "Καλησπέρα σας!")
    assert len(seen(vera)) == 1 and desk.db.read_sync(trail.steps, here) == []
    ask(desk, vera)
    assert len(automatic(desk, here)) == 1


def test_a_burst_is_decided_once(desk, vera):
    for body in ("Hello", "one thing", QUESTION):
        vera.write(body)
    here = ask(desk, vera, "please")
    assert len(automatic(desk, here)) == 1


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


def test_talk_to_a_person_when_one_is_here(desk, vera):
    desk.come_in()
    policy(desk, "always")
    here = ask(desk, vera)
    assert vera.ask("POST", "person").status_code == 200
    assert vera.ask("POST", "person").status_code == 200
    assert sum("person_soon" in html for html in seen(vera)) == 1
    assert desk.row(here).pre_escalated_at is not None
    ask(desk, vera, "How do I descale the machine?")
    assert len(automatic(desk, here)) == 1
    assert "The customer asked for a person" in desk.alice.get(f"/conversations/{here}").text


def test_a_plain_wish_is_understood(desk, vera):
    here = ask(desk, vera, "θέλω να μιλήσω με άνθρωπο")
    assert "person_later" in seen(vera)[1]
    assert [s.kind for s in desk.db.read_sync(trail.steps, here)] == ["person"]
    assert desk.row(here).pre_escalated_at is None
    ask(desk, vera)
    assert automatic(desk, here) == []


def test_the_same_question_again_calls_a_person(desk, vera):
    here = ask(desk, vera)
    ask(desk, vera, "how long does the delivery take")
    assert len(automatic(desk, here)) == 1
    assert "person_later" in seen(vera)[-1]
    assert desk.row(here).automaton == "silent"


def test_a_few_turns_in_a_row_and_no_more(desk, vera, library):
    bodies = [
        QUESTION,
        "How do I descale the machine?",
        "Where is my invoice?",
        "Can I send a grinder back?",
        "Πότε θα παραδοθεί η παραγγελία μου;",
    ]
    for body in bodies:
        here = ask(desk, vera, body)
    assert len(automatic(desk, here)) == 4
    assert desk.row(here).automaton == "silent"


def test_a_letter_is_for_people(desk, vera):
    fields = {"name": "Vera", "email": "vera@example.com", "offline": True}
    here = ask(desk, vera, **fields)
    assert automatic(desk, here) == []


def test_a_blocked_customer_is_told_nothing(desk, vera):
    answer = vera.write(QUESTION).json()
    customer = desk.row(answer["conversation"]).customer_id
    desk.db.write_sync(blocks.block, customer, duration="day", reason="Rude", by=desk.alice.id)
    decide(desk)
    assert automatic(desk, answer["conversation"]) == []
    assert vera.ask("POST", "person").status_code == 404


@pytest.mark.parametrize("what", ["reply", "note", "assign", "transfer"])
def test_it_is_silent_the_moment_a_person_takes_part(desk, vera, what):
    here = vera.write(QUESTION).json()["conversation"]
    path = f"/conversations/{here}"
    if what in ("reply", "note"):
        desk.alice.say(here, "I am on it", mode=what)
    elif what == "assign":
        desk.alice.ask("PUT", f"{path}/assignment", data={"agent_id": desk.bob.id})
    else:
        room = desk.departments["Technical"]
        desk.alice.ask("POST", f"{path}/transfers", data={"to_department": room, "reason": "x"})
    decide(desk)
    ask(desk, vera, "How do I descale the machine?")
    assert automatic(desk, here) == []


def test_while_somebody_types_a_reply_it_waits(desk, vera):
    here = vera.write(QUESTION).json()["conversation"]
    desk.db.write_sync(draft.keep, desk.bob.agent, here, "reply", "Well, ", longest=99)
    decide(desk)
    assert automatic(desk, here) == []
    decide(desk, after=3 * MINUTE)
    assert len(automatic(desk, here)) == 1


def test_it_speaks_again_after_closing_and_writing_again(desk, vera):
    here = vera.write(QUESTION).json()["conversation"]
    desk.alice.say(here, "Two days.")
    desk.db.write_sync(close.close, desk.agent, here)
    ask(desk, vera)
    assert len(automatic(desk, here)) == 1


def test_a_reply_at_the_same_instant_always_comes_last_or_alone(desk, library):
    """Whoever is first, no automatic message stands after the agent's."""
    visitors = [desk.visitor() for _ in range(6)]
    places = [visitor.write(QUESTION).json()["conversation"] for visitor in visitors]
    desk.clock.advance(1_000)
    start = threading.Barrier(2)

    def answer_all():
        start.wait()
        for here in places:
            desk.db.write_sync(
                reply.reply, desk.agent, here, client_id=str(uuid.uuid4()), body="Two days."
            )

    person = threading.Thread(target=answer_all)
    person.start()
    start.wait()
    decide(desk, after=0)
    person.join()
    decide(desk)
    for here in places:
        kinds = [m.author_kind for m in desk.db.read_sync(message.after, here, 0)]
        assert kinds in (
            ["customer", "agent"],
            ["customer", "automatic", "agent"],
        ), kinds


def test_an_edited_answer_is_the_next_one_given(desk, vera, library):
    ask(desk, vera)
    desk.db.write_sync(
        versions.save,
        library["deliver"],
        "en",
        by=desk.alice.id,
        seen=1,
        questions=[QUESTION],
        answer="Tomorrow, now.",
    )
    desk.db.write_sync(approve.approve, library["deliver"], "en", number=2, by=desk.alice.id)
    other = desk.visitor()
    [turn] = automatic(desk, ask(desk, other))
    assert turn.body == "Tomorrow, now."


def test_another_departments_or_an_internal_answer_is_not_given(desk, library):
    visitor = desk.visitor()
    here = ask(desk, visitor, "What discount may I give?")
    assert automatic(desk, here) == []


def test_the_trail_of_the_help_centre_comes_along(desk, vera):
    trail_id = desk.db.write_sync(trail.begin, desk.brand.id)
    desk.db.write_sync(trail.step, trail_id, "search", text="sponsoring", found=0)
    here = vera.write(ODD, trail=trail_id).json()["conversation"]
    assert [s.text for s in desk.db.read_sync(trail.steps, here)] == ["sponsoring"]
    assert desk.row(here).pre_escalated_at is not None
    page = desk.alice.get(f"/conversations/{here}").text
    assert "What they tried" in page and "sponsoring" in page


@pytest.mark.parametrize(
    "made_up", ["2c101b20-f54d-4ec3-8c01-c17298d25b79", "", "no-such-trail", "'; drop", "a\u0000b"]
)
def test_a_made_up_trail_does_nothing(desk, vera, made_up):
    here = vera.write(ODD, trail=made_up).json()["conversation"]
    assert desk.db.read_sync(trail.steps, here) == []
    assert desk.row(here).pre_escalated_at is None


def test_somebody_elses_trail_does_nothing(desk, vera):
    other = desk.visitor().write("Mine").json()["conversation"]
    mine = desk.db.write_sync(trail.of_conversation, other)
    desk.db.write_sync(trail.step, mine, "search", text="private words")
    here = vera.write(ODD, trail=mine).json()["conversation"]
    assert desk.db.read_sync(trail.steps, here) == []
    assert len(desk.db.read_sync(trail.steps, other)) == 1
    assert vera.write("x", trail="y" * 50).status_code == 422


def test_a_crash_between_message_and_answer_gives_it_once(desk, vera):
    desk.client.portal.call(desk.client.app.state.worker.stop)
    here = vera.write(QUESTION).json()["conversation"]
    desk.clock.advance(1_000)
    # A process that dies with the work in its hands.
    assert [one.kind for one in desk.db.write_sync(jobs.claim, "died")] == ["answers.turn"]
    desk.clock.advance(jobs.LEASE + 1)
    desk.client.portal.call(Worker(desk.db).work_off)
    desk.client.portal.call(Worker(desk.db).work_off)
    decide(desk)
    assert len(automatic(desk, here)) == 1


def test_the_transcript_says_what_was_automatic(desk, vera):
    ask(desk, vera)
    page = vera.ask("GET", "transcript").text
    assert "Automatic answer" in page and "Two working days" in page
