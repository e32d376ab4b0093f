"""Who leaves: observed from customers' first contact of the year on, and stated beside it.

A customer's time runs from the end of their first contact in the year to the last sign of
them (a visit, a message). Without a sign for `silent_days` they count as gone at that sign;
otherwise they are seen no further (censored). What their first contact was like is known
before anything that follows, so no group is chosen by its end.
"""

from collections import defaultdict

from sqlalchemy import and_, case, func, select

from lagniappe.desk.analytics import rules
from lagniappe.desk.analytics.contacts.contact import BIT
from lagniappe.desk.analytics.tables import contacts
from lagniappe.desk.people.ages import BANDS
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.voice.tables import referrals
from lagniappe.kit import measures
from lagniappe.kit.clock import DAY
from lagniappe.kit.measures_compare import log_rank

YEAR = 365 * DAY
RETURNS_IN = 90
ENOUGH_EVENTS = 30
_c = contacts.c
_COLUMNS = {
    "department": _c.department_id,
    "channel": _c.channel,
    "language": _c.language,
}


def measure(tx) -> dict:
    """The report as JSON keeps it: curves as [days, at risk, left, share, low, high]."""
    silent = rules.rules(tx).silent_days
    first = _first(tx)
    how = [_c.reasons > 0, _c.reasons.op("&")(BIT["complaint"]) > 0, _c.recovered, _c.age_band]
    went = _ended(tx, first, how, silent)
    kinds = _by(went, lambda bad, *_: bool(bad))
    complained = _by(went, lambda bad, complained, made_good, age: complained and bool(made_good))
    settled, unsettled = complained.get(True, {}), _unsettled(went)
    ages = _by(went, lambda bad, complained, made_good, age: age if bad else None)
    test = log_rank(kinds.get(True, {}), kinds.get(False, {}))
    again = log_rank(settled, unsettled)
    where = _ended(tx, first, list(_COLUMNS.values()), silent)
    segments = {
        name: _retention(_by(where, lambda *values, place=place: values[place]))
        for place, name in enumerate(_COLUMNS)
    }
    segments["age"] = _retention(_by(went, lambda bad, complained, made_good, age: age))
    return {
        "silent_days": silent,
        "bad": _curve(kinds.get(True, {})),
        "good": _curve(kinds.get(False, {})),
        "test": [test.statistic, test.p],
        "recovered": _curve(settled),
        "not_recovered": _curve(unsettled),
        "recovery_test": [again.statistic, again.p],
        "ages": {band: _enough(ages.get(band, {})) for band in BANDS},
        **_later(tx, first),
        "referred": _referred(tx),
        "segments": segments,
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


def _ended(tx, first, kinds: list, silent: int) -> list[tuple]:
    """(*kinds, days, whether they left then, how many), one for each that there is."""
    names = [f"kind{place}" for place in range(len(kinds))]
    gone = (customers.c.seen_at <= tx.now - silent * DAY).label("gone")
    columns = [kind.label(name) for kind, name in zip(kinds, names, strict=True)]
    query = select(*columns, _days(), gone, func.count()).select_from(first)
    return [tuple(row) for row in tx.all(query.group_by(*names, "days", "gone"))]


def _by(rows: list[tuple], key) -> dict:
    """By kind and day: how many left then, and how many were last seen then."""
    found: dict = defaultdict(dict)
    for *kinds, days, left, n in rows:
        ended = found[key(*kinds)]
        a, b = ended.get(int(days), (0, 0))
        ended[int(days)] = (a + n, b) if left else (a, b + n)
    return found


def _unsettled(went: list[tuple]) -> dict:
    """Of those who complained, the ones whose complaint was not settled."""
    return _by(went, lambda bad, complained, good, age: complained and not good).get(True, {})


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


def _retention(kinds: dict) -> dict[str, list]:
    """By segment: share still there at the end of the year, its interval, and n."""
    kept = {}
    for value, ended in kinds.items():
        steps = measures.survival(ended)
        if steps:
            last, n = steps[-1], sum(map(sum, ended.values()))
            kept[value] = [last.survival, last.low, last.high, n]
    return kept


def _later(tx, first) -> dict:
    """Cohorts, [month of the first contact, months until the last sign, customers]; and of
    customers whose first contact is old enough, how many were seen again later than a day
    after it, and of how many."""
    apart = customers.c.seen_at - _c.ended_at
    columns = (
        (_c.day // 100).label("month"),
        case((apart > 0, apart // (30 * DAY)), else_=0).label("later"),
        (_c.ended_at <= tx.now - RETURNS_IN * DAY).label("ripe"),
        (apart > DAY).label("again"),
    )
    query = select(*columns, func.count()).select_from(first)
    cohorts: dict = defaultdict(int)
    returned = [0, 0]
    for month, later, ripe, again, n in tx.all(query.group_by("month", "later", "ripe", "again")):
        cohorts[int(month), int(later)] += int(n)
        if ripe:
            returned = [returned[0] + (int(n) if again else 0), returned[1] + int(n)]
    return {
        "cohorts": sorted([month, later, n] for (month, later), n in cohorts.items()),
        "returned": returned,
    }


def _referred(tx) -> list[int]:
    """Of customers who said this year how they came to us: how many a friend sent, of all."""
    r = referrals.c
    friends = func.sum(case((r.source == "friend", 1), else_=0))
    row = tx.one(select(friends, func.count()).where(r.created_at > tx.now - YEAR))
    return [int(row[0] or 0), int(row[1])]


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
