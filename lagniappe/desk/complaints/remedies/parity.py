"""Same problem, different remedy: what was given for the same cause and severity, and by whom
it was claimed more than once. Figures always carry how many they stand on."""

import statistics
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.complaints.remedies import extras, ledger
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.people.tables import customers
from lagniappe.kit.clock import DAY

FEWEST = 5
"""Cells with fewer cases say so instead of showing a spread."""
CLAIMS = 3
WINDOW = 90 * DAY
MONTH = 30 * DAY
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Cell:
    """Cases of one cause, severity and currency; amounts are what one case cost, minor units.
    `spread` is the highest over the lowest quarter, None while too few."""

    cause: str
    severity: int
    currency: str
    n: int
    low: int | None
    middle: int | None
    high: int | None

    @property
    def enough(self) -> bool:
        return self.n >= FEWEST

    @property
    def spread(self) -> float | None:
        return self.high / self.low if self.low else None


@dataclass(frozen=True, slots=True)
class Claimant:
    customer_id: str
    name: str
    currency: str
    n: int
    amount: int
    last: int


def measure(tx) -> dict:
    """The whole report as it is kept: what was given in 30 days by currency, and of 90 days
    the cells, the claimants and the pairs of small extras."""
    return {
        "totals": ledger.totals(tx, since=tx.now - MONTH),
        "cells": [{**asdict(c), "enough": c.enough} for c in cells(tx, since=tx.now - WINDOW)],
        "claimants": [asdict(one) for one in claimants(tx)],
        "pairs": [asdict(pair) for pair in extras.pairs(tx)],
    }


def cells(tx, *, since: int, until: int | None = None) -> list[Cell]:
    """What was given for the same cause and severity, the widest spread first."""
    query = (
        select(
            complaints.c.root_cause,
            complaints.c.severity,
            grants.c.currency,
            func.sum(grants.c.cost),
        )
        .outerjoin(complaints, complaints.c.id == grants.c.complaint_id)
        .where(
            grants.c.state == "granted",
            grants.c.purpose == "recovery",
            grants.c.granted_at >= since,
        )
        .group_by(
            complaints.c.root_cause,
            complaints.c.severity,
            grants.c.currency,
            func.coalesce(grants.c.complaint_id, grants.c.conversation_id),
        )
        .limit(_MOST)
    )
    if until is not None:
        query = query.where(grants.c.granted_at < until)
    by_cell: dict[tuple, list[int]] = {}
    for cause, severity, currency, cost in tx.all(query):
        by_cell.setdefault((cause or "", severity or 0, currency), []).append(int(cost))
    found = [_cell(*key, costs) for key, costs in by_cell.items()]
    return sorted(found, key=lambda cell: (-(cell.spread or 0), -cell.n))


def claimants(tx) -> list[Claimant]:
    """Customers who were given something three times or more in ninety days: a reason to look
    at what keeps going wrong for them, and no more than that."""
    n, amount = func.count(), func.sum(grants.c.cost)
    rows = tx.all(
        select(
            grants.c.customer_id,
            customers.c.name,
            grants.c.currency,
            n,
            amount,
            func.max(grants.c.granted_at),
        )
        .join(customers, customers.c.id == grants.c.customer_id)
        .where(
            grants.c.state == "granted",
            grants.c.purpose == "recovery",
            grants.c.granted_at > tx.now - WINDOW,
        )
        .group_by(grants.c.customer_id, customers.c.name, grants.c.currency)
        .having(n >= CLAIMS)
        .order_by(n.desc(), amount.desc())
        .limit(50)
    )
    return [Claimant(*row) for row in rows]


def _cell(cause: str, severity: int, currency: str, costs: list[int]) -> Cell:
    if len(costs) < FEWEST:
        return Cell(cause, severity, currency, len(costs), None, None, None)
    low, middle, high = (round(q) for q in statistics.quantiles(costs, n=4))
    return Cell(cause, severity, currency, len(costs), low, middle, high)
