"""Tags of a conversation."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import tag
from lagniappe.web.agent import conversation
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/tags"""
    name = form.text(await form.fields(request), "name")
    await request.app.state.db.write(tag.add, me, request.path_params["id"], name)
    return await conversation.changed(request, me)


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /conversations/{id}/tags/{tag_id}"""
    where = request.path_params
    await request.app.state.db.write(tag.remove, me, where["id"], where["tag_id"])
    return await conversation.changed(request, me)


routes = [
    Route("/conversations/{id}/tags", create, methods=["POST"]),
    Route("/conversations/{id}/tags/{tag_id}", remove, methods=["DELETE"]),
]
