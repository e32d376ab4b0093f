"""Nominations: whom colleagues thank this month."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.channels.email.outbound.lessons import month_name
from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition import budget, digest, nominate
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents, supervisors

HERE = "/recognition/nominations"


@dataclass(frozen=True, slots=True)
class Nominations:
    """`mine` is my nomination's row of this month; `colleagues` whom I may name; `months` are
    (key, name) of those somebody was named in."""

    month: str
    name: str
    this_month: bool
    nominees: list[nominate.Nominee]
    mine: object
    colleagues: list[tuple[str, str]]
    months: list[tuple[str, str]]
    points: int


@agents
async def index(request, me: Agent) -> Response:
    """GET /recognition/nominations?month="""
    month = request.query_params.get("month", "")
    model = await request.app.state.db.read(_load, me, month, locale_of(request))
    return page(request, "voice/nominations.html", model)


@agents
async def create(request, me: Agent) -> Response:
    """POST /recognition/nominations"""
    fields = await form.fields(request)
    await request.app.state.db.write(
        nominate.nominate, me, form.text(fields, "agent"), words=form.text(fields, "words")
    )
    return done(request, HERE, N_("Named. Thank you."))


@supervisors
async def honour(request, me: Agent) -> Response:
    """POST /recognition/nominations/{month}/{agent}/honour"""
    month, agent_id = request.path_params["month"], request.path_params["agent"]
    await request.app.state.db.write(nominate.honour, me, month, agent_id)
    return done(request, f"{HERE}?month={month}", N_("Honoured. They get points for it."))


def _load(tx, me: Agent, wanted: str, locale: str) -> Nominations:
    now = budget.month_of(tx)
    month = digest.month(tx, wanted).key if wanted else now
    return Nominations(
        month=month,
        name=month_name(month, locale),
        this_month=month == now,
        nominees=nominate.of_month(tx, month),
        mine=nominate.mine(tx, me),
        colleagues=[(one.id, one.name) for one in people.everyone(tx) if one.id != me.id],
        months=[(key, month_name(key, locale)) for key in nominate.months(tx)],
        points=nominate.POINTS,
    )


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/{month}/{agent}/honour", honour, methods=["POST"]),
]
