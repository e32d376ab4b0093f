"""How well people are helped who were let down, and what it cost.

Asked of complaints that were opened in the last year. Whether listening first costs less is
a claim (S61), so it is tested on these figures: the difference in what was paid, within
complaints of the same severity, with its interval.
"""

from dataclasses import asdict, dataclass, field

from sqlalchemy import and_, exists, func, or_, select

from lagniappe.desk.analytics.compare import Arm, Difference, difference
from lagniappe.desk.complaints.register.complaint import CAUSES, Complaint, selected
from lagniappe.desk.complaints.register.tables import complaints, follow_ups
from lagniappe.desk.complaints.remedies.tables import grants, vouchers
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.measures import Measure, share

YEAR = 365 * DAY
SETTLES_IN = 90 * DAY
"""Whoever has not come back by then has, as far as we can see, left."""
MOST = 50_000
_c = complaints.c


@dataclass(frozen=True, slots=True)
class Cause:
    """Complaints of one root cause; `paid` in minor units by currency, `kept` those settled
    customers who came back."""

    cause: str
    n: int
    settled: Measure | None
    returned: Measure | None
    paid: dict[str, int]
    hours: float | None


@dataclass(frozen=True, slots=True)
class Payout:
    """What was paid where people were heard first and where they were not, in minor units."""

    currency: str
    heard_first: Arm
    not_heard: Arm
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """Shares of the complaints named in docs/develop/recovery.md, with n and interval."""

    opened: int
    closed: int
    on_the_spot: Measure | None
    in_time: Measure | None
    settled: Measure | None
    held: Measure | None
    happy: Measure | None
    hours: list[float]
    """First, second (the median) and third quartile of hours until it was right again."""
    returned: Measure | None
    returned_otherwise: Measure | None
    paid: dict[str, int]
    causes: list[Cause] = field(default_factory=list)
    payouts: list[Payout] = field(default_factory=list)


@dataclass(slots=True)
class _Case:
    complaint: Complaint
    heard_first: bool | None
    paid: dict[str, int]
    returned: bool | None


def measure(tx) -> dict:
    """The report as JSON keeps it (`asdict` of Recovery)."""
    return asdict(recovery(tx))


def recovery(tx, *, until: int | None = None, length: int = YEAR) -> Recovery:
    """The figures of complaints opened within `length` ms before `until` (ms UTC; now)."""
    until = tx.now if until is None else until
    cases = _cases(tx, until - length, until)
    told = [case.complaint for case in cases if case.complaint.communicated_at]
    closed = [case.complaint for case in cases if case.complaint.closed_at]
    asked = tx.all(
        select(follow_ups.c.held, follow_ups.c.happy).where(
            follow_ups.c.state == "kept",
            follow_ups.c.complaint_id.in_(select(_c.id).where(_opened(until - length, until))),
        )
    )
    return Recovery(
        opened=len(cases),
        closed=len(closed),
        on_the_spot=_share([bool(one.on_the_spot) for one in told]),
        in_time=_share([not one.is_late(until) for one in told]),
        settled=_share([one.outcome == "settled" for one in closed]),
        held=_share([row.held == "yes" for row in asked if row.held in ("yes", "no")]),
        happy=_share([row.happy == "yes" for row in asked if row.happy in ("yes", "no")]),
        hours=_quartiles([_hours(one) for one in closed if one.recovered_at]),
        returned=_returned(cases),
        returned_otherwise=_returned_otherwise(tx, until - length, until),
        paid=_paid(cases),
        causes=[_cause(cause, cases) for cause in CAUSES],
        payouts=_payouts(cases),
    )


def _cases(tx, since: int, until: int) -> list[_Case]:
    query = selected().add_columns(_c.heard_first).where(_opened(since, until)).limit(MOST)
    found = [(Complaint(*row[:-1]), row[-1]) for row in tx.all(query)]
    paid = _grants(tx, since, until)
    back = _came_back(tx, since, until)
    return [
        _Case(one, heard_first, paid.get(one.id, {}), _is_back(one, back, until))
        for one, heard_first in found
    ]


def _opened(since: int, until: int):
    return and_(_c.opened_at >= since, _c.opened_at < until)


def _grants(tx, since: int, until: int) -> dict[str, dict[str, int]]:
    """What was paid for each complaint, in minor units by currency: what was granted to make
    good in its conversation, cancelled or not being the same as not granted."""
    theirs = or_(
        grants.c.complaint_id == _c.id,
        and_(grants.c.complaint_id.is_(None), grants.c.conversation_id == _c.conversation_id),
    )
    rows = tx.all(
        select(_c.id, grants.c.currency, func.sum(grants.c.cost))
        .join_from(complaints, grants, theirs)
        .where(
            _opened(since, until),
            grants.c.state == "granted",
            grants.c.purpose == "recovery",
        )
        .group_by(_c.id, grants.c.currency)
    )
    paid: dict[str, dict[str, int]] = {}
    for complaint_id, currency, amount in rows:
        paid.setdefault(complaint_id, {})[currency] = int(amount)
    return paid


