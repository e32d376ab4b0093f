"""An entry in several languages is one entry: found by all it is called, answering in one."""

from hypothesis import given
from hypothesis import strategies as st

from lagniappe.desk.knowledge.retrieval import Entry
from lagniappe.desk.knowledge.retrieval.library import Library
from tests.desk.retrieval.conftest import entries

SEAL = Entry("seal", "en", ("Water leaks",), "Change the gasket.")
SEAL_EL = Entry("seal", "el", ("Στάζει, βλάβη Z77",), "Αλλάξτε το λάστιχο.")
LATE = Entry("late", "en", ("Where is my parcel",), "It is on its way.")
GREEK_ALONE = Entry("greek", "el", ("Τι σημαίνει Z78",), "Τίποτα.")


def ids(library, question, **more):
    return [match.entry_id for match in library.best(question, **more)]


def test_it_is_found_by_what_it_is_called_in_another_language():
    library = Library([SEAL, SEAL_EL, LATE, GREEK_ALONE])
    assert ids(library, "Z77", language="en") == ["seal"]
    assert ids(library, "water leaks", language="el") == ["seal"]


def test_what_is_not_in_the_language_does_not_answer():
    library = Library([SEAL, SEAL_EL, LATE, GREEK_ALONE])
    assert "greek" not in ids(library, "Z78", language="en")
    assert "late" not in ids(library, "where is my parcel", language="el")


def test_where_no_language_is_named_each_entry_is_found_once():
    library = Library([SEAL, SEAL_EL, LATE, GREEK_ALONE])
    found = ids(library, "Z77 water leaks")
    assert found[0] == "seal"
    assert len(found) == len(set(found))


def test_a_language_taken_away_is_not_heard_any_more():
    library = Library([SEAL, SEAL_EL, LATE])
    library.replace_all([SEAL, LATE])
    assert ids(library, "Z77", language="en") == []
    library.replace(SEAL_EL)
    assert ids(library, "Z77", language="en") == ["seal"]


def test_one_that_is_asked_for_in_another_language_alone_is_found_by_it():
    library = Library([Entry("seal", "en", (), "Change the gasket."), SEAL_EL, LATE])
    assert ids(library, "βλάβη Z77", language="en")[0] == "seal"
    assert ids(library, "which gasket", language="en")[0] == "seal"


def test_what_a_library_thinks_of_itself_is_not_changed_by_translations():
    # Asked again without one of its phrasings, it must not find that one's translation instead.
    ways = [(f"alpha{n} beta{n}", f"gamma{n} delta{n}") for n in range(60)]
    alone = [Entry(str(n), "en", way, "") for n, way in enumerate(ways)]
    again = [Entry(str(n), "el", way, "") for n, way in enumerate(ways)]
    one, two = Library(alone), Library([*alone, *again])
    for question in ("alpha7", "gamma3 something else", "delta9 beta2"):
        before = one.best(question)[0].probability
        after = two.best(question, language="en")[0].probability
        assert abs(before - after) < 0.06


@given(st.sets(st.tuples(st.integers(0, 14), st.sampled_from(["en", "el", "ro"])), min_size=1))
def test_who_answers_speaks_the_language(chosen):
    texts = {(e.id, e.language): e for lang in ("en", "el", "ro") for e in entries(lang)}
    names = sorted({entry_id for entry_id, _ in texts})
    kept = [texts[names[n], lang] for n, lang in sorted(chosen)]
    library = Library(kept)
    for language in {entry.language for entry in kept}:
        speaks = {entry.id for entry in kept if entry.language == language}
        for asked in kept:
            found = ids(library, asked.questions[0], language=language)
            assert set(found) <= speaks
            assert len(found) == len(set(found))
            assert asked.id not in speaks or found[0] == asked.id
