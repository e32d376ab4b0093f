"""Criticism of somebody by name: between them and who leads, heard from both sides."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition import coaching
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents, supervisors

HERE = "/recognition/coaching"


@dataclass(frozen=True, slots=True)
class Coachings:
    lines: list[coaching.Coaching]
    now: int


@agents
async def index(request, me: Agent) -> Response:
    """GET /recognition/coaching"""
    model = await request.app.state.db.read(_load, me)
    return page(request, "voice/coaching.html", model)


@agents
async def reply(request, me: Agent) -> Response:
    """PUT /recognition/coaching/{coaching}/reply: my side of it."""
    words = form.text(await form.fields(request), "words")
    await request.app.state.db.write(
        coaching.reply, me, request.path_params["coaching"], words=words
    )
    return done(request, HERE, N_("Saved. It stands beside what the customer said."))


@supervisors
async def close(request, me: Agent) -> Response:
    """POST /recognition/coaching/{coaching}/closure: what came of it."""
    fields = await form.fields(request)
    await request.app.state.db.write(
        coaching.close,
        me,
        request.path_params["coaching"],
        outcome=form.text(fields, "outcome"),
        agreed=form.text(fields, "agreed"),
    )
    return done(request, HERE, N_("Closed."))


def _load(tx, me: Agent) -> Coachings:
    return Coachings(coaching.listed(tx, me), tx.now)


routes = [
    Route(HERE, index),
    Route(HERE + "/{coaching}/reply", reply, methods=["PUT"]),
    Route(HERE + "/{coaching}/closure", close, methods=["POST"]),
]
