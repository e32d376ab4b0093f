"""Opening hours of a brand: weekly windows in an IANA zone.

Stored as {"mon": [["09:00", "13:00"], ["14:00", "17:00"]], …}. A window that ends at or
before its start runs past midnight.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lagniappe.kit.clock import from_datetime, to_datetime
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def clean(hours: dict) -> dict[str, list[list[str]]]:
    """The hours in stored form. Raises Refused for a time that is not HH:MM."""
    cleaned = {}
    for day in DAYS:
        windows = hours.get(day) or []
        for window in windows:
            if len(window) != 2 or not all(_TIME.fullmatch(str(time)) for time in window):
                raise Refused(N_("Write opening hours as 09:00 to 17:00."), code="bad_hours")
        cleaned[day] = sorted([list(window) for window in windows])
    return cleaned


def clean_zone(zone: str) -> str:
    """Raises Refused for a name that is no IANA time zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(
            N_("Choose a time zone such as Europe/Athens."), code="bad_time_zone"
        ) from error
    return zone


def is_open(hours: dict, zone: str, now: int) -> bool:
    """Whether `now` (ms UTC) lies in a window. No hours at all means always open."""
    if not any(hours.values()):
        return True
    today = to_datetime(now, zone).date()
    return any(opens <= now < closes for opens, closes in _around(hours, zone, today, -1, 1))


def next_opening(hours: dict, zone: str, now: int) -> int | None:
    """When the desk opens next (ms UTC), None when it is open or has no hours."""
    if is_open(hours, zone, now):
        return None
    today = to_datetime(now, zone).date()
    return min(
        (opens for opens, _ in _around(hours, zone, today, 0, 8) if opens > now), default=None
    )


def coming(hours: dict, zone: str, now: int, *, days: int = 7) -> list[tuple[int, int]]:
    """The windows of today and the days after, as (opens, closes) in ms UTC."""
    return list(_around(hours, zone, to_datetime(now, zone).date(), 0, days))


def of_day(windows, zone: str, day: date) -> Iterator[tuple[int, int]]:
    """One day's windows as (opens, closes) in ms UTC, exact on days when the clocks change.

    An hour that comes twice is inside from its first passing to its second.
    """
    for start, end in windows:
        opens = datetime.combine(day, _parse(start), ZoneInfo(zone))
        closes = datetime.combine(day, _parse(end), ZoneInfo(zone))
        if _parse(end) <= _parse(start):
            closes = datetime.combine(day + timedelta(days=1), _parse(end), ZoneInfo(zone))
        opens, closes = from_datetime(opens), from_datetime(closes.replace(fold=1))
        # A window that the clocks jump over altogether is none.
        if opens < closes:
            yield opens, closes


def _around(hours: dict, zone: str, today: date, first: int, last: int):
    for offset in range(first, last):
        day = today + timedelta(days=offset)
        yield from of_day(hours.get(DAYS[day.weekday()], ()), zone, day)


def _parse(text: str):
    return datetime.strptime(text, "%H:%M").time()
