"""Themes: the same thing said in other words, named, joined and taken apart."""

import pytest
from sqlalchemy import select

from lagniappe.desk.surveys.voice import browse, gather, theme
from lagniappe.desk.surveys.voice.browse import Wanted
from lagniappe.desk.surveys.voice.tables import themes
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.errors import NotFound, Refused
from tests.desk.surveys.answers import answered

LATE = ("My parcel came late", "The parcel was late again", "Late parcel, no news")
LEAK = ("The machine leaks again", "My machine leaks after the repair")


def heard(desk, *several, **numbers):
    for words in several:
        desk.write(answered, desk.here, words=words, **{"csat": 2, **numbers})


def gathered(desk):
    desk.clock.advance(HOUR)
    while said := desk.read(gather.waiting):
        changed = gather.grouped(desk.read(gather.known, said), said)
        desk.write(gather.place, said, changed)
    desk.write(gather.count)
    return {one.name: one for one in desk.read(theme.listed, limit=20)}


def test_what_means_the_same_comes_together_under_its_own_words(desk):
    heard(desk, *LATE, *LEAK, "Completely different praise")
    heard(desk, "Το δέμα άργησε", "Άργησε πάλι το δέμα", locale="el")
    made = gathered(desk)
    assert {(one.language, one.said) for one in made.values()} == {("en", 3), ("en", 2), ("el", 2)}
    assert any("late" in name and "parcel" in name for name in made)
    assert any("δέμα" in name for name in made)


def test_nothing_is_grouped_while_it_may_change(desk):
    heard(desk, *LATE)
    assert desk.read(gather.waiting) == []
    desk.clock.advance(HOUR)
    assert len(desk.read(gather.waiting)) == 3


def test_new_words_join_what_is_there_and_a_given_name_stays(desk):
    heard(desk, *LATE)
    (late,) = gathered(desk).values()
    desk.write(theme.rename, desk.sofia, late.id, name="Late deliveries")
    heard(desk, "Again my parcel is late")
    (late,) = gathered(desk).values()
    assert (late.name, late.said) == ("Late deliveries", 4)


def test_counted_against_the_time_before(desk):
    heard(desk, *LATE[:2])
    gathered(desk)
    desk.clock.advance(31 * DAY)
    heard(desk, *LATE)
    (late,) = gathered(desk).values()
    assert (late.lately, late.before, late.said, late.bad) == (3, 2, 5, 3)
    desk.clock.advance(70 * DAY)
    (late,) = gathered(desk).values()
    assert (late.lately, late.before, late.said) == (0, 0, 5)


def test_joined_by_a_person_they_stay_one(desk):
    heard(desk, *LATE, *LEAK)
    late, leak = gathered(desk).values()
    left = desk.write(theme.merge, desk.sofia, leak.id, into=late.id)
    assert desk.read(theme.get, leak.id).id == left == late.id
    heard(desk, "It leaks and leaks, the machine")
    (only,) = gathered(desk).values()
    assert only.said == 6
    for wrong in (late.id, "nonsense"):
        with pytest.raises((Refused, NotFound)):
            desk.write(theme.merge, desk.sofia, late.id, into=wrong)


def test_themes_of_two_languages_are_never_joined(desk):
    heard(desk, *LATE)
    heard(desk, "Το δέμα άργησε", "Άργησε πάλι το δέμα", locale="el")
    first, second = gathered(desk).values()
    with pytest.raises(Refused, match="one language"):
        desk.write(theme.merge, desk.sofia, first.id, into=second.id)


def test_taken_apart_by_a_person(desk):
    heard(desk, *LATE)
    (late,) = gathered(desk).values()
    page = desk.read(browse.browse, desk.sofia, Wanted(theme=late.id), limit=9)
    no_news = next(one for one in page if "no news" in one.words)
    new_id = desk.write(theme.split, desk.sofia, late.id, [no_news.id], name="No news")
    assert desk.read(theme.get, new_id).said == 1
    assert desk.read(theme.get, late.id).said == 2
    assert gathered(desk)
    assert desk.read(theme.get, new_id).said == 1
    for chosen, name in (([], "Name"), (["x"], "Name"), ([no_news.id], "Name"), ([], "")):
        with pytest.raises(Refused):
            desk.write(theme.split, desk.sofia, late.id, chosen, name=name)


def test_words_without_a_word_hold_nobody_up(desk):
    heard(desk, "!!!", "…", *LATE)
    gathered(desk)
    assert desk.read(gather.waiting) == []
    rows = desk.read(lambda tx: tx.all(select(themes)))
    assert [row.said for row in rows] == [3]
