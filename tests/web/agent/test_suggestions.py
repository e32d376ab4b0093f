"""The library beside the composer: what it would answer, for this conversation, at once."""

import re
from html import unescape

import pytest

from lagniappe.desk.knowledge import approve, entries, versions

DESCALE = ["How do I descale the machine?", "My machine has limescale"]


def new_answer(tx, by, *, questions, answer, **about):
    """An approved English entry; returns its id."""
    entry_id = entries.create(tx, by=by, language="en", questions=questions, answer=answer, **about)
    approve.approve(tx, entry_id, "en", number=1, by=by)
    return entry_id


@pytest.fixture
def library(desk):
    """Two approved answers for customers, one for colleagues only."""

    def make(questions, answer, **about):
        return desk.db.write_sync(
            new_answer, desk.alice.id, questions=questions, answer=answer, **about
        )

    return {
        "descale": make(
            DESCALE, "Fill the tank with descaler, {{customer.first_name}}.", visibility="public"
        ),
        "deliver": make(
            ["When will my order arrive?", "How long does delivery take?"],
            "Two working days within Greece.",
            visibility="public",
        ),
        "discount": make(["What discount may I give on a grinder?"], "Up to ten percent."),
    }


def suggested(desk, conversation):
    answer = desk.bob.ask("GET", f"/conversations/{conversation}/suggestions")
    assert answer.status_code in (200, 204), answer.text
    return [unescape(body) for body in re.findall(r'data-body="([^"]*)"', answer.text)], answer


def test_the_customers_question_brings_its_answer_filled_in(desk, library):
    here = desk.conversation("how can i descale my machine", name="Vera Lind")
    bodies, _ = suggested(desk, here)
    assert bodies[0] == "Fill the tank with descaler, Vera."


def test_nothing_is_suggested_where_nothing_fits_or_nothing_is_owed(desk, library):
    odd = desk.conversation("Do you sponsor football clubs?")
    assert suggested(desk, odd)[1].status_code == 204
    here = desk.conversation("How long does delivery take?")
    assert suggested(desk, here)[0]
    desk.bob.say(here, "Two days.")
    assert suggested(desk, here)[1].status_code == 204


def test_an_answer_for_colleagues_says_so(desk, library):
    here = desk.conversation("What discount may I give on a grinder?")
    bodies, answer = suggested(desk, here)
    assert "Up to ten percent." in bodies and "Internal" in answer.text


def test_an_edited_answer_is_suggested_with_its_new_words_once_approved(desk, library):
    here = desk.conversation("When will my order arrive?")
    assert suggested(desk, here)[0][0] == "Two working days within Greece."
    desk.db.write_sync(
        versions.save,
        library["deliver"],
        "en",
        by=desk.bob.id,
        seen=1,
        questions=["When will my order arrive?"],
        answer="Tomorrow, now.",
    )
    assert suggested(desk, here)[0][0] == "Two working days within Greece."
    desk.db.write_sync(approve.approve, library["deliver"], "en", number=2, by=desk.alice.id)
    desk.client.portal.call(_breathe)
    assert suggested(desk, here)[0][0] == "Tomorrow, now."
    desk.db.write_sync(entries.retire, library["deliver"])
    desk.client.portal.call(_breathe)
    assert "Tomorrow, now." not in suggested(desk, here)[0]


def test_another_departments_answer_is_left_out(desk):
    desk.db.write_sync(
        new_answer,
        desk.alice.id,
        questions=["How do I change the gasket?"],
        answer="Turn it left.",
        department_id=desk.departments["Technical"],
    )
    question = "How do I change the gasket?"
    assert suggested(desk, desk.conversation(question, department="Technical"))[0]
    assert not suggested(desk, desk.conversation(question, department="Sales"))[0]


def test_using_one_is_counted(desk, library):
    here = desk.conversation("How long does delivery take?")
    used = desk.bob.ask(
        "POST",
        f"/conversations/{here}/suggestions",
        data={"entry": library["deliver"], "language": "en"},
    )
    assert used.status_code == 204
    text = desk.db.read_sync(versions.text_of, library["deliver"], "en")
    assert text.uses == 1


def test_hostile_words_stay_words(desk):
    desk.db.write_sync(
        new_answer,
        desk.alice.id,
        questions=['"><script>alert(1)</script> how?'],
        answer='"onmouseover="alert(2)" <img src=x onerror=alert(3)>',
    )
    _, answer = suggested(desk, desk.conversation("script alert how?"))
    assert "<script>" not in answer.text and "<img" not in answer.text


async def _breathe():
    """Let the hints of a commit made on another thread arrive."""
