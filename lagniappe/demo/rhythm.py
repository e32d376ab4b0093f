"""When people write: a believable day and week, by the customer's own clock."""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from lagniappe.kit.clock import DAY, HOUR, MINUTE, SECOND, from_datetime, to_datetime

# Contacts per hour of the day: a morning peak (no coffee!), a lull at lunch, a long evening.
HOURS = (1, 0, 0, 0, 0, 1, 4, 10, 16, 18, 17, 14, 9, 8, 11, 13, 13, 12, 9, 7, 7, 6, 4, 2)
WEEKDAYS = (20, 17, 16, 15, 15, 9, 4)


def starts(random: Random, *, now: int, zone: str, days: int, count: int) -> list[int]:
    """`count` moments (ms UTC) of the last `days` days, earliest first."""
    today = to_datetime(now, zone).date()
    past = [today - timedelta(days=n) for n in range(1, days + 1)]
    # Business grows a little: the last weeks are busier than the first ones.
    weights = [WEEKDAYS[day.weekday()] * (1.6 - age / days) for age, day in enumerate(past)]
    chosen = random.choices(past, weights, k=count)
    return sorted(_moment(random, day, zone) for day in chosen)


def thinking(random: Random, what: str, text: str) -> int:
    """How long somebody takes before this turn, in ms: reading, finding out, typing."""
    if what == "customer":
        return int(random.lognormvariate(4.1, 0.9) * SECOND) + len(text) * 60
    if what == "agent":
        return int(random.lognormvariate(4.4, 0.8) * SECOND) + len(text) * 45
    return random.randrange(15, 90) * SECOND


def first_wait(random: Random, at: int, zone: str) -> int:
    """How long the first answer takes: minutes by day, until morning by night."""
    moment = to_datetime(at, zone)
    quick = int(min(random.lognormvariate(1.3, 1.0), 90) * MINUTE) + 20 * SECOND
    opens = datetime.combine(moment.date(), time(8, 30), moment.tzinfo)
    if moment.hour >= 20:
        opens += timedelta(days=1)
    elif moment >= opens:
        return quick
    return from_datetime(opens) - at + quick


def next_morning_at(at: int, zone: str) -> int:
    """The same moment, moved out of the night: nobody answers at three."""
    hour = to_datetime(at, zone).hour
    return at + (9 - hour) % 24 * HOUR if hour < 7 or hour >= 22 else at


def _moment(random: Random, day, zone: str) -> int:
    hour = random.choices(range(24), HOURS)[0]
    midnight = datetime.combine(day, time(0), ZoneInfo(zone))
    return from_datetime(midnight) + hour * HOUR + random.randrange(HOUR) % DAY
