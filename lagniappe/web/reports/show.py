"""Showing a report: as a page, as CSV, as XLSX. All of the family by the same three views."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import installation
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics import kept
from lagniappe.desk.analytics.contacts.count import COUNTED
from lagniappe.desk.analytics.rules import rules
from lagniappe.kit.text import N_
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import supervisors
from lagniappe.web.reports import spreadsheets, words
from lagniappe.web.reports.asked import Asked, asked
from lagniappe.web.reports.blocks import Sheet
from lagniappe.web.reports.look import Look
from lagniappe.web.reports.names import names
from lagniappe.web.reports.pages import PAGES

SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Worked out once a day, and when asked for: counting them takes longer than a page may.
DAILY = {
    "leaving": "leaving",
    "worth": "leaving",
    "colleagues": "colleagues",
    "fairness": "fairness",
}


@dataclass(frozen=True, slots=True)
class Report:
    """A page of the family: `only` names the one group it is of, `counted_at` is when contacts
    were counted last, `made_at` when what it shows was worked out where that is `daily`."""

    name: str
    title: str
    says: str
    asked: Asked
    blocks: list
    only: str
    counted_at: int | None
    made_at: int | None
    daily: bool
    periods: dict[str, str]


@supervisors
async def first(request, me: Agent) -> Response:
    """GET /reports"""
    return RedirectResponse("/reports/overview", 303)


@supervisors
async def show(request, me: Agent) -> Response:
    """GET /reports/{report}?period=&by=&of="""
    return page(request, "reports/report.html", await _report(request))


@supervisors
async def take_out(request, me: Agent) -> Response:
    """GET /reports/{report}.{csv|xlsx}?period=&by=&of="""
    made = await _report(request)
    kind = request.path_params["kind"]
    if kind not in ("csv", "xlsx"):
        raise HTTPException(404)
    sheets = [sheet for block in made.blocks for sheet in block.sheets]
    about = Sheet(made.title, ("period", "of"), [(made.asked.period, made.only)])
    file = (spreadsheets.csv if kind == "csv" else spreadsheets.xlsx)([about, *sheets])
    name = f"{made.name}-{made.asked.today.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    media = "text/csv; charset=utf-8" if kind == "csv" else SHEETS
    return Response(file, media_type=media, headers=headers)


@supervisors
async def make(request, me: Agent) -> Response:
    """POST /reports/{report}: have what is worked out daily worked out now."""
    name = request.path_params["report"]
    if name not in DAILY:
        raise HTTPException(404)
    await request.app.state.db.write(kept.make_now, DAILY[name])
    said = N_("It is being made. Look again in a moment.")
    return done(request, f"/reports/{name}", said)


async def _report(request) -> Report:
    name = request.path_params["report"]
    if name not in PAGES:
        raise HTTPException(404)
    return await request.app.state.db.read(
        _made, name, dict(request.query_params), locale_of(request)
    )


def _made(tx, name: str, params: dict, locale: str) -> Report:
    here = asked(tx, params)
    look = Look(tx, here, rules(tx), locale, name)
    title, says = (look.say(text) for text in words.PAGES[name])
    only = "" if here.of_all else names(tx, here.dimension, [here.value], locale)[here.value]
    row = kept.newest(tx, DAILY[name]) if name in DAILY else None
    counted = installation.get(tx, COUNTED)
    return Report(
        name,
        title,
        says,
        here,
        PAGES[name](look),
        only,
        int(counted) if counted else None,
        row.made_at if row else None,
        name in DAILY,
        {key: look.say(text) for key, text in words.PERIODS.items()},
    )


routes = [
    Route("/reports", first),
    Route("/reports/{report}.{kind}", take_out),
    Route("/reports/{report}", show, methods=["GET"]),
    Route("/reports/{report}", make, methods=["POST"]),
]
