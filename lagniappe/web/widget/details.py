"""The visitor's name and mail address, as they give them: claimed, not proven."""

from typing import Annotated

from pydantic import StringConstraints, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.people import customers
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.visitor import slow_down


class Details(TypedDict):
    name: Annotated[str, StringConstraints(max_length=200)]
    email: Annotated[str, StringConstraints(max_length=300)]


_SHAPE = TypeAdapter(Details)


@visitors_only
async def details(request) -> JSONResponse:
    """PUT /widget/{key}/details"""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    if not state.visitors.messages.take(visitor.visitor_id):
        raise slow_down()
    given = await form.json_as(request, _SHAPE)
    if visitor.customer_id is None:
        raise Refused(N_("Write a message first."), code="empty")
    await state.db.write(_give, visitor.customer_id, given)
    return JSONResponse({})


def _give(tx, customer_id: str, given: Details) -> None:
    if given["name"].strip():
        customers.change(tx, customer_id, name=given["name"])
    if given["email"].strip():
        customers.identify(tx, customer_id, "email", given["email"], verified=False)


routes = [Route("/widget/{key}/details", details, methods=["PUT"])]
