"""What is a gap in the library, and what only lets off steam."""

import pytest

from lagniappe.web.answers.rants import is_rant

RANTS = {
    "en": "You people are useless, this is the worst shop ever!!!",
    "el": "Είστε άχρηστοι, απαράδεκτοι, ντροπή σας!!!",
    "ro": "Sunteți niște incapabili, e o rușine, m-am săturat!!!",
    "ja": "最悪です。ふざけるな、無能！",
    "id": "Kalian bodoh semua, pelayanan terburuk, saya muak!!!",
}
ASKED = {
    "en": "You idiots, where is my order, this is a joke",
    "el": "Άχρηστοι, πότε θα έρθει επιτέλους η παραγγελία μου",
    "ro": "Incapabililor, când ajunge odată comanda mea",
    "ja": "最悪です。いつ届くんですか",
    "id": "Kalian bodoh, kapan pesanan saya datang",
}


@pytest.mark.parametrize("language", RANTS)
def test_anger_that_asks_nothing_is_no_gap(language):
    assert is_rant(RANTS[language], language)


@pytest.mark.parametrize("language", ASKED)
def test_a_question_in_anger_is_one(language):
    assert not is_rant(ASKED[language], language)


@pytest.mark.parametrize(
    "text", ["late delivery", "descale", "gift cards", "My lawyer will write to you"]
)
def test_words_without_a_question_mark_are_searches(text):
    assert not is_rant(text, "en")
