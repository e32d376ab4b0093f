"""How far an agent has read."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find, read
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents


@agents
async def mark(request, me: Agent) -> Response:
    """PUT /conversations/{id}/read"""
    position = form.text(await form.fields(request), "position")
    if not position.isdigit() or len(position) > 9:
        raise Refused(N_("This request is malformed."), code="malformed", status=400)
    await request.app.state.db.write(_mark, me, request.path_params["id"], int(position))
    return Response(status_code=204)


def _mark(tx, me: Agent, conversation_id: str, position: int) -> None:
    conversation = find.for_agent(tx, me, conversation_id)
    read.mark(tx, me, conversation_id, min(position, conversation.last_position))


routes = [Route("/conversations/{id}/read", mark, methods=["PUT"])]
