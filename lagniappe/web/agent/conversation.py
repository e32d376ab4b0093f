"""An open conversation beside the list; only the pane when the list asks for it."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.web.agent import inbox, pane, streams
from lagniappe.web.kit.page import fragment, locale_of, page
from lagniappe.web.kit.who import agents


@agents
async def show(request, me: Agent) -> Response:
    """GET /conversations/{id}?view=&at=POSITION"""
    only_pane = request.headers.get("turbo-frame") == "conversation"
    at = request.query_params.get("at", "")
    model = await request.app.state.db.read(
        _load,
        me,
        request.path_params["id"],
        view=request.query_params.get("view", "all"),
        locale=locale_of(request),
        limit=request.app.state.settings.message_characters,
        at=int(at) if at.isdigit() and len(at) < 9 else None,
        only_pane=only_pane,
    )
    if only_pane:
        return page(request, "conversations/frame.html", model)
    return page(request, "inbox/index.html", model)


@agents
async def header(request, me: Agent) -> Response:
    """GET /conversations/{id}/header: the line above the messages, after it changed."""
    found = await _read_header(request, me)
    return fragment(request, "conversations/_header.html", header=found)


async def changed(request, me: Agent) -> Response:
    """The answer to a change in the header: the header, replaced."""
    found = await _read_header(request, me)
    return streams.replace(
        request, "conversation-header", "conversations/_header.html", header=found
    )


async def _read_header(request, me: Agent) -> pane.Header:
    return await request.app.state.db.read(
        pane.load_header,
        me,
        request.path_params["id"],
        view=request.query_params.get("view", "all"),
        locale=locale_of(request),
    )


def _load(tx, me: Agent, conversation_id: str, *, only_pane: bool, locale: str, view: str, **how):
    opened = pane.load(tx, me, conversation_id, view=view, locale=locale, **how)
    if only_pane:
        return opened
    return inbox.load(tx, me, view, locale, opened)


routes = [
    Route("/conversations/{id}", show),
    Route("/conversations/{id}/header", header),
]
