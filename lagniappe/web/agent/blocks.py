"""Blocking a person, and letting them write again."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.people import blocks
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.who import agents


@agents
async def create(request, me: Agent) -> Response:
    """POST /customers/{id}/block"""
    fields = await form.fields(request)
    customer_id = request.path_params["id"]
    await request.app.state.db.write(
        blocks.block,
        customer_id,
        duration=form.text(fields, "duration"),
        reason=form.text(fields, "reason"),
        by=me.id,
    )
    return done(request, f"/customers/{customer_id}", N_("Blocked. You can undo this here."))


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /customers/{id}/block"""
    customer_id = request.path_params["id"]
    await request.app.state.db.write(blocks.lift, customer_id, by=me.id)
    back = form.text(await form.fields(request), "back")
    where = "/settings/blocked" if back == "blocked" else f"/customers/{customer_id}"
    return done(request, where, N_("They can write to you again."))


routes = [
    Route("/customers/{id}/block", create, methods=["POST"]),
    Route("/customers/{id}/block", remove, methods=["DELETE"]),
]
