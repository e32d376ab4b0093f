"""The outbox: every letter of ours, where it is, and what it looks like."""

from dataclasses import dataclass

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from lagniappe.channels.email.outbound import letter, listing, resend, undo
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import shelf
from lagniappe.kit.text import N_
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents

PAGE = 40
# The letter is our own, but its words are anybody's: nothing in it may run or call out.
_LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class Outbox:
    view: str
    lines: list[listing.Line]
    older: str | None
    all_of_us: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its row, how it went, and its words without their looks."""

    row: object
    text: str
    sender: str
    may_resend: bool


@agents
async def index(request, me: Agent) -> Response:
    """GET /outbox?view=&before="""
    query = request.query_params
    model = await request.app.state.db.read(
        _load, me, query.get("view", "all"), query.get("before") or None
    )
    return page(request, "outbox/index.html", model)


@agents
async def show(request, me: Agent) -> Response:
    """GET /outbox/{id}"""
    row = await request.app.state.db.read(listing.of_agent, me, request.path_params["id"])
    model = Letter(
        row=row,
        text=letter.text_of(row),
        sender=letter.sender_name(row.content),
        may_resend=row.state in resend.AGAIN,
    )
    return page(request, "outbox/show.html", model)


@agents
async def looks(request, me: Agent) -> Response:
    """GET /outbox/{id}/letter: as a mail program shows it, in a page that can do nothing."""
    row = await request.app.state.db.read(listing.of_agent, me, request.path_params["id"])
    folder = request.app.state.settings.data_dir / "attachments"
    html = letter.html_of(row, lambda digest: shelf.path_of(folder, digest).read_bytes())
    headers = {"Content-Security-Policy": _LETTER_POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(html, headers=headers)


@agents
async def trouble(request, me: Agent) -> Response:
    """GET /outbox/trouble: whether a letter of theirs needs a person."""
    troubled = await request.app.state.db.read(listing.is_troubled, me)
    return JSONResponse({"trouble": troubled})


@agents
async def again(request, me: Agent) -> Response:
    """POST /outbox/{id}/tries"""
    outbox_id = request.path_params["id"]
    await request.app.state.db.write(resend.resend, me, outbox_id)
    return done(request, f"/outbox/{outbox_id}", N_("It will be sent now."))


@agents
async def take_back(request, me: Agent) -> Response:
    """DELETE /outbox/{id}: undo; the words go back into the composer."""
    undone = await request.app.state.db.write(undo.undo, me, request.path_params["id"])
    return JSONResponse(
        {"conversation": undone.conversation_id, "body": undone.body, "files": undone.files}
    )


def _load(tx, me: Agent, view: str, before: str | None) -> Outbox:
    found = listing.lines(tx, me, view, before=before, limit=PAGE + 1)
    older = found[PAGE - 1].cursor if len(found) > PAGE else None
    return Outbox(view, found[:PAGE], older, me.may("admin"))


routes = [
    Route("/outbox", index),
    Route("/outbox/trouble", trouble),
    Route("/outbox/{id}", show, methods=["GET"]),
    Route("/outbox/{id}", take_back, methods=["DELETE"]),
    Route("/outbox/{id}/letter", looks),
    Route("/outbox/{id}/tries", again, methods=["POST"]),
]
