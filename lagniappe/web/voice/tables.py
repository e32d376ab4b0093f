"""Fair tables: with intervals, the mix of work taken into account, and nobody shown unasked."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics import kept
from lagniappe.desk.surveys.recognition import choices, fair
from lagniappe.kit.text import N_
from lagniappe.web.agent.library.shares import between, percent
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents, supervisors

HERE = "/recognition/tables"


@dataclass(frozen=True, slots=True)
class Line:
    """One colleague; shares and intervals as text, and the interval in hundredths to draw."""

    agent_id: str
    name: str
    n: int
    share: str
    interval: str
    adjusted: str
    adjusted_interval: str
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Tables:
    made_at: int | None
    overall: str
    n: int
    lines: list[Line]
    few: list[str]
    in_tables: bool
    fewest: int = fair.FEWEST


@agents
async def index(request, me: Agent) -> Response:
    """GET /recognition/tables"""
    model = await request.app.state.db.read(_load, me, locale_of(request))
    return page(request, "voice/tables.html", model)


@supervisors
async def make(request, me: Agent) -> Response:
    """POST /recognition/tables: made again, now."""
    await request.app.state.db.write(kept.make_now, fair.NAME)
    return done(request, HERE, N_("It is being made. Look again in a moment."))


def _load(tx, me: Agent, locale: str) -> Tables:
    row = kept.newest(tx, fair.NAME)
    mine = choices.of(tx, me.id).in_tables
    if row is None:
        return Tables(None, "–", 0, [], [], mine)
    shown = fair.shown_to(tx, me, row.content)
    return Tables(
        made_at=row.made_at,
        overall=percent(shown["overall"], locale),
        n=shown["n"],
        lines=[_line(one, locale) for one in shown["lines"]],
        few=shown["few"],
        in_tables=mine,
    )


def _line(one: dict, locale: str) -> Line:
    return Line(
        agent_id=one["agent"],
        name=one["name"],
        n=one["n"],
        share=percent(one["share"], locale),
        interval=between((one["low"], one["high"]), locale),
        adjusted=percent(one["adjusted"], locale),
        adjusted_interval=between((one["adjusted_low"], one["adjusted_high"]), locale),
        low=round(one["adjusted_low"] * 100),
        middle=round(one["adjusted"] * 100),
        high=round(one["adjusted_high"] * 100),
    )


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, make, methods=["POST"]),
]
