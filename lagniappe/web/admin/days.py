"""Days that administrators type: from a day's first moment, until a day's last, where the
organisation is."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lagniappe.kit.clock import from_datetime, to_datetime
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_


def begins(text: str, zone: str) -> int | None:
    """When the day began (ms UTC); None for no day. Raises Refused for what is none."""
    day = _day(text)
    return _midnight(day, zone) if day else None


def ends(text: str, zone: str) -> int | None:
    """When the day was over (ms UTC); None for no day. Raises Refused for what is none."""
    day = _day(text)
    return _midnight(day + timedelta(days=1), zone) if day else None


def first(instant: int | None, zone: str) -> str:
    """The day an instant of `begins` stands for, as 2026-11-22."""
    return to_datetime(instant, zone).date().isoformat() if instant is not None else ""


def last(instant: int | None, zone: str) -> str:
    """The day an instant of `ends` stands for."""
    return to_datetime(instant - 1, zone).date().isoformat() if instant is not None else ""


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(N_("Write dates as 2026-12-24."), code="bad_date") from error
    if not 2000 <= day.year <= 2200:
        raise Refused(N_("Write dates as 2026-12-24."), code="bad_date")
    return day


def _midnight(day: date, zone: str) -> int:
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))
