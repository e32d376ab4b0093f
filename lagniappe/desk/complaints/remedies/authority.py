"""Authority: how much a role may give without asking, and how much of that is left.

Limits are per role and currency, for all remedies together (remedy "") and, where somebody
set one, for a single remedy besides. A currency without limits for a role is always asked.
"""

from dataclasses import dataclass

from sqlalchemy import delete, func, insert, or_, select

from lagniappe.desk.accounts.agent import ROLES, Agent
from lagniappe.desk.complaints.remedies import scales
from lagniappe.desk.complaints.remedies.tables import authorities, grants
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import DAY, from_datetime, to_datetime
from lagniappe.kit.errors import Refused
from lagniappe.kit.money import MOST, check_currency
from lagniappe.kit.text import N_

LIMITS = ("per_case", "per_customer", "per_day")
CUSTOMER_WINDOW = 90 * DAY
ALL = ""

# In about euros; an administrator answers to nobody here but the budget.
_USUAL = {"agent": (50, 100, 300), "supervisor": (300, 500, 2_000), "admin": (None, None, None)}


@dataclass(frozen=True, slots=True)
class Limits:
    role: str
    currency: str
    remedy_id: str
    per_case: int | None
    per_customer: int | None
    per_day: int | None


@dataclass(frozen=True, slots=True)
class Spending:
    """What somebody is about to give, and to whom."""

    conversation_id: str
    complaint_id: str | None
    customer_id: str
    remedy_id: str
    currency: str
    cost: int

    @classmethod
    def of(cls, grant) -> "Spending":
        """What a grant (given.py) spends."""
        return cls(
            conversation_id=grant.conversation_id,
            complaint_id=grant.complaint_id,
            customer_id=grant.customer_id,
            remedy_id=grant.remedy_id or "",
            currency=grant.currency,
            cost=grant.cost,
        )


@dataclass(frozen=True, slots=True)
class Over:
    """A limit that does not allow it: `which` is none, case, customer or day."""

    which: str
    left: int


def listed(tx) -> list[Limits]:
    return [Limits(*row) for row in tx.all(select(authorities))]


def furnish(tx, currency: str) -> None:
    """The usual limits for a currency that has none; other amounts are asked until somebody
    sets limits where we cannot say what a euro is worth."""
    if tx.one(select(authorities.c.role).where(authorities.c.currency == currency).limit(1)):
        return
    for role in ROLES:
        values = [n and scales.worth(n, currency) for n in _USUAL[role]]
        change(tx, role=role, currency=currency, limits=dict(zip(LIMITS, values, strict=True)))


def change(tx, *, role: str, currency: str, limits: dict, remedy_id: str = ALL) -> None:
    """Set a role's limits (minor units, None: no limit). Raises Refused."""
    if role not in ROLES:
        raise Refused(N_("Choose a role: agent, supervisor or admin."), code="bad_role")
    currency = check_currency(currency)
    for limit in limits.values():
        if limit is not None and not 0 <= limit <= MOST:
            raise Refused(N_("Write a limit, or leave it empty for none."), code="bad_limit")
    forget(tx, role=role, currency=currency, remedy_id=remedy_id)
    tx.execute(
        insert(authorities).values(role=role, currency=currency, remedy_id=remedy_id, **limits)
    )


def forget(tx, *, role: str, currency: str, remedy_id: str) -> None:
    """From now on no limits of their own."""
    tx.execute(
        delete(authorities).where(
            authorities.c.role == role,
            authorities.c.currency == currency,
            authorities.c.remedy_id == remedy_id,
        )
    )


def over(tx, agent: Agent, spending: Spending) -> Over | None:
    """The tightest limit that this spending would pass, or None when it is inside authority.

    Whoever acts on the answer holds the locks of what is added up (locks.py).
    """
    rules = _rules(tx, agent.role, spending)
    if not rules:
        return Over("none", 0)
    found = [(_left(tx, agent, spending, rule, which), which) for rule in rules for which in LIMITS]
    known = [(left, which) for left, which in found if left is not None and left < spending.cost]
    if not known:
        return None
    left, which = min(known)
    return Over(which.removeprefix("per_"), max(0, left))


def left(tx, agent: Agent, spending: Spending) -> int | None:
    """How much this agent may still give here without asking; None: any amount."""
    rules = _rules(tx, agent.role, spending)
    if not rules:
        return 0
    found = [_left(tx, agent, spending, rule, which) for rule in rules for which in LIMITS]
    known = [amount for amount in found if amount is not None]
    return max(0, min(known)) if known else None


def start_of_day(tx) -> int:
    """When today began where the organisation is."""
    here = to_datetime(tx.now, organisation.calendar(tx).zone)
    return from_datetime(here.replace(hour=0, minute=0, second=0, microsecond=0, fold=0))


def _rules(tx, role: str, spending: Spending) -> list[Limits]:
    rows = tx.all(
        select(authorities).where(
            authorities.c.role == role,
            authorities.c.currency == spending.currency,
            authorities.c.remedy_id.in_([ALL, spending.remedy_id]),
        )
    )
    return [Limits(*row) for row in rows]


def _left(tx, agent: Agent, spending: Spending, rule: Limits, which: str) -> int | None:
    limit = getattr(rule, which)
    if limit is None:
        return None
    # No upper bound in time: should a clock be set back, what was given later still counts.
    window = {
        "per_case": _same_case(spending),
        "per_customer": (grants.c.customer_id == spending.customer_id)
        & (grants.c.granted_at > tx.now - CUSTOMER_WINDOW),
        "per_day": (grants.c.authority_id == agent.id) & (grants.c.granted_at >= start_of_day(tx)),
    }[which]
    query = select(func.coalesce(func.sum(grants.c.cost), 0)).where(
        window,
        grants.c.state == "granted",
        grants.c.purpose == "recovery",
        grants.c.currency == spending.currency,
    )
    if rule.remedy_id:
        query = query.where(grants.c.remedy_id == rule.remedy_id)
    return limit - int(tx.value(query))


def _same_case(spending: Spending):
    here = grants.c.conversation_id == spending.conversation_id
    if spending.complaint_id is None:
        return here
    return or_(here, grants.c.complaint_id == spending.complaint_id)
