"""By which way the next answer goes, as the composer says it, and the call that may be better."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.channels.email.outbound import call, way
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find
from lagniappe.kit.languages import translate
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents

_ASK = N_("May we call you? It is often quicker than writing. When would it suit you?")
_ASK_WHERE = N_(
    "May we call you? It is often quicker than writing. On which number, and when would it suit "
    "you?"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """What the composer says above the text; `phrase` proposes a call in the customer's
    language."""

    conversation: object
    way: way.Way
    call: call.Proposal | None
    phrase: str

    @property
    def reasons(self) -> dict[str, str]:
        return call.REASONS


@agents
async def show(request, me: Agent) -> Response:
    """GET /conversations/{id}/way"""
    aim = await request.app.state.db.read(_load, me, request.path_params["id"])
    return fragment(request, "conversations/_way.html", aim=aim)


@agents
async def decline_call(request, me: Agent) -> Response:
    """POST /conversations/{id}/way/mail: no call, and why."""
    reason = form.text(await form.fields(request), "reason")
    await request.app.state.db.write(call.decline, me, request.path_params["id"], reason)
    return await show(request)


def aim(tx, conversation) -> Aim:
    """For the conversation's row, which this agent may see."""
    proposed = call.proposal(tx, conversation)
    ask = _ASK if proposed and proposed.phone else _ASK_WHERE
    return Aim(
        conversation=conversation,
        way=way.of(tx, conversation.id),
        call=proposed,
        phrase=translate((conversation.locale or "en").partition("-")[0], ask),
    )


def _load(tx, me: Agent, conversation_id: str) -> Aim:
    return aim(tx, find.for_agent(tx, me, conversation_id))


routes = [
    Route("/conversations/{id}/way", show),
    Route("/conversations/{id}/way/mail", decline_call, methods=["POST"]),
]
