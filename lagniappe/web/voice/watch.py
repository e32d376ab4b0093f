"""The watch list, and what the customer's card says of it; how a customer came to us."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.voice import referral, watch
from lagniappe.kit.text import N_
from lagniappe.web.agent import care_notes
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents

PAGE = 40
HERE = "/voice/watch"


@dataclass(frozen=True, slots=True)
class Watching:
    """`more` is where the next page starts."""

    lines: list[watch.Watched]
    more: str | None


@agents
async def index(request, me: Agent) -> Response:
    """GET /voice/watch?before="""
    before = request.query_params.get("before") or None
    return page(request, "voice/watch.html", await request.app.state.db.read(_list, before))


@agents
async def add(request, me: Agent) -> Response:
    """POST /customers/{id}/watch: a colleague's own reason."""
    words = form.text(await form.fields(request), "words")
    await request.app.state.db.write(watch.add, me, request.path_params["id"], words=words)
    return await care_notes.changed(request, me)


@agents
async def end(request, me: Agent) -> Response:
    """DELETE /voice/watch/{watched}: no reason any more."""
    await request.app.state.db.write(watch.end, me, request.path_params["watched"])
    return done(request, HERE, N_("Taken off the watch list."))


@agents
async def refer(request, me: Agent) -> Response:
    """PUT /customers/{id}/referral: how they came to us."""
    fields = await form.fields(request)
    await request.app.state.db.write(
        referral.tell,
        me,
        request.path_params["id"],
        source=form.text(fields, "source"),
        words=form.text(fields, "words"),
    )
    return await care_notes.changed(request, me)


def _list(tx, before: str | None) -> Watching:
    found = watch.listed(tx, before=before, limit=PAGE + 1)
    return Watching(found[:PAGE], found[PAGE - 1].cursor if len(found) > PAGE else None)


routes = [
    Route(HERE, index),
    Route(HERE + "/{watched}", end, methods=["DELETE"]),
    Route("/customers/{id}/watch", add, methods=["POST"]),
    Route("/customers/{id}/referral", refer, methods=["PUT"]),
]
