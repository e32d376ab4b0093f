"""Answers: kept one by one, counted once, and attacks on them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select, update

from lagniappe.desk.conversations import close, message
from lagniappe.desk.conversations.tables import messages
from lagniappe.desk.people import blocks
from lagniappe.desk.reactions import SURVEY_ANSWERED
from lagniappe.desk.surveys import answer, ask, read
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import NotFound, Refused


@pytest.fixture
def survey(office):
    """Bob answered and closed; the customer is asked how it was."""
    office.replies(office.bob, "It will leak no more.")
    office.write(close.close, office.bob, office.here)
    return office.write(
        ask.ask, "satisfaction", conversation_id=office.here, occasion="test:satisfaction"
    )


def put(office, key):
    return office.write(ask.ask, key, conversation_id=office.here, occasion=f"test:{key}")


def kept(office, survey_id):
    return office.read(read.answered, survey_id)


def test_each_answer_is_kept_and_told_at_once(office, survey):
    told = []
    SURVEY_ANSWERED.joined_by(lambda tx, *what: told.append(what))
    assert office.write(answer.answer, survey, "words", words="  It took three days.\x00 ")
    assert kept(office, survey).survey.state == "answered"
    assert office.write(answer.answer, survey, "csat", value=2)
    SURVEY_ANSWERED.joined_by()
    found = kept(office, survey)
    assert (found.values, found.said) == ({"csat": 2}, "It took three days.")
    assert told == [(survey, "words"), (survey, "csat")]


def test_staff_see_the_answers_in_the_conversation_and_the_customer_does_not(office, survey):
    before = len(office.customer_sees())
    office.write(answer.answer, survey, "words", words="Slow.")
    office.write(answer.answer, survey, "csat", value=2)
    (entry,) = [m for m in office.staff_sees() if m.event and m.event["name"] == "survey_answered"]
    assert [(one["measure"], one["value"], one["words"]) for one in entry.event["answers"]] == [
        ("words", None, "Slow."),
        ("csat", 2, ""),
    ]
    assert len(office.customer_sees()) == before


def test_the_same_again_counts_once_and_another_replaces_it_for_half_an_hour(office, clock, survey):
    office.write(answer.answer, survey, "csat", value=2)
    assert not office.write(answer.answer, survey, "csat", value=2)
    clock.advance(30 * MINUTE)
    assert office.write(answer.answer, survey, "csat", value=3)
    clock.advance(1)
    with pytest.raises(Refused, match="answered"):
        office.write(answer.answer, survey, "csat", value=5)
    assert kept(office, survey).values == {"csat": 3}
    assert office.write(answer.answer, survey, "words", words="Still room for words.")


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("csat", {"value": 0}),
        ("csat", {"value": 6}),
        ("csat", {"value": 10**30}),
        ("csat", {"value": True}),
        ("csat", {"value": "5"}),
        ("csat", {"value": None}),
        ("csat", {"words": "five"}),
        ("words", {"words": "x" * 4_001}),
        ("needs_met", {"value": 1}),
        ("", {"value": 1}),
    ],
)
def test_what_is_no_answer_is_refused_and_leaves_nothing(office, survey, question, given):
    with pytest.raises(Refused):
        office.write(answer.answer, survey, question, **given)
    assert kept(office, survey).survey.state == "asked"
    assert office.read(lambda tx: tx.all(select(survey_answers))) == []


def test_empty_words_are_no_answer(office, survey):
    assert not office.write(answer.answer, survey, "words", words=" \n\x07 ")
    assert kept(office, survey).survey.state == "asked"


def test_the_second_study_question_is_put_only_after_a_no(office, survey):
    needs = put(office, "needs_met")
    with pytest.raises(Refused, match="not asked"):
        office.write(answer.answer, needs, "would_leave", value=1)
    office.write(answer.answer, needs, "needs_met", value=1)
    with pytest.raises(Refused, match="not asked"):
        office.write(answer.answer, needs, "would_leave", value=1)
    office.write(answer.answer, needs, "needs_met", value=0)
    office.write(answer.answer, needs, "would_leave", value=1)
    assert kept(office, needs).values == {"needs_met": 0, "would_leave": 1}
    office.write(answer.answer, needs, "needs_met", value=1)
    assert kept(office, needs).values == {"needs_met": 1}


def test_a_survey_is_open_for_two_weeks(office, clock, survey):
    clock.advance(14 * DAY)
    with pytest.raises(Refused, match="no longer open"):
        office.write(answer.answer, survey, "csat", value=1)


def test_declining_ends_the_question_and_keeps_what_was_said(office, survey):
    other = put(office, "ease")
    office.write(answer.decline, other)
    with pytest.raises(Refused):
        office.write(answer.answer, other, "ease", value=7)
    office.write(answer.answer, survey, "csat", value=4)
    office.write(answer.decline, survey)
    assert kept(office, survey).survey.state == "done"
    assert kept(office, survey).values == {"csat": 4}


def test_stop_asking_me_is_kept_with_the_customer(office, survey):
    office.write(answer.stop_asking, survey)
    assert put(office, "ease") is None
    with pytest.raises(Refused):
        office.write(answer.answer, survey, "csat", value=1)


def test_whoever_was_blocked_since_is_refused_politely(office, survey):
    office.write(
        blocks.block, office.customer, duration="day", reason="Threats", by=office.alice.id
    )
    with pytest.raises(Refused, match="Write to us"):
        office.write(answer.answer, survey, "csat", value=1)


def test_an_unknown_survey_is_not_found(office):
    for nothing in ("", "x", "0" * 36, "' OR 1=1 --"):
        with pytest.raises(NotFound):
            office.write(answer.answer, nothing, "csat", value=1)


def test_secrets_open_their_own_survey_only(office, survey):
    for forged in ("", "x" * 43, "x" * 100_000, kept(office, survey).survey.secret_digest):
        with pytest.raises(NotFound):
            office.read(read.of_secret, forged)


def test_a_lost_timeline_entry_does_not_lose_the_answer(office, survey):
    office.write(answer.answer, survey, "csat", value=2)
    event = next(m for m in office.staff_sees() if m.event and "survey" in m.event)
    gone = delete(messages).where(messages.c.id == event.id)
    office.write(lambda tx: tx.execute(gone))
    office.write(answer.answer, survey, "words", words="Kept all the same")
    assert kept(office, survey).said == "Kept all the same"
    assert office.read(message.after, office.here, 0)


def test_whoever_was_erased_since_is_refused_politely(office, survey):
    forgotten = update(surveys).values(customer_id=None)
    office.write(lambda tx: tx.execute(forgotten))
    with pytest.raises(Refused, match="no longer open"):
        office.write(answer.answer, survey, "csat", value=1)


def test_a_storm_of_answers_leaves_one(office, survey):
    told = []
    SURVEY_ANSWERED.joined_by(lambda tx, *what: told.append(what))

    def press(n):
        return office.write(answer.answer, survey, "csat", value=1 + n % 2)

    with ThreadPoolExecutor(8) as crowd:
        changed = list(crowd.map(press, range(40)))
    SURVEY_ANSWERED.joined_by()
    kept = office.read(lambda tx: tx.all(select(survey_answers)))
    assert len(kept) == 1 and kept[0].value in (1, 2)
    assert changed.count(True) == len(told) >= 1
    shown = [m for m in office.staff_sees() if m.event and m.event["name"] == "survey_answered"]
    assert len(shown) == 1


def test_an_occasion_asked_about_by_many_at_once_is_asked_about_once(office):
    about = {"conversation_id": office.here, "occasion": "recovered:1"}
    with ThreadPoolExecutor(8) as crowd:
        made = list(crowd.map(lambda n: office.write(ask.ask, "happy_now", **about), range(16)))
    assert len([one for one in made if one]) == 1
    assert len(office.read(lambda tx: tx.all(select(surveys)))) == 1
