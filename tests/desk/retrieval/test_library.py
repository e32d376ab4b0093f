"""The library answers, learns of changes at once, and never shows half of one."""

import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagniappe.desk.knowledge.retrieval import Entry, Match
from lagniappe.desk.knowledge.retrieval.library import Library

LATE = Entry("late", "en", ("My parcel is late",), "We ask the carrier.")
SEAL = Entry("seal", "en", ("The group head drips", "Water leaks"), "Change the gasket KM-4108.")


def found(library: Library, question: str) -> str | None:
    matches = library.best(question)
    return matches[0].entry_id if matches else None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how do i find the serial number", "serial"),
        ("Wher is my ordr?", "track"),
        ("E11!!!", "error-e11"),
        ("Ε11 στην οθόνη", "error-e11"),
        ("Ποιες ωρες ειστε ανοιχτα", "hours"),
        ("cat costa livrarea", "shipping"),
        ("送料はいくら？", "shipping"),
        ("berapa lama garansi", "warranty"),
        ("ΠΟΥ ΕΙΝΑΙ Η ΠΑΡΑΓΓΕΛΙΑ ΜΟΥ;", "track"),
    ],
)
def test_finds_what_is_asked_through_typos_case_accents_and_scripts(everyone, question, expected):
    assert everyone.best(question)[0].entry_id == expected


def test_the_language_asked_for_answers_alone(everyone):
    from tests.desk.retrieval.conftest import entries

    greek = Library([*entries("el"), Entry("english", "en", ("What does E11 mean?",), "")])
    assert greek.best("E11")[0].entry_id in {"error-e11", "english"}
    assert "english" not in {match.entry_id for match in greek.best("E11", language="el-GR")}
    assert greek.best("E11", language="fi"), "nobody speaks it: everybody may answer"


def test_one_entry_changed_is_seen_by_the_next_question():
    library = Library([LATE, SEAL])
    assert found(library, "gasket") == "seal"
    library.replace(Entry("seal", "en", ("Something else",), "Something else."))
    assert found(library, "gasket") != "seal"
    library.replace(Entry("new", "en", (), "A gasket is a rubber ring."))
    assert found(library, "gasket") == "new"
    library.remove("new")
    assert found(library, "gasket") != "new"
    assert len(library) == 2


def test_a_silent_entry_is_never_found_and_makes_what_resembles_it_less_sure():
    library = Library([LATE, SEAL])
    before = library.best("My parcel is late")[0]
    library.replace(Entry("people", "en", ("My parcel is late", "late again"), "", silent=True))
    after = library.best("My parcel is late")
    assert "people" not in {match.entry_id for match in after}
    assert after[0].entry_id == "late"
    assert after[0].probability < before.probability - 0.3
    assert Library([Entry("q", "en", ("late",), "", silent=True)]).best("late") == []


def test_the_same_library_gives_the_same_answers_however_it_came_about():
    grown = Library([LATE])
    grown.replace(SEAL)
    at_once = Library([LATE, SEAL])
    assert grown.best("water leaks here") == at_once.best("water leaks here")


def test_another_process_gives_the_same_numbers():
    program = (
        "from lagniappe.desk.knowledge.retrieval import Entry\n"
        "from lagniappe.desk.knowledge.retrieval.library import Library\n"
        f"print(Library([{LATE!r}, {SEAL!r}]).best('Water drips, είναι 水'))"
    )
    runs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
        for _ in range(2)
    }
    assert runs == {f"{Library([LATE, SEAL]).best('Water drips, είναι 水')}\n".encode()}


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\x00", "\ud800", "👍", "_"])
def test_nothing_asked_finds_nothing(english, question):
    assert english.best(question) == []


def test_an_empty_library_finds_nothing():
    assert Library().best("anything") == []
    assert Library([Entry("blank", "en", ("?",), "")]).best("anything") == []


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_gets_orderly_matches(everyone, question):
    matches = everyone.best(question)
    assert matches == everyone.best(question)
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert all(isinstance(m, Match) and 0 <= m.probability <= 1 and m.score > 0 for m in matches)
    assert len(matches) <= 10


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=80)), max_size=6))
def test_any_entries_make_a_library(texts):
    library = Library(
        Entry(str(number), "en", (question, question[::-1]), answer)
        for number, (question, answer) in enumerate(texts)
    )
    for question, answer in texts:
        library.best(question)
        library.best(answer)


@pytest.mark.parametrize("piece", ["machine ", "a", "水", "é́", "\u202e", "E11", "x y "])
def test_a_question_of_100_kb_is_cut_politely(english, piece):
    started = time.perf_counter()
    english.best(piece * (100_000 // len(piece.encode())))
    assert time.perf_counter() - started < 0.5


def test_the_start_of_a_long_question_is_what_counts(english):
    short = "Where do I find the serial number? " * 57
    assert english.best(short + "zebra " * 20_000)[0].entry_id == "serial"


def test_answers_come_whole_while_the_library_changes():
    one = [Entry(f"one{n}", "en", (f"question {n}", "shared words"), "first") for n in range(40)]
    two = [Entry(f"two{n}", "en", (f"question {n}", "shared words"), "second") for n in range(40)]
    library = Library(one)
    mixed, stop = [], threading.Event()

    def ask() -> None:
        while not stop.is_set():
            heads = {match.entry_id[:3] for match in library.best("shared words question 7")}
            if len(heads) != 1:
                mixed.append(heads)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(10):
        library.replace_all(two if turn % 2 else one)
    stop.set()
    for thread in threads:
        thread.join()
    assert mixed == []


def test_numpy_waits_for_the_first_library():
    program = (
        "import sys\n"
        "from lagniappe.desk.knowledge.retrieval import Entry\n"
        "import lagniappe.app, lagniappe.desk.knowledge.retrieval.decision\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_desk_that_closes_does_not_wait_for_vectors():
    class Slow:
        name, made = "slow", 0

        def vectors(self, texts):
            Slow.made += 1
            library.stop()
            return np.ones((len(texts), 2), np.float32)

    many = [Entry(str(n), "en", (f"question {n}",), "yes") for n in range(200)]
    library = Library(many, meaning=Slow())
    library.settle()
    assert Slow.made == 1
    assert library.best("question 7")
