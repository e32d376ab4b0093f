"""Whole months where they fit and days at the edges are all days, for any span."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from lagniappe.desk.analytics.rollups import read
from lagniappe.desk.analytics.rollups.add import Sums
from lagniappe.desk.analytics.rollups.read import Span, end_of, start_of

FIRST = date(2025, 1, 1)


@pytest.fixture
def filled(db):
    dice, by_day = random.Random(3), Counter()

    def write(tx):
        sums = Sums()
        for _ in range(1_500):
            when = FIRST + timedelta(dice.randrange(500))
            value = dice.choice("ab")
            sums.tally("channel", value, read.number(when), n=1, bad=dice.randrange(2))
            by_day[when, value] += 1
        sums.write(tx)

    db.write_sync(write)
    return db, by_day


def test_any_span_adds_up(filled):
    db, by_day = filled
    dice = random.Random(4)
    spans = [Span(FIRST, date(2025, 1, 31)), Span(date(2025, 1, 31), date(2025, 2, 1))]
    for _ in range(60):
        first = FIRST + timedelta(dice.randrange(450))
        spans.append(Span(first, first + timedelta(dice.randrange(120))))
    for span in spans:
        expected = sum(
            n
            for (when, value), n in by_day.items()
            if span.first <= when <= span.last and value == "a"
        )
        found = db.read_sync(read.total, span, dimension="channel", value="a")["n"]
        assert found == expected, span
        assert db.read_sync(read.groups, span, "channel").get("a", read.Counts({}))["n"] == expected


@pytest.mark.parametrize("step", ["day", "week", "month", "quarter"])
def test_a_series_leaves_no_step_out(filled, step):
    db, by_day = filled
    span = Span(start_of(date(2025, 3, 5), step), end_of(start_of(date(2025, 8, 1), step), step))
    points = db.read_sync(read.series, span, step, dimension="channel", value="b")
    for (here, counts), (later, _) in zip(
        points, [*points[1:], (span.last + timedelta(1), None)], strict=True
    ):
        assert end_of(here, step) + timedelta(1) == later
        expected = sum(
            n for (when, value), n in by_day.items() if here <= when < later and value == "b"
        )
        assert counts["n"] == expected


def test_nothing_is_nothing(db):
    assert db.read_sync(read.total, Span(FIRST, FIRST))["n"] == 0
    assert db.read_sync(read.groups, Span(FIRST, FIRST), "agent") == {}


def test_taking_away_what_was_added_leaves_nothing(db):
    for sign in (1, -1):

        def write(tx, sign=sign):
            sums = Sums()
            sums.tally("all", "", 20250105, n=sign * 3)
            sums.write(tx)

        db.write_sync(write)
    assert db.read_sync(read.total, Span(FIRST, date(2025, 2, 1)))["n"] == 0


def test_spans_before():
    assert Span(date(2026, 3, 1), date(2026, 3, 30)).before() == Span(
        date(2026, 1, 30), date(2026, 2, 28)
    )
