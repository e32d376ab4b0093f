"""Greetings, thanks and danger: what is no question for the library."""

import pytest

from lagniappe.desk.knowledge import approve, trail, versions
from lagniappe.desk.knowledge.automatic.manners import manners
from tests.web.widget.asking import ODD, QUESTION, ask, offer, vote
from tests.web.widget.automatic import automatic, new_entry, policy, seen, texts

THANKS = (
    "thanks!",
    "ευχαριστώ",
    "mulțumesc",
    "ありがとう",
    "terima kasih",
    "شكرا",
    "ok great",
    "👍",
)


@pytest.mark.parametrize("words", THANKS)
def test_thanks_after_an_answer_is_no_work_for_anybody(desk, vera, words):
    here = ask(desk, vera)
    ask(desk, vera, words)
    assert desk.row(here).waiting_since is None
    word = automatic(desk, here)[-1]
    assert (word.automatic["turn"], word.automatic["word"]) == ("word", "thanks")
    assert word.body in seen(vera)[-1] and "data-person" in seen(vera)[-1]
    assert word.body in desk.alice.get(f"/conversations/{here}").text
    assert [s.kind for s in desk.db.read_sync(trail.steps, here)] == ["answer"]


def test_the_word_is_in_their_language(desk, vera):
    here = ask(desk, vera)
    ask(desk, vera, "Σας ευχαριστώ πολύ!")
    assert "Χαρά μας!" in automatic(desk, here)[-1].body


def test_who_says_bye_as_well_hears_it_once(desk, vera):
    here = ask(desk, vera)
    ask(desk, vera, "thanks")
    ask(desk, vera, "ok bye")
    assert len(automatic(desk, here)) == 2
    assert desk.row(here).waiting_since is None


def test_a_question_that_nobody_answered_still_waits_after_thanks(desk, vera):
    here = ask(desk, vera, ODD)
    ask(desk, vera, "thanks")
    assert automatic(desk, here) == []
    assert desk.row(here).waiting_since is not None


def test_thanks_for_nothing_leaves_the_wait(desk, vera):
    here = ask(desk, vera)
    vote(vera, 2, False)
    ask(desk, vera, "ok thanks")
    assert desk.row(here).waiting_since is not None


def test_thanks_without_choosing_leaves_the_wait(desk, vera, library):
    here, _ = offer(desk, vera, library)
    ask(desk, vera, "thanks")
    assert desk.row(here).waiting_since is not None


@pytest.mark.parametrize(
    "words", ["thanks, but it is still broken", "thanks for what", "no idea how"]
)
def test_thanks_with_anything_else_are_words_to_answer(words):
    assert manners(words) == frozenset()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("hello", "Hello! What is it about?"),
        ("Good morning!", "Hello! What is it about?"),
        ("Καλησπέρα σας!", "Γεια σας! Τι θα θέλατε να ρωτήσετε;"),
        ("こんにちは", "こんにちは。どのようなご用件でしょうか。"),
    ],
)
def test_a_greeting_is_greeted_and_offered_nothing(desk, vera, words, answer):
    policy(desk, "always", precision=0.99)
    here = ask(desk, vera, words)
    ask(desk, vera, "hello")
    [word] = automatic(desk, here)
    assert word.body == answer
    assert desk.row(here).waiting_since is not None
    assert desk.db.read_sync(trail.steps, here) == []
    policy(desk, "always")
    ask(desk, vera)
    assert [m.automatic["turn"] for m in automatic(desk, here)] == ["word", "answer"]


DANGER = {
    "en": "The kettle gave my daughter an electric shock. How long does delivery take?",
    "el": "Η μηχανή έπιασε φωτιά. Πότε θα παραδοθεί η παραγγελία μου;",
    "ro": "Aparatul a luat foc. Cât durează livrarea?",
    "ja": "機械から火が出て、火傷しました。配達はいつですか",
    "id": "Mesinnya terbakar. Berapa lama pengiriman?",
}


@pytest.mark.parametrize("language", DANGER)
def test_danger_gets_a_person_and_no_ready_made_answer(desk, vera, language):
    policy(desk, "always", precision=0.5)
    here = ask(desk, vera, DANGER[language])
    assert automatic(desk, here) == []
    assert 'data-event="person_later" data-why="safety"' in seen(vera)[-1]
    assert desk.row(here).automaton == "silent" and desk.row(here).waiting_since is not None
    told = desk.alice.get(f"/conversations/{here}").text
    assert "Danger, injury or illness was written of" in told


def test_where_somebody_is_here_danger_is_for_them_at_once(desk, vera):
    desk.come_in()
    policy(desk, "always")
    ask(desk, vera, "I am allergic to nuts and my throat is swelling. " + QUESTION)
    assert 'data-event="person_soon" data-why="safety"' in seen(vera)[-1]


@pytest.fixture
def romanian(desk):
    asked = {
        "ro": ("Cât durează livrarea?", "Două zile lucrătoare."),
        "id": ("Berapa lama pengiriman?", "Dua hari kerja."),
    }
    for language, (question, answer) in asked.items():
        desk.db.write_sync(
            new_entry, desk.alice.id, questions=[question], answer=answer, language=language
        )


@pytest.mark.parametrize(
    ("asked", "answer", "helped"),
    [
        ("Bună ziua, cât durează livrarea comenzii?", "Două zile lucrătoare.", "V-a ajutat?"),
        ("Berapa lama pengiriman pesanan saya?", "Dua hari kerja.", "Apakah ini membantu?"),
    ],
)
def test_a_question_on_an_english_page_is_answered_in_its_own_language(
    desk, vera, romanian, asked, answer, helped
):
    policy(desk, "always", precision=0.5)
    here = ask(desk, vera, asked)
    [turn] = automatic(desk, here)
    assert turn.body == answer
    assert helped in texts(vera)[-1]


def test_a_reader_of_a_language_the_answer_is_not_in_gets_it_in_english(desk, vera):
    def in_two(tx):
        by = desk.alice.id
        entry = new_entry(tx, by, questions=["delivery", "شحن"], answer="Two working days.")
        said = {"questions": ["παράδοση"], "answer": "Δύο ημέρες."}
        number = versions.save(tx, entry, "el", by=by, seen=0, **said)
        approve.approve(tx, entry, "el", number=number, by=by)

    desk.db.write_sync(in_two)
    policy(desk, "always", precision=0.5)
    here = ask(desk, vera, "شحن؟")
    assert [turn.body for turn in automatic(desk, here)] == ["Two working days."]


def test_who_is_told_that_a_person_comes_is_told_in_their_language(desk, vera):
    ask(desk, vera, "Bună ziua, vindeți și bilete pentru meciul de fotbal de pe lună?")
    assert "Nobody is here" not in texts(vera)[-1] and 'lang="ro"' in seen(vera)[-1]
