"""Business time: how much of it lies between two instants, and when so much of it has passed.

Everything is counted in UTC between the instants at which windows open and close, so a
window is as long as it really was on the day the clocks changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from lagniappe.desk.accounts import hours
from lagniappe.desk.promises.public_holidays import name_of
from lagniappe.kit.clock import to_datetime
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

# Nobody promises something for later than this; a calendar without a window ends here.
FURTHEST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekly windows in a zone, a country's public holidays, and days of one's own.

    `days` maps a date to that day's windows, whatever the week and the country say.
    """

    zone: str
    hours: dict
    country: str = ""
    subdivision: str = ""
    days: dict[date, list[list[str]]] = field(default_factory=dict)

    def windows(self, day: date) -> list[list[str]]:
        """The windows of a day as it is worked; none when it is a day off."""
        if day in self.days:
            return self.days[day]
        if self.country and name_of(day, self.country, self.subdivision):
            return []
        return self.hours.get(hours.DAYS[day.weekday()], [])


def elapsed(calendar: Calendar, start: int, end: int) -> int:
    """Business time from `start` to `end` (ms UTC), in ms. Negative when `end` is first."""
    if end < start:
        return -elapsed(calendar, end, start)
    inside = 0
    for opens, closes in _from(calendar, start):
        if opens >= end:
            break
        inside += min(closes, end) - max(opens, start)
    return inside


def add(calendar: Calendar, start: int, length: int) -> int:
    """The instant (ms UTC) when `length` ms of business time have passed since `start`.

    Raises Refused when the calendar has no business time within three years.
    """
    if length < 0:
        raise ValueError("business time is added, not taken back")
    for opens, closes in _from(calendar, start):
        begins = max(opens, start)
        if begins + length <= closes:
            return begins + length
        length -= closes - begins
    raise _never()


def after_days(calendar: Calendar, start: int, count: int) -> int:
    """The end of business (ms UTC) of the `count`th business day after the day of `start`.

    The day itself is not counted: "within five business days" of a Monday is the Monday
    after, were there no day off between. Raises Refused as `add` does.
    """
    first = to_datetime(start, calendar.zone).date()
    for day in _days(first + timedelta(days=1)):
        found = list(hours.of_day(calendar.windows(day), calendar.zone, day))
        count -= bool(found)
        if found and count == 0:
            return max(closes for _, closes in found)
    raise _never()


def closing(calendar: Calendar, day: date) -> int:
    """When business ends on this day (ms UTC); the end of the day itself when there is none."""
    found = list(hours.of_day(calendar.windows(day) or [["00:00", "00:00"]], calendar.zone, day))
    return max(closes for _, closes in found)


def _from(calendar: Calendar, start: int) -> Iterator[tuple[int, int]]:
    """The windows that end after `start`, in order, none overlapping the one before."""
    # A night's window of the day before may still be open.
    first = to_datetime(start, calendar.zone).date() - timedelta(days=1)
    reached = start
    for day in _days(first):
        for opens, closes in sorted(hours.of_day(calendar.windows(day), calendar.zone, day)):
            opens = max(opens, reached)
            if opens < closes:
                yield opens, closes
                reached = closes


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range(FURTHEST_DAYS))


def _never() -> Refused:
    return Refused(
        N_("The business calendar has no working hours. Set them under Settings, Calendar."),
        code="no_hours",
    )
