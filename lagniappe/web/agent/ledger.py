"""The ledger of remedies with its budgets, its export, and the page on fairness."""

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics import kept
from lagniappe.desk.complaints.remedies import budget, ledger
from lagniappe.desk.promises import organisation
from lagniappe.kit import money
from lagniappe.kit.clock import from_datetime, to_datetime
from lagniappe.kit.text import N_
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import supervisors

HERE = "/ledger"
NAME = "remedies"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of entries with the filter that chose them; amounts are worded by `shown`."""

    entries: list[ledger.Entry]
    older: str | None
    kind: str
    currency: str
    since: str
    until: str
    budgets: list
    locale: str

    def shown(self, minor: int, currency: str) -> str:
        return money.shown(money.Money(minor, currency), self.locale)

    @property
    def query(self) -> str:
        """The filter, for the address of the next page."""
        parts = ("kind", self.kind), ("currency", self.currency), ("since", self.since)
        parts = (*parts, ("until", self.until))
        return "".join(f"&{name}={value}" for name, value in parts if value)


@dataclass(frozen=True, slots=True)
class Fairness:
    """Same problem, different remedy; who was given often; whom an agent gives extras often.
    All of it is the report as it was kept (`parity.measure`); None while it was never made."""

    made_at: int | None
    totals: dict[str, dict[str, int]]
    cells: list[dict]
    claimants: list[dict]
    pairs: list[dict]
    locale: str

    def shown(self, minor: int, currency: str) -> str:
        return money.shown(money.Money(minor, currency), self.locale)


@supervisors
async def index(request, me: Agent) -> Response:
    """GET /ledger?kind=&currency=&since=&until=&before="""
    model = await request.app.state.db.read(_load, me, dict(request.query_params))
    return page(request, "remedies/ledger.html", model)


@supervisors
async def export(request, me: Agent) -> Response:
    """GET /ledger/export: CSV, oldest first, of the days asked for."""
    sheet = await request.app.state.db.read(_sheet, dict(request.query_params))
    headers = {"Content-Disposition": 'attachment; filename="remedies.csv"'}
    return Response(sheet, media_type="text/csv; charset=utf-8", headers=headers)


@supervisors
async def fairness(request, me: Agent) -> Response:
    """GET /ledger/fairness"""
    row = await request.app.state.db.read(kept.newest, NAME)
    made = row.content if row else {"totals": {}, "cells": [], "claimants": [], "pairs": []}
    model = Fairness(row.made_at if row else None, **made, locale=me.locale)
    return page(request, "remedies/fairness.html", model)


@supervisors
async def make(request, me: Agent) -> Response:
    """POST /ledger/fairness: made again, now."""
    await request.app.state.db.write(kept.make_now, NAME)
    return done(request, HERE + "/fairness", N_("It is being made. Look again in a moment."))


def _load(tx, me: Agent, query: dict[str, str]) -> Ledger:
    kind, currency = query.get("kind", ""), query.get("currency", "").upper()
    kind = kind if kind in ledger.KINDS else ""
    currency = currency if currency in money.CURRENCIES else ""
    since, until = _days(tx, query)
    found = ledger.page(
        tx,
        before=query.get("before") or None,
        kind=kind,
        currency=currency,
        since=since,
        until=until,
        limit=ledger.PAGE + 1,
    )
    return Ledger(
        entries=found[: ledger.PAGE],
        older=found[ledger.PAGE - 1].cursor if len(found) > ledger.PAGE else None,
        kind=kind,
        currency=currency,
        since=_day(query.get("since")),
        until=_day(query.get("until")),
        budgets=[b for b in budget.listed(tx, limit=12) if b.ends_at > tx.now],
        locale=me.locale,
    )


def _sheet(tx, query: dict[str, str]) -> bytes:
    since, until = _days(tx, query)
    return ledger.export(tx, since=since, until=until)


def _days(tx, query: dict[str, str]) -> tuple[int | None, int | None]:
    """From the first day's beginning until the last one's end, where the organisation is."""
    zone = organisation.calendar(tx).zone
    first, last = _day(query.get("since")), _day(query.get("until"))
    since = _midnight(date.fromisoformat(first), zone) if first else None
    until = _midnight(date.fromisoformat(last) + timedelta(days=1), zone) if last else None
    return since, until


def _day(text: str | None) -> str:
    """The day as 2026-11-22; empty for what is none."""
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return ""


def _midnight(day: date, zone: str) -> int:
    noon = to_datetime(0, zone).replace(year=day.year, month=day.month, day=day.day, hour=12)
    return from_datetime(noon.replace(hour=0, minute=0, fold=0))


routes = [
    Route(HERE, index),
    Route(HERE + "/export", export),
    Route(HERE + "/fairness", fairness, methods=["GET"]),
    Route(HERE + "/fairness", make, methods=["POST"]),
]
