"""Reading the sums: of whole months where they fit, of days at the edges, nothing else."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from lagniappe.desk.analytics.tables import COUNTS, rollups

_c = rollups.c
_SUMS = tuple(func.coalesce(func.sum(_c[name]), 0).label(name) for name in COUNTS)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> "Span":
        """As many days, just before."""
        return Span(self.first - timedelta(self.days), self.first - timedelta(1))


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums by name (tables.COUNTS): `counts["n"]`, `counts["bad"]`, ..."""

    of: dict[str, int]

    def __getitem__(self, name: str) -> int:
        return self.of.get(name, 0)


def total(tx, span: Span, *, dimension: str = "all", value: str = "") -> Counts:
    """The sums of a span for one value of a dimension."""
    query = select(*_SUMS).where(_c.dimension == dimension, _c.value == value, within(span))
    return _counts(tx.one(query))


def groups(tx, span: Span, dimension: str) -> dict[str, Counts]:
    """The sums of a span for each value of a dimension that has any."""
    query = select(_c.value, *_SUMS).where(_c.dimension == dimension, within(span))
    return {row[0]: _counts(row[1:]) for row in tx.all(query.group_by(_c.value))}


def series(
    tx, span: Span, step: str, *, dimension: str = "all", value: str = ""
) -> list[tuple[date, Counts]]:
    """The sums by day, week, month or quarter (its first day in the span), none left out."""
    period = "day" if step in ("day", "week") else "month"
    query = select(_c.day, *(_c[name] for name in COUNTS)).where(
        _c.dimension == dimension,
        _c.value == value,
        _c.period == period,
        _c.day.between(number(start_of(span.first, step)), number(span.last)),
    )
    found: dict[date, list] = defaultdict(list)
    for row in tx.all(query):
        found[start_of(day(row[0]), step)].append(row[1:])
    here, points = start_of(span.first, step), []
    while here <= span.last:
        points.append((here, _counts([sum(column) for column in zip(*found[here], strict=True)])))
        here = start_of(
            here + timedelta({"day": 1, "week": 7, "month": 31, "quarter": 93}[step]), step
        )
    return points


def within(span: Span):
    """SQL condition: whole months of the span, and the days that are left at its edges."""
    first, last = span.first, span.last
    opens = first if first.day == 1 else start_of(first + timedelta(31), "month")
    closes = start_of(last + timedelta(1), "month")
    if opens >= closes:
        return and_(_c.period == "day", _c.day.between(number(first), number(last)))
    return or_(
        and_(_c.period == "month", _c.day >= number(opens), _c.day < number(closes)),
        and_(_c.period == "day", _c.day >= number(first), _c.day < number(opens)),
        and_(_c.period == "day", _c.day >= number(closes), _c.day <= number(last)),
    )


def start_of(known: date, step: str) -> date:
    """The first day of the week, month or quarter it is in."""
    if step == "week":
        return known - timedelta(known.weekday())
    if step == "month":
        return known.replace(day=1)
    if step == "quarter":
        return known.replace(month=(known.month - 1) // 3 * 3 + 1, day=1)
    return known


def end_of(known: date, step: str) -> date:
    """The last day of the day, week, month or quarter that begins then."""
    if step == "week":
        return known + timedelta(6)
    if step == "month":
        return known.replace(day=monthrange(known.year, known.month)[1])
    if step == "quarter":
        return start_of(known + timedelta(93), "quarter") - timedelta(1)
    return known


def number(known: date) -> int:
    """A date as it is stored: 20260331."""
    return known.year * 10_000 + known.month * 100 + known.day


def day(stored: int) -> date:
    return date(stored // 10_000, stored // 100 % 100, stored % 100)


def _counts(values) -> Counts:
    return Counts({name: int(value) for name, value in zip(COUNTS, values, strict=False)})
