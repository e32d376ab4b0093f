"""From the widget to the letterbox: answers by mail, and the conversation as a letter."""

from typing import Annotated

from pydantic import StringConstraints, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.channels.email.outbound import transcript, wanted
from lagniappe.desk.people import blocks, customers
from lagniappe.kit.errors import NotFound
from lagniappe.web.kit import form
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.transcript import zone_or
from lagniappe.web.widget.visitor import Visitor, slow_down


class Reached(TypedDict):
    """Where the answer goes."""

    name: Annotated[str, StringConstraints(max_length=200)]
    email: Annotated[str, StringConstraints(max_length=300)]


class Copy(TypedDict, total=False):
    """In whose time the letter tells it."""

    time_zone: Annotated[str, StringConstraints(max_length=64)]


_REACHED, _COPY = TypeAdapter(Reached), TypeAdapter(Copy)


@visitors_only
async def answer(request) -> JSONResponse:
    """PUT /widget/{key}/by-mail: write to me, I am leaving."""
    visitor = await _writer(request)
    reached = await form.json_as(request, _REACHED)
    await request.app.state.db.write(_want, visitor, reached)
    return JSONResponse({})


@visitors_only
async def copy(request) -> JSONResponse:
    """POST /widget/{key}/transcript/mail: to the address they gave, and no other."""
    state = request.app.state
    visitor = await _writer(request)
    zone = zone_or((await form.json_as(request, _COPY)).get("time_zone", ""), "")
    address = await state.db.write(
        transcript.send, visitor.conversation_id, key=state.key, zone=zone
    )
    return JSONResponse({"email": address})


async def _writer(request) -> Visitor:
    """The visitor, who has a conversation. Raises Refused for floods, NotFound otherwise."""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    if not state.visitors.messages.take(visitor.visitor_id):
        raise slow_down()
    if visitor.conversation_id is None or await state.db.read(
        blocks.is_blocked, visitor.customer_id
    ):
        raise NotFound()
    return visitor


def _want(tx, visitor: Visitor, reached: Reached) -> None:
    if reached["name"].strip():
        customers.change(tx, visitor.customer_id, name=reached["name"])
    customers.identify(tx, visitor.customer_id, "email", reached["email"], verified=False)
    wanted.want(tx, visitor.conversation_id)


routes = [
    Route("/widget/{key}/by-mail", answer, methods=["PUT"]),
    Route("/widget/{key}/transcript/mail", copy, methods=["POST"]),
]
