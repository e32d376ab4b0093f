"""The report on recovery: how well people are helped who were let down, and what it cost."""

from dataclasses import dataclass
from datetime import timedelta

from babel.dates import format_timedelta
from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics import kept
from lagniappe.desk.analytics.compare import ENOUGH
from lagniappe.kit import money, spreadsheet
from lagniappe.kit.text import N_
from lagniappe.web.agent.library.shares import between, percent
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import supervisors

HERE = "/reports/recovery"
NAME = "recovery"
_HEADS = ("cause", "n", "settled_share", "returned_share", "median_hours", "currency", "paid")


@dataclass(frozen=True, slots=True)
class Figure:
    """A share as people read it: its value and interval (both a dash of nothing), and n."""

    value: str
    interval: str
    n: int


@dataclass(frozen=True, slots=True)
class Cause:
    cause: str
    n: int
    settled: Figure
    returned: Figure
    paid: str
    lasted: str


@dataclass(frozen=True, slots=True)
class Payout:
    """What was paid on average with listening first and without; `verdict` is less, more,
    open (the interval holds nought) or few."""

    currency: str
    heard: str
    heard_n: int
    not_heard: str
    not_heard_n: int
    difference: str
    interval: str
    n: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Recovery:
    made_at: int | None
    opened: int
    closed: int
    figures: dict[str, Figure]
    lasted: list[str]
    paid: str
    causes: list[Cause]
    payouts: list[Payout]
    enough: int = ENOUGH


@supervisors
async def show(request, me: Agent) -> Response:
    """GET /reports/recovery"""
    row = await request.app.state.db.read(kept.newest, NAME)
    return page(request, "reports/recovery.html", _model(row, locale_of(request)))


@supervisors
async def make(request, me: Agent) -> Response:
    """POST /reports/recovery: made again, now."""
    await request.app.state.db.write(kept.make_now, NAME)
    return done(request, HERE, N_("It is being made. Look again in a moment."))


@supervisors
async def take_out(request, me: Agent) -> Response:
    """GET /reports/recovery.csv: one line for each cause and currency."""
    row = await request.app.state.db.read(kept.newest, NAME)
    causes = row.content["causes"] if row else []
    headers = {"Content-Disposition": 'attachment; filename="recovery.csv"'}
    file = spreadsheet.file(_HEADS, (line for cause in causes for line in _lines(cause)))
    return Response(file, media_type="text/csv; charset=utf-8", headers=headers)


def _lines(cause: dict):
    for currency, amount in (cause["paid"] or {"": 0}).items():
        yield (
            cause["cause"],
            cause["n"],
            cause["settled"]["value"] if cause["settled"] else None,
            cause["returned"]["value"] if cause["returned"] else None,
            cause["hours"],
            currency,
            money.number(money.Money(amount, currency)) if currency else None,
        )


def _model(row, locale: str) -> Recovery:
    if row is None:
        return Recovery(None, 0, 0, {}, [], "", [], [])
    made = row.content
    shares = ("on_the_spot", "in_time", "settled", "held", "happy", "returned")
    return Recovery(
        made_at=row.made_at,
        opened=made["opened"],
        closed=made["closed"],
        figures={name: _figure(made[name], locale) for name in (*shares, "returned_otherwise")},
        lasted=[_lasted(hours, locale) for hours in made["hours"]],
        paid=_paid(made["paid"], locale),
        causes=[_cause(cause, locale) for cause in made["causes"]],
        payouts=[_payout(payout, locale) for payout in made["payouts"]],
    )


def _figure(measure: dict | None, locale: str) -> Figure:
    if measure is None:
        return Figure("–", "", 0)
    return Figure(
        percent(measure["value"], locale),
        between((measure["low"], measure["high"]), locale),
        measure["n"],
    )


def _cause(cause: dict, locale: str) -> Cause:
    return Cause(
        cause=cause["cause"],
        n=cause["n"],
        settled=_figure(cause["settled"], locale),
        returned=_figure(cause["returned"], locale),
        paid=_paid(cause["paid"], locale),
        lasted=_lasted(cause["hours"], locale),
    )


def _payout(payout: dict, locale: str) -> Payout:
    def shown(minor: float) -> str:
        return money.shown(money.Money(round(minor), payout["currency"]), locale)

    found = payout["difference"]
    return Payout(
        currency=payout["currency"],
        heard=shown(payout["heard_first"]["mean"]),
        heard_n=payout["heard_first"]["n"],
        not_heard=shown(payout["not_heard"]["mean"]),
        not_heard_n=payout["not_heard"]["n"],
        difference=shown(found["value"]) if found else "",
        interval=f"{shown(found['low'])} – {shown(found['high'])}" if found else "",
        n=found["n"] if found else 0,
        verdict=_verdict(found),
    )


def _verdict(found: dict | None) -> str:
    if found is None:
        return "few"
    if found["high"] < 0:
        return "less"
    return "more" if found["low"] > 0 else "open"


def _paid(paid: dict[str, int], locale: str) -> str:
    return ", ".join(
        money.shown(money.Money(amount, currency), locale) for currency, amount in paid.items()
    )


def _lasted(hours: float | None, locale: str) -> str:
    """How long that is, in the reader's words."""
    if hours is None:
        return "–"
    known = locale.replace("-", "_")
    return format_timedelta(timedelta(hours=hours), granularity="minute", locale=known)


routes = [
    Route(HERE, show, methods=["GET"]),
    Route(HERE, make, methods=["POST"]),
    Route(HERE + ".csv", take_out),
]
