"""Business time: the published vectors, days off, and days when the clocks change."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.desk.accounts.hours import DAYS
from lagniappe.desk.promises import calendar, public_holidays
from lagniappe.desk.promises.calendar import Calendar
from lagniappe.kit.clock import DAY, HOUR, from_datetime
from lagniappe.kit.errors import Refused

ATHENS = "Europe/Athens"


def week(*windows):
    return {day: [list(window) for window in windows] for day in DAYS[:5]}


NINE = Calendar(ATHENS, week(("09:00", "17:00")))
EIGHT = Calendar(ATHENS, week(("08:00", "17:00")))
NIGHTS = Calendar(ATHENS, {day: [["01:00", "05:00"]] for day in DAYS})
BROKEN = Calendar(ATHENS, week(("09:00", "13:00"), ("14:00", "18:00")))


def at(text: str, zone: str = ATHENS) -> int:
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


# 2026-03-06 is a Friday.
def test_a_weekend_does_not_count():
    assert calendar.elapsed(NINE, at("2026-03-06T16:00"), at("2026-03-09T10:00")) == 2 * HOUR


@pytest.mark.parametrize(
    ("known", "start", "due"),
    [
        (NINE, "2026-03-05T15:00", "2026-03-06T11:00"),
        (EIGHT, "2026-03-06T16:00", "2026-03-09T11:00"),
        (BROKEN, "2026-03-05T12:00", "2026-03-05T17:00"),
        (NINE, "2026-03-07T12:00", "2026-03-09T13:00"),
        (NINE, "2026-03-06T13:00", "2026-03-06T17:00"),
    ],
)
def test_four_hours_later(known, start, due):
    assert calendar.add(known, at(start), 4 * HOUR) == at(due)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 3), ("2026-10-25", 5), ("2026-03-28", 4)]
)
def test_the_night_the_clocks_change_is_as_long_as_it_was(day, hours):
    start, end = at(f"{day}T00:00"), at(f"{day}T12:00")
    assert calendar.elapsed(NIGHTS, start, end) == hours * HOUR


def test_an_hour_that_comes_twice_is_counted_twice_and_once_where_windows_meet_in_it():
    ending = Calendar(ATHENS, {"sun": [["01:00", "03:30"]]})
    meeting = Calendar(ATHENS, {"sun": [["01:00", "03:30"], ["03:30", "05:00"]]})
    start, end = at("2026-10-25T00:00"), at("2026-10-25T12:00")
    assert calendar.elapsed(ending, start, end) == 3.5 * HOUR
    assert calendar.elapsed(meeting, start, end) == 5 * HOUR


def test_a_window_the_clocks_jump_over_is_none():
    jumped = Calendar(ATHENS, {"sun": [["03:00", "04:00"]]})
    assert calendar.elapsed(jumped, at("2026-03-29T00:00"), at("2026-03-29T12:00")) == 0


def test_a_night_window_belongs_to_the_day_it_begins():
    nights = Calendar(ATHENS, {"fri": [["22:00", "02:00"]]})
    assert calendar.add(nights, at("2026-03-07T01:00"), HOUR) == at("2026-03-07T02:00")
    assert calendar.add(nights, at("2026-03-07T01:00"), 2 * HOUR) == at("2026-03-13T23:00")


def test_a_country_s_holiday_and_a_day_of_one_s_own():
    greek = Calendar(
        ATHENS,
        week(("09:00", "17:00")),
        country="GR",
        days={date(2026, 3, 24): [["09:00", "12:00"]], date(2026, 3, 28): [["10:00", "12:00"]]},
    )
    assert public_holidays.name_of(date(2026, 3, 25), "GR")
    # Tuesday the 24th ends at noon, Wednesday the 25th is the national day.
    assert calendar.add(greek, at("2026-03-24T11:00"), 2 * HOUR) == at("2026-03-26T10:00")
    # A Saturday that is worked.
    assert calendar.elapsed(greek, at("2026-03-28T00:00"), at("2026-03-29T00:00")) == 2 * HOUR


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # Monday to Monday, were there nothing between.
        ("2026-03-09T10:00", "2026-03-16T17:00"),
        # Over a weekend and the 25th of March, a Wednesday.
        ("2026-03-20T10:00", "2026-03-30T17:00"),
        # Said on a Saturday: the five days after it.
        ("2026-03-07T10:00", "2026-03-13T17:00"),
    ],
)
def test_five_business_days(start, due):
    greek = Calendar(ATHENS, week(("09:00", "17:00")), country="GR")
    assert calendar.after_days(greek, at(start), 5) == at(due)


def test_a_calendar_without_hours_is_refused_not_waited_for():
    empty = Calendar("UTC", {})
    with pytest.raises(Refused, match="working hours"):
        calendar.add(empty, 0, HOUR)
    with pytest.raises(Refused):
        calendar.after_days(empty, 0, 5)


def test_holidays_are_named_in_the_reader_s_language_or_the_country_s_own():
    new_year = date(2026, 1, 1)
    assert public_holidays.name_of(new_year, "GR", locale="en") == "New Year's Day"
    assert public_holidays.name_of(new_year, "RO", locale="ja") == "Anul Nou"
    assert ("GR", "Greece") in public_holidays.countries("en")
    assert ("GR", "Ελλάδα") in public_holidays.countries("el")


ZONES = ["UTC", ATHENS, "Asia/Tokyo", "America/St_Johns", "Australia/Lord_Howe", "Asia/Jakarta"]
TIMES = [f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 30)]
WINDOWS = st.lists(st.tuples(st.sampled_from(TIMES), st.sampled_from(TIMES)), max_size=3)
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    hours=st.fixed_dictionaries(dict.fromkeys(DAYS, WINDOWS)).filter(
        lambda week: any(start < end for windows in week.values() for start, end in windows)
    ),
)
INSTANTS = st.integers(at("2026-01-01T00:00"), at("2027-06-01T00:00"))


@given(CALENDARS, INSTANTS, st.integers(0, 30 * DAY))
def test_adding_what_passed_comes_back_to_the_same_working_moment(known, start, later):
    end = start + later
    passed = calendar.elapsed(known, start, end)
    due = calendar.add(known, start, passed)
    assert due <= end or passed == 0
    assert calendar.elapsed(known, start, due) == passed
    if any(opens < end <= closes for opens, closes in _windows(known, start, end)):
        assert due == end


@given(CALENDARS, INSTANTS, st.integers(0, 10 * DAY), st.integers(0, 10 * DAY))
def test_time_adds_up(known, start, first, second):
    middle, end = start + first, start + first + second
    parts = calendar.elapsed(known, start, middle) + calendar.elapsed(known, middle, end)
    assert calendar.elapsed(known, start, end) == parts
    assert 0 <= parts <= first + second


def _windows(known, start, end):
    for window in calendar._from(known, start):
        if window[0] >= end:
            return
        yield window
