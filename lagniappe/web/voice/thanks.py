"""Thanks: praise from customers beside the stories colleagues tell, newest first."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import extras, stories
from lagniappe.desk.surveys.recognition import choices, points, praise
from lagniappe.kit import money
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents, supervisors

PAGE = 30
HERE = "/recognition"


@dataclass(frozen=True, slots=True)
class Thanks:
    """`lines` are ("praise", Praise) and ("story", Story); `left` what small extras may still
    cost this month."""

    lines: list[tuple[str, object]]
    older: str | None
    left: str
    points: int
    mine: bool


@agents
async def index(request, me: Agent) -> Response:
    """GET /recognition?view=mine&before="""
    query, db = request.query_params, request.app.state.db
    mine = query.get("view") == "mine"
    model = await db.read(_load, me, query.get("before") or None, mine=mine)
    fresh = any(
        one.agent_id == me.id and not one.seen_at for k, one in model.lines if k == "praise"
    )
    if fresh:
        await db.write(praise.seen, me)
    return page(request, "voice/thanks.html", model)


@agents
async def tell(request, me: Agent) -> Response:
    """POST /recognition: a story."""
    body = form.text(await form.fields(request), "body")
    await request.app.state.db.write(stories.tell, me, body)
    return done(request, HERE, N_("Told. Thank you."))


@agents
async def hide(request, me: Agent) -> Response:
    """DELETE /recognition/{id}: a story."""
    await request.app.state.db.write(stories.hide, me, request.path_params["id"])
    return done(request, HERE, N_("Taken out."))


@supervisors
async def verify(request, me: Agent) -> Response:
    """POST /recognition/praise/{praise}/verification: it counts, and brings points."""
    await request.app.state.db.write(praise.verify, me, request.path_params["praise"])
    return done(request, HERE, N_("Confirmed. Your colleague gets points for it."))


@supervisors
async def set_aside(request, me: Agent) -> Response:
    """POST /recognition/praise/{praise}/dismissal: no praise after all."""
    await request.app.state.db.write(praise.set_aside, me, request.path_params["praise"])
    return done(request, HERE, N_("Set aside. It costs nobody anything."))


@agents
async def chosen(request, me: Agent) -> Response:
    """GET /recognition/choices"""
    model = await request.app.state.db.read(choices.of, me.id)
    return page(request, "voice/choices.html", model)


@agents
async def choose(request, me: Agent) -> Response:
    """PUT /recognition/choices: what I want of all this."""
    fields = await form.fields(request)
    wanted = {name: bool(form.text(fields, name)) for name in choices.Choices.__slots__}
    await request.app.state.db.write(choices.choose, me, choices.Choices(**wanted))
    return done(request, HERE + "/choices", N_("Saved."))


def _load(tx, me: Agent, before: str | None, *, mine: bool) -> Thanks:
    own = me.id if mine else ""
    praised = praise.feed(tx, agent_id=own, before=before, limit=PAGE + 1)
    told = [] if mine else stories.feed(tx, before=before, limit=PAGE + 1)
    both = [(one.said_at, one.id, ("praise", one)) for one in praised]
    both += [(one.created_at, one.id, ("story", one)) for one in told]
    lines = [line for *_, line in sorted(both, key=lambda one: one[:2], reverse=True)]
    older = lines[PAGE - 1][1].cursor if len(lines) > PAGE else None
    left = money.shown(extras.left(tx, me), me.locale)
    return Thanks(lines[:PAGE], older, left, points.left(tx, me.id), mine)


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, tell, methods=["POST"]),
    Route(HERE + "/choices", chosen, methods=["GET"]),
    Route(HERE + "/choices", choose, methods=["PUT"]),
    Route(HERE + "/praise/{praise}/verification", verify, methods=["POST"]),
    Route(HERE + "/praise/{praise}/dismissal", set_aside, methods=["POST"]),
    Route(HERE + "/{id}", hide, methods=["DELETE"]),
]
