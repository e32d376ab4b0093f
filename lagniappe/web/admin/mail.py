"""Mail that came: by what became of it, one to read safely, and putting it right."""

import asyncio
from dataclasses import dataclass

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lagniappe.channels.email import showing
from lagniappe.channels.email.inbound import look, outcomes, spam, store
from lagniappe.channels.email.reading import read
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.errors import NotFound
from lagniappe.kit.text import N_, clean
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import supervisors

HERE = "/settings/mail"
LONGEST_HEAD = 20_000
LONGEST_SHOWN = 50_000
# Nothing in it runs, loads or leads out of its frame.
_FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self';"
    " sandbox allow-popups"
)


@dataclass(frozen=True, slots=True)
class Came:
    state: str
    states: list[tuple[str, str]]
    mails: list
    older: str
    words: object = outcomes.words


@dataclass(frozen=True, slots=True)
class One:
    """One mail. `mail` is None when its bytes cannot be had."""

    row: object
    mail: object
    head: str
    text: str
    state: str
    outcome: str


@supervisors
async def index(request, me: Agent) -> Response:
    """GET /settings/mail?state=&before="""
    state = request.query_params.get("state", "odd")
    if state not in outcomes.STATES:
        raise NotFound()
    before = request.query_params.get("before", "")
    found = await request.app.state.db.read(look.page, state, before=before)
    model = Came(state, list(outcomes.STATES.items()), found.mails, found.older)
    return page(request, "settings/mail.html", model)


@supervisors
async def show(request, me: Agent) -> Response:
    """GET /settings/mail/{id}"""
    row, raw = await _row_and_raw(request)
    mail = await asyncio.to_thread(read, raw) if raw is not None else None
    model = One(
        row=row,
        mail=mail,
        head=_head(raw or b""),
        text=mail.text[:LONGEST_SHOWN] if mail else "",
        state=outcomes.STATES[row.state],
        outcome=outcomes.words(row.outcome),
    )
    return page(request, "settings/mail_one.html", model)


@supervisors
async def show_html(request, me: Agent) -> Response:
    """GET /settings/mail/{id}/html: for a frame; nothing in it comes from elsewhere."""
    _, raw = await _row_and_raw(request)
    if raw is None:
        raise NotFound()
    mail = await asyncio.to_thread(read, raw)
    headers = {
        "Content-Security-Policy": _FRAME_POLICY,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    shown = await asyncio.to_thread(showing.harmless, mail, pictures=False)
    return HTMLResponse(shown, headers=headers)


@supervisors
async def download(request, me: Agent) -> Response:
    """GET /settings/mail/{id}/raw: the bytes as they came."""
    row, raw = await _row_and_raw(request)
    if raw is None:
        raise NotFound()
    headers = {
        "Content-Disposition": f'attachment; filename="{row.id}.eml"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }
    return Response(raw, media_type="message/rfc822", headers=headers)


@supervisors
async def again(request, me: Agent) -> Response:
    """POST /settings/mail/{id}/tries"""
    mail_id = request.path_params["id"]
    row = await request.app.state.db.read(look.one, mail_id)
    if row.state == "spam":
        # For that there is "Not spam": the filter would say the same again.
        raise NotFound()
    tried = await request.app.state.db.write(store.read_again, mail_id)
    said = N_("It is being tried again.") if tried else N_("It is filed already.")
    return done(request, f"{HERE}/{mail_id}", said)


@supervisors
async def not_spam(request, me: Agent) -> Response:
    """DELETE /settings/mail/{id}/spam"""
    mail_id = request.path_params["id"]
    if not await request.app.state.db.write(spam.not_spam, me, mail_id):
        raise NotFound()
    return done(
        request, f"{HERE}/{mail_id}", N_("It goes to the inbox. Its sender is trusted now.")
    )


async def _row_and_raw(request) -> tuple:
    state = request.app.state
    row = await state.db.read(look.one, request.path_params["id"])
    try:
        raw = await asyncio.to_thread(store.bytes_of, row, state.settings.data_dir / "attachments")
    except OSError:
        raw = None
    return row, raw


def _head(raw: bytes) -> str:
    """The headers as they came, as far as a person wants to read."""
    head = raw[:LONGEST_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return clean(head.decode("utf-8", "replace"))


routes = [
    Route(HERE, index),
    Route(HERE + "/{id}", show),
    Route(HERE + "/{id}/html", show_html),
    Route(HERE + "/{id}/raw", download),
    Route(HERE + "/{id}/tries", again, methods=["POST"]),
    Route(HERE + "/{id}/spam", not_spam, methods=["DELETE"]),
]
