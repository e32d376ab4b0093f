"""A mail behind a message: what was quoted, and the original, fetched when somebody asks."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import select
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lagniappe.channels.email import showing
from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.reading import Mail, read
from lagniappe.channels.email.tables import mails
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find
from lagniappe.kit.errors import NotFound
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents

LONGEST_SHOWN = 50_000
# Nothing in it runs or leads out of its frame; links open a page of their own.
_FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:{pictures};"
    " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


@dataclass(frozen=True, slots=True)
class Original:
    """A mail as it came. `mail` is None when its bytes are lost."""

    id: str
    conversation_id: str
    mail: Mail | None
    text: str
    remote: bool
    may_download: bool


@agents
async def quoted(request, me: Agent) -> Response:
    """GET /conversations/{id}/mail/{mail}: what was folded away, for the frame under it."""
    mail = await _read(request, me)
    folded = mail.folded[:LONGEST_SHOWN] if mail else ""
    mail_id = request.path_params["mail"]
    return fragment(request, "conversations/_mail_quoted.html", mail_id=mail_id, folded=folded)


@agents
async def original(request, me: Agent) -> Response:
    """GET /conversations/{id}/mail/{mail}/original: who, to whom, and the mail in a frame."""
    mail = await _read(request, me)
    model = Original(
        id=request.path_params["mail"],
        conversation_id=request.path_params["id"],
        mail=mail,
        text=mail.text[:LONGEST_SHOWN] if mail else "",
        remote=bool(mail and showing.has_remote_pictures(mail)),
        may_download=me.may("supervisor"),
    )
    return fragment(request, "conversations/_mail_original.html", original=model)


@agents
async def html(request, me: Agent) -> Response:
    """GET /conversations/{id}/mail/{mail}/html?pictures=1: a page that can do nothing."""
    mail = await _read(request, me)
    if mail is None:
        raise NotFound()
    pictures = request.query_params.get("pictures") == "1"
    body = await asyncio.to_thread(showing.harmless, mail, pictures=pictures)
    policy = _FRAME_POLICY.format(pictures=" https: http:" if pictures else "")
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(body, headers=headers)


async def _read(request, me: Agent) -> Mail | None:
    state = request.app.state
    where = request.path_params["id"], request.path_params["mail"]
    row = await state.db.read(_row, me, *where)
    folder = state.settings.data_dir / "attachments"
    return await asyncio.to_thread(_opened, row, folder)


def _row(tx, me: Agent, conversation_id: str, mail_id: str):
    find.for_agent(tx, me, conversation_id)
    row = tx.one(
        select(mails).where(mails.c.id == mail_id, mails.c.conversation_id == conversation_id)
    )
    if row is None:
        raise NotFound()
    return row


def _opened(row, folder) -> Mail | None:
    try:
        return read(store.bytes_of(row, folder))
    except OSError:
        return None


routes = [
    Route("/conversations/{id}/mail/{mail}", quoted),
    Route("/conversations/{id}/mail/{mail}/original", original),
    Route("/conversations/{id}/mail/{mail}/html", html),
]
