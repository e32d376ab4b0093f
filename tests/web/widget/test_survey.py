"""The card in the panel: one question at a time, only their own, counted once."""

import re

import pytest

from lagniappe.desk.surveys import ask, read
from lagniappe.desk.surveys.tables import survey_answers


@pytest.fixture
def vera(desk):
    """A visitor whose conversation was answered and closed."""
    visitor = desk.visitor()
    visitor.conversation = visitor.write("It leaks").json()["conversation"]
    desk.bob.say(visitor.conversation, "Not any more")
    desk.bob.ask("POST", f"/conversations/{visitor.conversation}/closure")
    return visitor


def card(answer):
    """What a card shows: the survey's id, the question's key and the page."""
    html = answer.json()["html"]
    return *re.search(r'data-survey="(.*?)" data-question="(.*?)"', html).groups(), html


def put(visitor, survey_id, question, given):
    return visitor.ask("PUT", f"survey/{survey_id}/answers/{question}", json=given)


def test_words_first_then_the_number_then_thanks(desk, vera):
    assert vera.ask("POST", "session", json={"token": vera.token}).json()["asks"]
    survey_id, first, html = card(vera.ask("GET", "survey"))
    assert first == "words" and "<textarea" in html
    _, second, html = card(put(vera, survey_id, "words", {"words": "Three days!"}))
    assert second == "csat" and html.count("data-value") == 5
    _, none, html = card(put(vera, survey_id, "csat", {"value": 2}))
    assert none == "" and "look at what went wrong" in html
    found = desk.db.read_sync(read.answered, survey_id)
    assert (found.survey.state, found.values, found.said) == ("done", {"csat": 2}, "Three days!")
    assert vera.ask("GET", "survey").json() == {}
    assert not vera.ask("POST", "session", json={"token": vera.token}).json()["asks"]


def test_a_reload_goes_on_where_they_were_and_back_shows_what_they_said(desk, vera):
    survey_id, *_ = card(vera.ask("GET", "survey"))
    put(vera, survey_id, "words", {"words": "<b>Slow</b>"})
    assert card(vera.ask("GET", "survey"))[1] == "csat"
    _, key, html = card(vera.ask("GET", "survey?before=csat"))
    assert key == "words" and "&lt;b&gt;Slow" in html


def test_skipping_everything_is_a_no_and_one_no_ends_it(desk, vera):
    survey_id, *_ = card(vera.ask("GET", "survey"))
    assert card(put(vera, survey_id, "words", {}))[1] == "csat"
    assert "We will not ask" in card(put(vera, survey_id, "csat", {}))[2]
    assert vera.ask("GET", "survey").json() == {}
    row = desk.db.read_sync(read.answered, survey_id).survey
    assert (row.state, row.reason) == ("expired", "declined")
    assert put(vera, survey_id, "csat", {"value": 1}).status_code == 410


def test_no_thank_you(desk, vera):
    survey_id, *_ = card(vera.ask("GET", "survey"))
    assert vera.ask("DELETE", f"survey/{survey_id}").status_code == 200
    assert vera.ask("GET", "survey").json() == {}


def test_writing_again_takes_the_question_away(desk, vera):
    survey_id, *_ = card(vera.ask("GET", "survey"))
    vera.write("It leaks again")
    assert vera.ask("GET", "survey").json() == {}
    assert put(vera, survey_id, "csat", {"value": 1}).status_code == 410


def test_a_question_of_its_own_stands_in_an_open_conversation_too(desk, vera):
    vera.write("Hello again")
    about = {"conversation_id": vera.conversation, "occasion": "recovered:1"}
    survey_id = desk.db.write_sync(ask.ask, "happy_now", **about)
    assert card(vera.ask("GET", "survey"))[:2] == (survey_id, "happy_now")
    assert vera.ask("PUT", f"survey/{survey_id}/seen", json={}).status_code == 200
    assert desk.db.read_sync(read.answered, survey_id).survey.seen_at


def test_nobody_answers_for_somebody_else(desk, vera):
    survey_id, *_ = card(vera.ask("GET", "survey"))
    mallory = desk.visitor()
    assert put(mallory, survey_id, "csat", {"value": 1}).status_code == 404
    mallory.write("Hello")
    assert mallory.ask("GET", "survey").json() == {}
    assert put(mallory, survey_id, "csat", {"value": 1}).status_code == 404
    assert mallory.ask("DELETE", f"survey/{survey_id}").status_code == 404
    assert mallory.ask("PUT", f"survey/{survey_id}/seen", json={}).status_code == 404
    bare = desk.client.put(f"/widget/kafeneio/survey/{survey_id}/answers/csat", json={"value": 1})
    assert bare.status_code == 401
    assert desk.count(survey_answers) == 0


@pytest.mark.parametrize(
    "given",
    [
        {"value": 6},
        {"value": -1},
        {"value": 2.5},
        {"value": "2"},
        {"value": True},
        {"value": 1e300},
        {"value": None},
        {"words": 5},
        {"words": "x" * 100_000},
        {"value": [2]},
        [],
        "2",
    ],
)
def test_hostile_answers_are_refused_and_leave_nothing(desk, vera, given):
    survey_id, *_ = card(vera.ask("GET", "survey"))
    assert put(vera, survey_id, "csat", given).status_code in (400, 413, 422)
    assert desk.count(survey_answers) == 0


def test_a_flood_is_slowed_and_counted_once(guarded):
    visitor = guarded.visitor()
    here = visitor.write("It leaks").json()["conversation"]
    guarded.bob.say(here, "Not any more")
    guarded.bob.ask("POST", f"/conversations/{here}/closure")
    survey_id, *_ = card(visitor.ask("GET", "survey"))
    answers = [put(visitor, survey_id, "csat", {"value": 1}).status_code for _ in range(9)]
    assert answers[0] == 200 and answers[-1] == 429
    assert guarded.count(survey_answers) == 1


def test_the_card_is_in_the_readers_language(desk, vera):
    greek = vera.ask("GET", "survey", headers={"Accept-Language": "el"}).json()["html"]
    assert "με δικά σας λόγια" in greek and 'lang="el"' in greek
    arabic = vera.ask("GET", "survey", headers={"Accept-Language": "ar"}).json()["html"]
    assert 'lang="en"' in arabic


def test_whoever_was_blocked_sees_no_question(desk, vera):
    survey_id, *_ = card(vera.ask("GET", "survey"))
    customer = desk.db.read_sync(read.answered, survey_id).survey.customer_id
    desk.alice.ask(
        "POST", f"/customers/{customer}/block", data={"duration": "day", "reason": "Threats"}
    )
    desk.client.cookies.clear()
    assert vera.ask("GET", "survey").json() == {}
    assert put(vera, survey_id, "csat", {"value": 1}).status_code == 410