def _came_back(tx, since: int, until: int) -> set[str]:
    """Complaints after whose closing the customer wrote about something else within 90 days,
    or used a voucher."""
    later = exists(
        select(conversations.c.id).where(
            conversations.c.customer_id == _c.customer_id,
            conversations.c.created_at > _c.closed_at + DAY,
            conversations.c.created_at <= _c.closed_at + SETTLES_IN,
            conversations.c.spam_at.is_(None),
        )
    )
    used = exists(
        select(vouchers.c.id)
        .join(grants, grants.c.id == vouchers.c.grant_id)
        .where(
            grants.c.customer_id == _c.customer_id,
            vouchers.c.redeemed_at > _c.closed_at,
            vouchers.c.redeemed_at <= _c.closed_at + SETTLES_IN,
        )
    )
    query = select(_c.id).where(_opened(since, until), or_(later, used))
    return {row.id for row in tx.all(query)}


def _is_back(one: Complaint, back: set[str], until: int) -> bool | None:
    """None while it is too early to tell."""
    if one.id in back:
        return True
    return False if one.closed_at and one.closed_at + SETTLES_IN <= until else None


def _returned(cases: list[_Case]) -> Measure | None:
    """Of settled complaints closed at least 90 days ago: the rest could still come back."""
    return _share([bool(case.returned) for case in cases if _is_ripe(case)])


def _is_ripe(case: _Case) -> bool:
    return case.complaint.outcome == "settled" and case.returned is not None


def _returned_otherwise(tx, since: int, until: int) -> Measure | None:
    """The same of customers who never complained, from one conversation each."""
    c, again = conversations.c, conversations.alias()
    never = ~exists(select(_c.id).where(_c.customer_id == c.customer_id))
    first = (
        select(c.customer_id, func.min(c.closed_at).label("closed_at"))
        .where(
            c.status == "closed",
            c.spam_at.is_(None),
            c.closed_at >= since,
            c.closed_at <= until - SETTLES_IN,
            never,
        )
        .group_by(c.customer_id)
        .limit(MOST)
        .subquery()
    )
    came = exists(
        select(again.c.id).where(
            again.c.customer_id == first.c.customer_id,
            again.c.created_at > first.c.closed_at + DAY,
            again.c.created_at <= first.c.closed_at + SETTLES_IN,
        )
    )
    return _share([bool(row[0]) for row in tx.all(select(came).select_from(first))])


def _cause(cause: str, cases: list[_Case]) -> Cause:
    mine = [case for case in cases if case.complaint.root_cause == cause]
    closed = [case.complaint for case in mine if case.complaint.closed_at]
    hours = _quartiles([_hours(one) for one in closed if one.recovered_at])
    return Cause(
        cause=cause,
        n=len(mine),
        settled=_share([one.outcome == "settled" for one in closed]),
        returned=_returned(mine),
        paid=_paid(mine),
        hours=hours[1] if hours else None,
    )


def _payouts(cases: list[_Case]) -> list[Payout]:
    """One for each currency in which anything was paid."""
    heated = [case for case in cases if case.heard_first is not None and case.complaint.closed_at]
    return [_payout(currency, heated) for currency in sorted(_paid(heated))]


def _payout(currency: str, heated: list[_Case]) -> Payout:
    arms: dict[bool, list[tuple[int, float]]] = {True: [], False: []}
    for case in heated:
        paid = float(case.paid.get(currency, 0))
        arms[case.heard_first].append((case.complaint.severity, paid))
    return Payout(
        currency,
        Arm.of([paid for _, paid in arms[True]]),
        Arm.of([paid for _, paid in arms[False]]),
        difference(arms[True], arms[False]),
    )


def _paid(cases: list[_Case]) -> dict[str, int]:
    total: dict[str, int] = {}
    for case in cases:
        for currency, amount in case.paid.items():
            total[currency] = total.get(currency, 0) + amount
    return total


def _hours(one: Complaint) -> float:
    return max(0, one.recovered_at - one.failed_at) / HOUR


def _quartiles(hours: list[float]) -> list[float]:
    ranked = sorted(hours)
    return [ranked[(len(ranked) - 1) * quarter // 4] for quarter in (1, 2, 3)] if ranked else []


def _share(answers: list[bool]) -> Measure | None:
    return share(sum(answers), len(answers)) if answers else None
