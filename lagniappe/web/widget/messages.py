"""A visitor writes, and catches up: the hot path of the whole product."""

import json
from typing import Annotated

from pydantic import StringConstraints, TypeAdapter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.conversations import append, automaton, message, receive
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.open import current
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge import trail
from lagniappe.desk.people import customers, visitors
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form, i18n, refusals
from lagniappe.web.kit.page import Part, locale_of
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.visitor import Visitor, slow_down

Id = Annotated[str, StringConstraints(max_length=36)]


class _Required(TypedDict):
    client_id: Annotated[str, StringConstraints(max_length=64)]
    body: str


class NewMessage(_Required, total=False):
    """What the widget posts. Name and address come with a message left while away, `trail`
    (knowledge/trail.py) from somebody who looked in the help centre first."""

    department: Id | None
    attachments: list[Id]
    name: Annotated[str, StringConstraints(max_length=200)]
    email: Annotated[str, StringConstraints(max_length=300)]
    time_zone: Annotated[str, StringConstraints(max_length=64)]
    offline: bool
    trail: Id


_SHAPE = TypeAdapter(NewMessage)
_part = Part("widget/_message.html")


async def post(state, scope, receive, send) -> None:
    """POST /widget/{key}/messages: store one message, once per client_id.

    Bare ASGI, called by the edge before any routing: this is what a rush consists of.
    """
    request = Request(scope, receive)
    try:
        answer = await _post(state, request)
    except Refused as error:
        await (await refusals.refused(request, error))(scope, receive, send)
        return
    except ClientDisconnect:
        return
    body = json.dumps(answer).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


post.who = "visitors"


async def _post(state, request) -> dict:
    visitor = await state.visitors.of_request(request)
    if not state.visitors.messages.take(visitor.visitor_id):
        raise slow_down()
    new = await form.json_as(request, _SHAPE)
    locale = locale_of(request)
    longest = state.settings.message_characters
    try:
        if visitor.conversation_id and "email" not in new and "trail" not in new:
            stored = await state.db.write(
                receive.receive,
                visitor.conversation_id,
                customer_id=visitor.customer_id,
                client_id=new["client_id"],
                body=new["body"],
                attachment_ids=new.get("attachments", ()),
                longest=longest,
            )
        else:
            stored = await state.db.write(_first_contact, visitor, new, locale, longest)
            _follow(state, request.path_params["key"], visitor, stored)
    except append.Repeated:
        stored = await state.db.read(_stored_before, visitor, new["client_id"])
    return {
        "position": stored.public_position,
        "conversation": stored.conversation_id,
        "html": bubble(stored, locale),
    }


def _follow(state, key: str, visitor: Visitor, stored: Message) -> None:
    """The next message finds its conversation, and the visitor's open socket hears it."""
    state.visitors.learn(key, visitor, stored.author_id, stored.conversation_id)
    for socket in state.hub.listeners(f"browser:{visitor.visitor_id}"):
        socket.follow(stored.conversation_id, stored.author_id)


@visitors_only
async def after(request) -> JSONResponse:
    """GET /widget/{key}/messages?after=PUBLIC_POSITION (or ?before=): what came since that
    position, or the hundred before it, and the marks."""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    query = request.query_params
    since, until = _position(query.get("after", "0")), _position(query.get("before", "0"))
    if visitor.conversation_id is None:
        return JSONResponse(
            {"messages": [], "last": 0, "delivered": 0, "read": 0, "status": "open"}
        )
    conversation, found = await state.db.read(_load, visitor, since, until)
    locale = locale_of(request)
    return JSONResponse(
        {
            "messages": [{"p": m.public_position, "html": bubble(m, locale)} for m in found],
            "last": conversation.last_public_position,
            "delivered": conversation.staff_delivered,
            "read": conversation.staff_read,
            "status": conversation.status,
        }
    )


def bubble(m: Message, locale: str) -> str:
    """The visitor's partial of a message, rendered once per language: the page's, except that
    what the desk says by itself is in the language the customer writes in."""
    spoken = (m.automatic or m.event or {}).get("language")
    locale = spoken if spoken in i18n.LOCALES else locale
    html = m.rendered.get(("visitor", locale))
    if html is None:
        html = m.rendered["visitor", locale] = _part.render(locale, m)
    return html


def _first_contact(tx, visitor: Visitor, new: NewMessage, locale: str, longest: int) -> Message:
    """The first message makes the customer and the conversation; a left message also says
    who to answer."""
    customer_id = visitor.customer_id or visitors.meet(
        tx, visitor.visitor_id, locale=locale, time_zone=new.get("time_zone", "")
    )
    if new.get("name"):
        customers.change(tx, customer_id, name=new["name"])
    if new.get("email"):
        customers.identify(tx, customer_id, "email", new["email"], verified=False)
    what = {
        "client_id": new["client_id"],
        "body": new["body"],
        "attachment_ids": new.get("attachments", ()),
        # A letter is answered by one.
        "details": {"letter": True} if new.get("offline") and new.get("email") else None,
        "longest": longest,
    }
    here = current(tx, customer_id, visitor.brand_id)
    if here:
        stored = receive.receive(tx, here.id, customer_id=customer_id, **what)
    else:
        stored = receive.start(
            tx,
            customer_id=customer_id,
            brand_id=visitor.brand_id,
            department_id=new.get("department") or None,
            locale=locale,
            **what,
        )
    if new.get("offline"):
        # A letter is for people: whoever wrote one has chosen.
        automaton.silence(tx, stored.conversation_id)
    if "trail" in new:
        trail.bring(tx, new["trail"], visitor.brand_id, stored.conversation_id)
    return stored


def _stored_before(tx, visitor: Visitor, client_id: str) -> Message:
    customer_id = visitor.customer_id or visitors.customer_of(tx, visitor.visitor_id)
    here = current(tx, customer_id, visitor.brand_id) if customer_id else None
    if here is None:
        raise Refused(N_("Write a message first."), code="empty")
    return receive.first_answer(tx, here.id, client_id, customer_id)


def _position(text: str) -> int:
    if not text.isdigit() or len(text) > 9:
        raise Refused(N_("This request is malformed."), code="malformed", status=400)
    return int(text)


def _load(tx, visitor: Visitor, since: int, until: int):
    row = tx.one(
        conversations.select().where(
            conversations.c.id == visitor.conversation_id,
            conversations.c.customer_id == visitor.customer_id,
        )
    )
    if row is None:
        raise Refused(N_("Reload the page to chat with us."), code="bad_token", status=401)
    if until:
        return row, message.public_latest(tx, visitor.conversation_id, before=until)
    return row, message.public_after(tx, visitor.conversation_id, since)


routes = [
    Route("/widget/{key}/messages", after, methods=["GET"]),
]
