"""What to remember about a customer at each contact."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.people import care_notes
from lagniappe.web.agent import card, streams
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents


@agents
async def create(request, me: Agent) -> Response:
    """POST /customers/{id}/notes"""
    body = form.text(await form.fields(request), "body")
    await request.app.state.db.write(care_notes.add, request.path_params["id"], body, by=me.id)
    return await changed(request, me)


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /customers/{id}/notes/{note_id}"""
    where = request.path_params
    await request.app.state.db.write(care_notes.remove, where["id"], where["note_id"])
    return await changed(request, me)


async def changed(request, me: Agent) -> Response:
    """The answer to a change of the card: the card, replaced."""
    found = await request.app.state.db.read(card.load, me, request.path_params["id"])
    return streams.replace(request, "customer-card", "customers/_card.html", card=found)


routes = [
    Route("/customers/{id}/notes", create, methods=["POST"]),
    Route("/customers/{id}/notes/{note_id}", remove, methods=["DELETE"]),
]
