"""What agents say the coach gets wrong, and switching it off for everybody."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.protocol import overrule, silence
from lagniappe.kit import cursors
from lagniappe.kit.text import N_
from lagniappe.web.agent.coach_words import REMARKS
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins

HERE = "/settings/coach"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Hint:
    """A remark and the words that somebody says it is wrong about."""

    id: str
    cue: str
    sentence: str
    words: str
    language: str
    created_at: int
    off: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    silenced: tuple[Hint, ...]
    """On the first page only."""
    overruled: tuple[Hint, ...]
    first: bool
    older: str = ""


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/coach?before="""
    before = request.query_params.get("before", "")
    found = await request.app.state.db.read(_load, before)
    return page(request, "settings/coach.html", found)


@admins
async def silence_hint(request, me: Agent) -> Response:
    """POST /settings/coach (cue, words, language)"""
    fields = await form.fields(request)
    said = (form.text(fields, name) for name in ("cue", "words", "language"))
    await request.app.state.db.write(silence.silence, me, *said)
    return done(request, HERE, N_("The coach keeps quiet about that from now on."))


@admins
async def restore(request, me: Agent) -> Response:
    """DELETE /settings/coach/{id}"""
    await request.app.state.db.write(silence.restore, request.path_params["id"])
    return done(request, HERE, N_("The coach says it again."))


@admins
async def put_away(request, me: Agent) -> Response:
    """DELETE /settings/coach/overruled/{id}"""
    await request.app.state.db.write(overrule.put_away, request.path_params["id"])
    return done(request, HERE, N_("Put away."))


def _load(tx, before: str) -> Hints:
    place = cursors.place(before) if before else None
    rows = overrule.recent(tx, before=place, limit=PAGE + 1)
    silenced = silence.listed(tx)
    off = {(row.cue, row.folded) for row in silenced}
    more = len(rows) > PAGE and cursors.cursor(rows[PAGE - 1].created_at, rows[PAGE - 1].id)
    return Hints(
        silenced=() if before else tuple(_hint(row) for row in silenced),
        overruled=tuple(_hint(row, off=(row.cue, row.folded) in off) for row in rows[:PAGE]),
        first=not before,
        older=more or "",
    )


def _hint(row, *, off: bool = False) -> Hint:
    # A remark that a later version no longer makes keeps its code.
    sentence = REMARKS.get(row.cue, row.cue)
    return Hint(row.id, row.cue, sentence, row.words, row.language, row.created_at, off)


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, silence_hint, methods=["POST"]),
    Route(HERE + "/overruled/{id}", put_away, methods=["DELETE"]),
    Route(HERE + "/{id}", restore, methods=["DELETE"]),
]
