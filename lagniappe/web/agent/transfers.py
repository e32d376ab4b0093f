"""Passing a conversation on, with the reason."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find, transfer
from lagniappe.web.agent import conversation
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/transfers"""
    fields = await form.fields(request)
    db, conversation_id = request.app.state.db, request.path_params["id"]
    await db.write(
        transfer.transfer,
        me,
        conversation_id,
        to_department_id=form.text(fields, "to_department") or None,
        to_agent_id=form.text(fields, "to_agent") or None,
        reason=form.text(fields, "reason"),
    )
    # It may have gone where this agent cannot follow.
    if not await db.read(find.may_see, me, [conversation_id]):
        return RedirectResponse("/inbox", 303)
    return await conversation.changed(request, me)


routes = [Route("/conversations/{id}/transfers", create, methods=["POST"])]
