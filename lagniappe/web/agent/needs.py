"""Needs of a customer: that there is one is seen at once, its words only when asked for."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.people import needs
from lagniappe.web.agent import care_notes
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents, supervisors


@agents
async def create(request, me: Agent) -> Response:
    """POST /customers/{id}/needs"""
    fields = await form.fields(request)
    days = form.text(fields, "days")
    await request.app.state.db.write(
        needs.add,
        me,
        request.path_params["id"],
        kind=form.text(fields, "kind"),
        words=form.text(fields, "words"),
        consent=form.text(fields, "consent"),
        days=int(days) if days.isdecimal() and len(days) < 5 else 0,
    )
    return await care_notes.changed(request, me)


@agents
async def reading(request, me: Agent) -> Response:
    """POST /customers/{id}/needs/{need_id}/readings: its words; that they were read is kept."""
    where = request.path_params
    found = await request.app.state.db.write(needs.read, me, where["id"], where["need_id"])
    return fragment(request, "customers/_need_words.html", need=found)


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /customers/{id}/needs/{need_id}"""
    where = request.path_params
    await request.app.state.db.write(needs.remove, where["id"], where["need_id"])
    return await care_notes.changed(request, me)


@supervisors
async def readers(request, me: Agent) -> Response:
    """GET /customers/{id}/needs/readers: who read them, and when."""
    found = await request.app.state.db.read(needs.readers, request.path_params["id"])
    return fragment(request, "customers/_need_readers.html", readers=found)


routes = [
    Route("/customers/{id}/needs", create, methods=["POST"]),
    Route("/customers/{id}/needs/readers", readers, methods=["GET"]),
    Route("/customers/{id}/needs/{need_id}", remove, methods=["DELETE"]),
    Route("/customers/{id}/needs/{need_id}/readings", reading, methods=["POST"]),
]
