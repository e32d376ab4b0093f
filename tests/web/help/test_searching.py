"""Searching the help centre: whatever somebody types, an answer or a kind word comes back."""

import pytest

GREEK = "πως κανω αφαλατωση"


def test_it_is_found_while_typing_and_on_a_page_of_its_own(centre, descale):
    centre.publish("Do you sell cups?", "Two sizes.", department="Sales")
    assert centre.find(GREEK, "el") == ["Πώς κάνω αφαλάτωση;"]
    assert centre.find("limescal") == ["How do I descale the machine?"]
    assert centre.find("cups")[0] == "Do you sell cups?"
    page = centre.get("/en/search", params={"q": "descale"})
    assert page.status_code == 200
    assert f'href="/help/kafeneio/en/{descale}"' in page.text
    assert "Use KM-9001:" in page.text
    assert 'name="robots" content="noindex"' in page.text
    assert 'data-searched="descale"' in page.text


def test_nothing_found_says_so_and_offers_a_person(centre, descale):
    assert centre.find("zzzzqqq") == []
    page = centre.get("/en/search", params={"q": "zzzzqqq"}).text
    assert "We have no answer to this yet" in page and "data-talk" in page


@pytest.mark.parametrize("question", ["", "   ", "\x00", "\u202e"])
def test_no_question_is_no_error(centre, descale, question):
    assert centre.find(question) == []
    page = centre.get("/en/search", params={"q": question})
    assert page.status_code == 200 and "Write what you would like to know." in page.text


def test_a_question_of_any_length_is_cut(centre, descale):
    long = "how do i descale the machine " * 2_000
    page = centre.get("/en/search", params={"q": long})
    assert page.status_code == 200 and len(page.text) < 20_000
    assert "That was long." in page.text
    assert f"/en/{descale}" in page.text
    assert centre.find(long) == ["How do I descale the machine?"]


@pytest.mark.parametrize(
    "question", ["%", "_", "' or 1=1 --", "{{7*7}}", "\\", "😀" * 600, "a" * 600]
)
def test_odd_questions_are_only_text(centre, descale, question):
    assert centre.find(question) == []
    assert "49" not in centre.get("/en/search", params={"q": question}).text.partition("<main")[2]


def test_another_language_is_not_mixed_in(centre, descale):
    assert centre.find("How do I descale the machine?", "ja") == []
    assert centre.get("/ja/search?q=descale").status_code == 404
