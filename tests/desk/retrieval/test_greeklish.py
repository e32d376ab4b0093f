"""A question in Greek and Latin letters finds the Greek entry."""

import pytest

from lagniappe.desk.knowledge.automatic.language import language_of
from lagniappe.desk.knowledge.retrieval.entry import Entry
from lagniappe.desk.knowledge.retrieval.library import Library

GREEK = [
    Entry("pay", "el", ("Πώς μπορώ να πληρώσω;", "Δέχεστε κάρτα;"), "Με κάρτα ή αντικαταβολή."),
    Entry("send", "el", ("Πόσο κάνουν τα μεταφορικά;", "Έξοδα αποστολής"), "Πέντε ευρώ."),
    Entry("fix", "el", ("Η μηχανή δεν ανάβει", "Δεν ανοίγει η μηχανή"), "Πατήστε το κουμπί."),
]
ENGLISH = [Entry("menu", "en", ("What ta metaforika means",), "A word on our menu.")]


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("poso kanoun ta metaforika", "send"),
        ("mporw na plhrwsw me karta?", "pay"),
        ("den anavei i mixani", "fix"),
    ],
)
@pytest.mark.parametrize("language", ["el", None])
def test_it_finds_what_the_greek_question_finds(asked, entry, language):
    assert Library(GREEK).best(asked, language=language)[0].entry_id == entry


def test_where_no_greek_is_asked_for_words_stay_as_they_are():
    library = Library([*GREEK, *ENGLISH])
    assert library.best("ta metaforika", language="en")[0].entry_id == "menu"
    assert library.best("ta metaforika")[0].entry_id == "menu"
    assert library.best("poso kanoun ta metaforika", language="el-GR")[0].entry_id == "send"


@pytest.mark.parametrize("page", ["el", "en", "ro"])
def test_its_language_is_greek_on_any_page(page):
    assert language_of("pote tha erthei h paraggelia mou?", page) == "el"
    assert language_of("where is my order?", page) == "en"
