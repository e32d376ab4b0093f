"""Messages of a conversation: read what is new or older, write a reply or a note."""

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import append, find, message, reply
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.agent.rendering import bubble
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.page import locale_of
from lagniappe.web.kit.who import agents

_ARRIVED = N_("The customer wrote while you were writing. Read it, then send again.")


@agents
async def index(request, me: Agent) -> Response:
    """GET /conversations/{id}/messages?after=POSITION or ?before=POSITION"""
    query = request.query_params
    found, last = await request.app.state.db.read(
        _load,
        me,
        request.path_params["id"],
        after=_position(query.get("after")),
        before=_position(query.get("before")),
    )
    return _answer(request, found, last)


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/messages: the stored message; a repeated id changes nothing."""
    fields = await form.fields(request)
    conversation_id = request.path_params["id"]
    client_id = form.text(fields, "client_id")
    what = {
        "client_id": client_id,
        "body": form.text(fields, "body"),
        "attachment_ids": form.texts(fields, "attachment"),
        "longest": request.app.state.settings.message_characters,
    }
    write, db = reply.note, request.app.state.db
    if form.text(fields, "mode") != "note":
        write = reply.reply
        what["copies"] = form.text(fields, "copies") != "0"
        if form.text(fields, "anyway") != "1":
            what["seen"] = _position(form.text(fields, "seen"))
    try:
        stored = await db.write(write, me, conversation_id, **what)
    except append.Repeated:
        stored = await db.read(_stored_before, me, conversation_id, client_id)
    except reply.CustomerWrote as warning:
        return _conflict(request, warning.arrived)
    return _answer(request, [stored], stored.position)


def _answer(request, found: list[message.Message], last: int) -> Response:
    locale = locale_of(request)
    html = "\n".join(bubble(entry, locale) for entry in found)
    return HTMLResponse(html, headers={"X-Last-Position": str(last)})


def _conflict(request, arrived: list[message.Message]) -> Response:
    locale = locale_of(request)
    html = "\n".join(bubble(entry, locale) for entry in arrived)
    text = i18n.translate(locale, _ARRIVED)
    return JSONResponse({"error": text, "code": "customer_wrote", "html": html}, 409)


def _load(tx, me: Agent, conversation_id: str, *, after: int | None, before: int | None):
    conversation = find.for_agent(tx, me, conversation_id)
    if before is not None:
        return message.before(tx, conversation_id, before), conversation.last_position
    return message.after(tx, conversation_id, after or 0), conversation.last_position


def _stored_before(tx, me: Agent, conversation_id: str, client_id: str) -> message.Message:
    find.for_agent(tx, me, conversation_id)
    return message.by_client_id(tx, conversation_id, client_id)


def _position(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isdigit() or len(text) > 9:
        raise Refused(N_("This request is malformed."), code="malformed", status=400)
    return int(text)


routes = [
    Route("/conversations/{id}/messages", index, methods=["GET"]),
    Route("/conversations/{id}/messages", create, methods=["POST"]),
]
