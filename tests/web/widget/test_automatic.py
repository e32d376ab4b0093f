"""Automatic answers, from the widget's door: when they are given, and what is answered."""

from lagniappe.desk.conversations import take_back
from lagniappe.desk.knowledge import approve, trail, versions
from lagniappe.desk.people import blocks
from tests.web.widget.asking import ODD, QUESTION, ask
from tests.web.widget.automatic import automatic, decide, policy, seen, texts


def test_greek_in_latin_letters_is_answered_in_greek(desk, vera):
    here = ask(desk, vera, "pote tha paradothei i paraggelia mou?")
    assert automatic(desk, here)[0].body == "Δύο εργάσιμες ημέρες."


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


def test_the_list_goes_on_showing_the_question(desk, vera):
    here = ask(desk, vera)
    row = desk.row(here)
    assert (row.preview, row.preview_by) == (QUESTION, "auto")
    assert QUESTION in desk.alice.get("/inbox?view=all").text
    desk.alice.say(here, "It comes on Tuesday.")
    assert desk.row(here).preview == "It comes on Tuesday."
    desk.db.write_sync(take_back.take_back, desk.alice.agent, here, 3)
    row = desk.row(here)
    assert (row.preview, row.preview_by) == (QUESTION, "auto")


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


def test_a_burst_is_decided_once(desk, vera):
    for body in ("Hello", "one thing", QUESTION):
        vera.write(body)
    here = ask(desk, vera, "please")
    assert len(automatic(desk, here)) == 1


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
