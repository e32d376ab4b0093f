"""Opening the panel: who this visitor is, who is there, and what was said before.

Nothing is stored for somebody who only looks: a customer is made by the first message, or
by an identity that the company's own server signed.
"""

from typing import Annotated

from pydantic import StringConstraints, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.accounts import brands
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import blocks, customers, visitors
from lagniappe.desk.surveys import read as surveys
from lagniappe.kit.errors import Refused
from lagniappe.web.kit import form
from lagniappe.web.kit.page import locale_of
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.availability import availability
from lagniappe.web.widget.messages import bubble
from lagniappe.web.widget.visitor import LONGEST_TOKEN, Visitor

SHOWN = 100


class Identity(TypedDict):
    """`user` is base64url JSON {id, name, email, exp?}, `hash` its HMAC-SHA256 in hex."""

    user: Annotated[str, StringConstraints(max_length=visitors.LONGEST_IDENTITY)]
    hash: Annotated[str, StringConstraints(max_length=128)]


class Opening(TypedDict, total=False):
    token: str | None
    identity: Identity | None
    page: Annotated[str, StringConstraints(max_length=2_000)]
    time_zone: Annotated[str, StringConstraints(max_length=64)]


_SHAPE = TypeAdapter(Opening)


@visitors_only
async def session(request) -> JSONResponse:
    """POST /widget/{key}/session"""
    state = request.app.state
    state.visitors.check_address(request)
    key = request.path_params["key"]
    opening = await form.json_as(request, _SHAPE)
    locale = locale_of(request)
    brand = await state.db.read(brands.by_key, key)
    known = _known(state.visitors, opening.get("token"), key, brand.id)
    if opening.get("identity"):
        visitor = await _signed_in(state, brand, known, opening, locale)
    elif known is None or known.signed:
        # A signed visitor's token alone opens nothing: whoever logged out may not be alone here.
        visitor = state.visitors.check(state.visitors.mint(brand.id), key)
    else:
        visitor = known
    away_after = state.settings.away_after_minutes
    answer, found = await state.db.read(_opened, visitor, brand, locale, away_after)
    answer["messages"] = [{"p": m.public_position, "html": bubble(m, locale)} for m in found]
    return JSONResponse(answer)


def _known(desk, token: str | None, key: str, brand_id: str) -> Visitor | None:
    """The visitor of a token kept from before; None when it is no good any more."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        return desk.check(token, key, brand_id)
    except Refused:
        return None


async def _signed_in(state, brand, known: Visitor | None, opening: Opening, locale: str) -> Visitor:
    identity = opening["identity"]
    now = state.db.clock.now()
    signed = visitors.check_signed(brand.identity_secret, identity["user"], identity["hash"], now)
    visitor = known or state.visitors.check(state.visitors.mint(brand.id), brand.key)
    customer_id = await state.db.write(
        visitors.meet,
        visitor.visitor_id,
        locale=locale,
        time_zone=opening.get("time_zone", ""),
        signed=signed,
    )
    token = state.visitors.mint(brand.id, visitor_id=visitor.visitor_id, customer_id=customer_id)
    return state.visitors.check(token, brand.key)


def _opened(tx, visitor: Visitor, brand, locale: str, away_after_minutes: int):
    customer_id = visitor.customer_id or visitors.customer_of(tx, visitor.visitor_id)
    if blocks.is_blocked(tx, customer_id):
        return {"blocked": True}, []
    here = _conversation(tx, customer_id, brand.id) if customer_id else None
    answer = {
        "blocked": False,
        "token": visitor.token,
        "conversation": {"id": here.id, "status": here.status} if here else None,
        "last": here.last_public_position if here else 0,
        "delivered": here.staff_delivered if here else 0,
        "read": here.staff_read if here else 0,
        "seen": here.customer_read if here else 0,
        "asks": bool(here and surveys.in_widget(tx, here.id)),
        "details": _details(tx, customer_id) if customer_id else {},
        "availability": availability(tx, brand, locale, away_after_minutes=away_after_minutes),
    }
    return answer, message.public_latest(tx, here.id, limit=SHOWN) if here else []


def _conversation(tx, customer_id: str, brand_id: str):
    return tx.one(
        conversations.select()
        .where(conversations.c.customer_id == customer_id, conversations.c.brand_id == brand_id)
        .order_by(conversations.c.created_at.desc())
        .limit(1)
    )


def _details(tx, customer_id: str) -> dict[str, str]:
    return {
        "name": customers.get(tx, customer_id).name,
        "email": customers.emails_of(tx, [customer_id]).get(customer_id, ""),
    }


routes = [Route("/widget/{key}/session", session, methods=["POST"])]
