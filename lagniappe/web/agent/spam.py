"""Calling a conversation spam, and taking that back."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.channels.email.inbound import spam
from lagniappe.desk.accounts.agent import Agent
from lagniappe.web.agent import conversation
from lagniappe.web.kit.who import agents


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/spam"""
    await request.app.state.db.write(spam.mark, me, request.path_params["id"])
    return await conversation.changed(request, me)


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /conversations/{id}/spam"""
    await request.app.state.db.write(spam.unmark, me, request.path_params["id"])
    return await conversation.changed(request, me)


routes = [
    Route("/conversations/{id}/spam", create, methods=["POST"]),
    Route("/conversations/{id}/spam", remove, methods=["DELETE"]),
]
