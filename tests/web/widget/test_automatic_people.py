"""Automatic answers never beside a person: asked for, taking part, at the same instant."""

import threading
import uuid

import pytest

from lagniappe.bus import jobs
from lagniappe.bus.worker import Worker
from lagniappe.desk.conversations import close, draft, message, reply
from lagniappe.desk.knowledge import trail
from lagniappe.kit.clock import MINUTE
from tests.web.widget.asking import QUESTION, ask
from tests.web.widget.automatic import automatic, decide, policy, seen


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


FURIOUS = {
    "en": "I am furious! Three weeks, you thieves! How long does delivery take?!",
    "el": "Είμαι έξαλλη! Τρεις βδομάδες, κλέφτες! Πότε θα παραδοθεί η παραγγελία μου;!",
    "ro": "Sunt furios! Trei săptămâni, hoților! Când ajunge comanda mea?!",
    "ja": "激怒しています！三週間も待たせて、この泥棒！注文はいつ届くんですか！",
    "id": "Saya marah besar! Tiga minggu, dasar maling! Kapan pesanan saya tiba?!",
}


@pytest.mark.parametrize("language", FURIOUS)
def test_who_is_furious_gets_a_person_and_no_ready_made_answer(desk, vera, language):
    policy(desk, "always", precision=0.5)
    here = ask(desk, vera, FURIOUS[language])
    assert automatic(desk, here) == []
    assert 'data-event="person_later" data-why="upset"' in seen(vera)[-1]
    assert desk.row(here).automaton == "silent" and desk.row(here).waiting_since is not None
    assert [s.kind for s in desk.db.read_sync(trail.steps, here)] == ["called"]
    told = desk.alice.get(f"/conversations/{here}").text
    assert "So angry or rude that no ready-made answer would do" in told
    assert "A person was called" in told and "Asked for a person" not in told
    written = vera.ask("GET", "transcript").text
    assert "This is one for a person, and nobody is here right now." in written


def test_who_abuses_gets_no_choice_of_answers(desk, vera):
    desk.come_in()
    policy(desk, "always", precision=0.5)
    here = ask(desk, vera, "Where is my invoice, you stupid bitch? Fuck you")
    assert automatic(desk, here) == []
    assert 'data-event="person_soon" data-why="upset"' in seen(vera)[-1]


def test_who_is_only_annoyed_is_answered(desk, vera):
    here = ask(desk, vera, "I am a bit annoyed. How long does delivery take?")
    assert len(automatic(desk, here)) == 1


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
