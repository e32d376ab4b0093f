"""Time: integer milliseconds UTC inside, zones only where people read it."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock:
    """The wall clock. Tests pass a `StoppedClock` instead and never sleep."""

    def now(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000


class StoppedClock(Clock):
    """A clock that moves only when told to."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:
        return self.at

    def advance(self, milliseconds: int) -> None:
        self.at += milliseconds


def to_datetime(instant: int, zone: str = "UTC") -> datetime:
    """The instant as an aware datetime in an IANA zone."""
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(ZoneInfo(zone))


def from_datetime(moment: datetime) -> int:
    """Milliseconds UTC of an aware datetime."""
    return round(moment.timestamp() * 1000)


def iso(instant: int) -> str:
    """The instant as ISO 8601 in UTC, to the millisecond."""
    moment = datetime.fromtimestamp(instant / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
