"""What an agent was about to say, kept on the server."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import draft
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents


@agents
async def keep(request, me: Agent) -> Response:
    """PUT /conversations/{id}/drafts/{mode}"""
    fields = await form.fields(request)
    await request.app.state.db.write(
        draft.keep,
        me,
        request.path_params["id"],
        request.path_params["mode"],
        form.text(fields, "body"),
        longest=request.app.state.settings.message_characters,
    )
    return Response(status_code=204)


routes = [Route("/conversations/{id}/drafts/{mode}", keep, methods=["PUT"])]
