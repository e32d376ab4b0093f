"""Opening hours in the brand's zone: breaks, nights, and days when the clocks change."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from lagniappe.desk.accounts import hours
from lagniappe.kit.clock import from_datetime
from lagniappe.kit.errors import Refused

ATHENS = "Europe/Athens"
WEEK = {day: [["09:00", "13:00"], ["14:00", "17:00"]] for day in hours.DAYS[:5]}
NIGHT = {"fri": [["22:00", "02:00"]]}


def at(text):
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ATHENS)))


@pytest.mark.parametrize(
    ("week", "moment", "is_open"),
    [
        (WEEK, "2026-03-03T09:00", True),
        (WEEK, "2026-03-03T08:59", False),
        (WEEK, "2026-03-03T13:00", False),
        (WEEK, "2026-03-03T14:30", True),
        (WEEK, "2026-03-07T10:00", False),
        (NIGHT, "2026-03-06T23:30", True),
        (NIGHT, "2026-03-07T01:59", True),
        (NIGHT, "2026-03-07T02:00", False),
        ({}, "2026-03-07T03:00", True),
    ],
)
def test_is_open(week, moment, is_open):
    assert hours.is_open(week, ATHENS, at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-03-03T13:30", "2026-03-03T14:00"),
        ("2026-03-06T17:00", "2026-03-09T09:00"),
        # The clocks go forward on 29 March 2026: Monday's nine o'clock is still nine.
        ("2026-03-28T12:00", "2026-03-30T09:00"),
    ],
)
def test_next_opening(moment, opens):
    assert hours.next_opening(WEEK, ATHENS, at(moment)) == at(opens)


def test_an_open_desk_has_no_next_opening():
    assert hours.next_opening(WEEK, ATHENS, at("2026-03-03T10:00")) is None


@pytest.mark.parametrize("bad", ["9:00", "24:00", "noon", "09:60"])
def test_bad_times_are_refused(bad):
    with pytest.raises(Refused):
        hours.clean({"mon": [[bad, "17:00"]]})


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", ""])
def test_bad_zones_are_refused(zone):
    with pytest.raises(Refused):
        hours.clean_zone(zone)
