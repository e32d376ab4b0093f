"""Which would you prefer? The visitor's answer."""

from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.complaints.remedies import offers
from lagniappe.desk.conversations import message
from lagniappe.kit.errors import NotFound
from lagniappe.web.kit import form
from lagniappe.web.kit.page import locale_of
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.messages import bubble
from lagniappe.web.widget.visitor import slow_down


class Choice(TypedDict):
    choice: Annotated[int, Field(ge=0, lt=offers.MOST)]


_CHOICE = TypeAdapter(Choice)


@visitors_only
async def choose(request) -> JSONResponse:
    """PUT /widget/{key}/offers/{offer}/choice: chosen once, whoever presses how often."""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    if not state.visitors.messages.take(visitor.visitor_id):
        raise slow_down()
    if visitor.conversation_id is None:
        raise NotFound()
    choice = (await form.json_as(request, _CHOICE))["choice"]
    offer_id = request.path_params["offer"]
    await state.db.write(offers.choose, visitor.customer_id, offer_id, choice, key=state.key)
    entry = await state.db.read(_entry, visitor.conversation_id, offer_id)
    return JSONResponse({"p": entry.public_position, "html": bubble(entry, locale_of(request))})


def _entry(tx, conversation_id: str, offer_id: str) -> message.Message:
    entry = message.by_client_id(tx, conversation_id, f"offer-{offer_id}")
    if entry is None:
        raise NotFound()
    return entry


routes = [Route("/widget/{key}/offers/{offer}/choice", choose, methods=["PUT"])]
