"""Closing a conversation, and opening it again."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import close
from lagniappe.web.agent import conversation
from lagniappe.web.kit.who import agents


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/closure"""
    await request.app.state.db.write(close.close, me, request.path_params["id"])
    return await conversation.changed(request, me)


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /conversations/{id}/closure"""
    await request.app.state.db.write(close.reopen, me, request.path_params["id"])
    return await conversation.changed(request, me)


routes = [
    Route("/conversations/{id}/closure", create, methods=["POST"]),
    Route("/conversations/{id}/closure", remove, methods=["DELETE"]),
]
