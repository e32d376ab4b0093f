"""Who works on a conversation."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import assign
from lagniappe.web.agent import conversation
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents


@agents
async def change(request, me: Agent) -> Response:
    """PUT /conversations/{id}/assignment: to an agent, or to nobody when empty."""
    agent_id = form.text(await form.fields(request), "agent_id") or None
    await request.app.state.db.write(assign.assign, me, request.path_params["id"], agent_id)
    return await conversation.changed(request, me)


routes = [Route("/conversations/{id}/assignment", change, methods=["PUT"])]
