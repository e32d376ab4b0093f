"""Who leaves: observed from customers' first contact of the year on, and stated beside it.

A customer's time runs from the end of their first contact in the year to the last sign of
them (a visit, a message). Without a sign for `silent_days` they count as gone at that sign;
otherwise they are seen no further (censored). What their first contact was like is known
before anything that follows, so no group is chosen by its end.
"""

from collections import defaultdict

from sqlalchemy import and_, case, func, select

from lagniappe.desk.analytics import rules
from lagniappe.desk.analytics.contacts.contact import BANDS, BIT
from lagniappe.desk.analytics.tables import contacts
from lagniappe.desk.people.tables import customers
from lagniappe.kit import measures
from lagniappe.kit.clock import DAY
from lagniappe.kit.measures_compare import log_rank

YEAR = 365 * DAY
RETURNS_IN = 90
ENOUGH_EVENTS = 30
SEGMENTS = ("department", "channel", "language", "age")
_c = contacts.c
_COLUMNS = {
    "department": _c.department_id,
    "channel": _c.channel,
    "language": _c.language,
    "age": _c.age_band,
}


def measure(tx) -> dict:
    """The report as JSON keeps it: curves as [days, at risk, left, share, low, high]."""
    silent = rules.rules(tx).silent_days
    first = _first(tx)
    bad = (_c.reasons > 0).label("kind")
    kinds = _ended(tx, first, bad, silent)
    good_ones, bad_ones = kinds.get(False, {}), kinds.get(True, {})
    complained = _c.reasons.op("&")(BIT["complaint"]) > 0
    made_good = _ended(tx, first, _c.recovered.label("kind"), silent, where=complained)
    ages = _ended(tx, first, _c.age_band.label("kind"), silent, where=_c.reasons > 0)
    test = log_rank(bad_ones, good_ones)
    again = log_rank(made_good.get(True, {}), made_good.get(False, {}))
    return {
        "silent_days": silent,
        "bad": _curve(bad_ones),
        "good": _curve(good_ones),
        "test": [test.statistic, test.p],
        "recovered": _curve(made_good.get(True, {})),
        "not_recovered": _curve(made_good.get(False, {})),
        "recovery_test": [again.statistic, again.p],
        "ages": {band: _enough(ages.get(band, {})) for band in BANDS},
        "returned": _returned(tx, first),
        "segments": {name: _retention(tx, first, name, silent) for name in SEGMENTS},
        "cohorts": _cohorts(tx, first),
        "intent": _intent(tx, silent),
    }


def _first(tx):
    """Each customer's first contact of the year, with the last sign of them, as days."""
    earliest = (
        select(_c.customer_id, func.min(_c.started_at).label("started_at"))
        .where(_c.ended_at > tx.now - YEAR)
        .group_by(_c.customer_id)
        .subquery()
    )
    return contacts.join(
        earliest,
        and_(_c.customer_id == earliest.c.customer_id, _c.started_at == earliest.c.started_at),
    ).join(customers, customers.c.id == _c.customer_id)


def _days():
    apart = customers.c.seen_at - _c.ended_at
    return case((apart > 0, apart // DAY), else_=0).label("days")


def _ended(tx, first, kind, silent: int, *, where=None) -> dict:
    """By kind and day: how many left then, and how many were last seen then."""
    gone = (customers.c.seen_at <= tx.now - silent * DAY).label("gone")
    query = select(kind, _days(), gone, func.count().label("n")).select_from(first)
    if where is not None:
        query = query.where(where)
    found: dict = defaultdict(dict)
    for value, days, left, n in tx.all(query.group_by("kind", "days", "gone")):
        value = bool(value) if isinstance(value, int) else value
        a, b = found[value].get(int(days), (0, 0))
        found[value][int(days)] = (a + n, b) if left else (a, b + n)
    return found


def _curve(ended: dict) -> list[list[float]]:
    steps = measures.survival(ended)
    return [[s.time, s.at_risk, s.left, s.survival, s.low, s.high] for s in steps]


def _enough(ended: dict) -> dict:
    """A band's share still there after RETURNS_IN days; None with too few who left."""
    events = sum(gone for gone, _ in ended.values())
    n = sum(map(sum, ended.values()))
    steps = [s for s in measures.survival(ended) if s.time <= RETURNS_IN]
    if events < ENOUGH_EVENTS or not steps:
        return {"n": n, "left": events, "stays": None}
    return {"n": n, "left": events, "stays": [steps[-1].survival, steps[-1].low, steps[-1].high]}


def _returned(tx, first) -> list[int]:
    """Of customers whose first contact is old enough: how many were seen again later than a
    day after it, and of how many."""
    ripe = _c.ended_at <= tx.now - RETURNS_IN * DAY
    again = func.sum(case((customers.c.seen_at > _c.ended_at + DAY, 1), else_=0))
    row = tx.one(select(again, func.count()).select_from(first).where(ripe))
    return [int(row[0] or 0), int(row[1])]


def _retention(tx, first, name: str, silent: int) -> dict[str, list]:
    """By segment: share still there at the end of the year, its interval, and n."""
    found = _ended(tx, first, _COLUMNS[name].label("kind"), silent)
    kept = {}
    for value, ended in found.items():
        steps = measures.survival(ended)
        if steps:
            last = steps[-1]
            n = sum(map(sum, ended.values()))
            kept[value] = [last.survival, last.low, last.high, n]
    return kept


def _cohorts(tx, first) -> list[list[int]]:
    """[month of the first contact, months until the last sign, customers]."""
    month = (_c.day // 100).label("month")
    apart = customers.c.seen_at - _c.ended_at
    later = case((apart > 0, apart // (30 * DAY)), else_=0).label("later")
    query = select(month, later, func.count()).select_from(first).group_by("month", "later")
    return sorted([int(a), int(b), int(n)] for a, b, n in tx.all(query))


def _intent(tx, silent: int) -> dict[str, list[int]]:
    """Of customers who said that they would leave, and would not: how many have, of how many
    of whom it can be known."""
    gone = func.sum(case((customers.c.seen_at <= tx.now - silent * DAY, 1), else_=0))
    query = (
        select(_c.would_leave, gone, func.count())
        .select_from(contacts.join(customers, customers.c.id == _c.customer_id))
        .where(
            _c.would_leave.is_not(None),
            _c.ended_at <= tx.now - silent * DAY,
            _c.ended_at > tx.now - YEAR,
        )
        .group_by(_c.would_leave)
    )
    found = {"1": [0, 0], "0": [0, 0]}
    for said, left, n in tx.all(query):
        found[str(said)] = [int(left or 0), int(n)]
    return found
