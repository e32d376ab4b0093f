"""Opening hours of a brand: weekly windows in an IANA zone.

Stored as {"mon": [["09:00", "13:00"], ["14:00", "17:00"]], …}. A window that ends at or
before its start runs past midnight.
"""

import re
from datetime import datetime, timedelta
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
    moment = to_datetime(now, zone)
    return any(start <= moment < end for start, end in _windows(hours, moment, -1, 1))


def next_opening(hours: dict, zone: str, now: int) -> int | None:
    """When the desk opens next (ms UTC), None when it is open or has no hours."""
    if is_open(hours, zone, now):
        return None
    moment = to_datetime(now, zone)
    later = [start for start, _ in _windows(hours, moment, 0, 8) if start > moment]
    return from_datetime(min(later)) if later else None


def coming(hours: dict, zone: str, now: int, *, days: int = 7) -> list[tuple[int, int]]:
    """The windows of today and the days after, as (opens, closes) in ms UTC."""
    windows = _windows(hours, to_datetime(now, zone), 0, days)
    return [(from_datetime(opens), from_datetime(closes)) for opens, closes in windows]


def _windows(hours: dict, around: datetime, first: int, last: int):
    for offset in range(first, last):
        day = (around + timedelta(days=offset)).date()
        for start, end in hours.get(DAYS[day.weekday()], ()):
            opens = datetime.combine(day, _parse(start), around.tzinfo)
            closes = datetime.combine(day, _parse(end), around.tzinfo)
            if closes <= opens:
                closes = datetime.combine(day + timedelta(days=1), _parse(end), around.tzinfo)
            yield opens, closes


def _parse(text: str):
    return datetime.strptime(text, "%H:%M").time()
