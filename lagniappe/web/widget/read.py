"""What the visitor has seen, where no socket carries it."""

from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.web.kit import form
from lagniappe.web.kit.who import visitors as visitors_only


class Seen(TypedDict):
    position: Annotated[int, Field(ge=0, lt=2**31)]


_SHAPE = TypeAdapter(Seen)


@visitors_only
async def read(request) -> JSONResponse:
    """PUT /widget/{key}/read"""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    seen = await form.json_as(request, _SHAPE)
    if visitor.conversation_id:
        state.marks.customer_saw(visitor.conversation_id, read=seen["position"])
    return JSONResponse({})


routes = [Route("/widget/{key}/read", read, methods=["PUT"])]
