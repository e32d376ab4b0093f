"""Themes: what many say the same thing about, and how that changes."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.voice import browse, theme
from lagniappe.desk.surveys.voice.browse import Verbatim, Wanted
from lagniappe.kit.cursors import cursor
from lagniappe.kit.text import N_, clean_line
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents, supervisors

PAGE = 30
HERE = "/voice/themes"


@dataclass(frozen=True, slots=True)
class Themes:
    """Rows of themes, and the next page's query."""

    language: str
    lines: list
    more: str
    languages: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme's row, what was said in it, and what it may be joined with."""

    theme: object
    lines: list[Verbatim]
    more: str
    others: list[tuple[str, str]]


@agents
async def index(request, me: Agent) -> Response:
    """GET /voice/themes?language=&before="""
    asked = request.query_params
    language = clean_line(asked.get("language", ""), 16)
    model = await request.app.state.db.read(_list, language, asked.get("before") or None)
    return page(request, "voice/themes.html", model)


@agents
async def show(request, me: Agent) -> Response:
    """GET /voice/themes/{theme}?before="""
    before = request.query_params.get("before") or None
    model = await request.app.state.db.read(_show, me, request.path_params["theme"], before)
    return page(request, "voice/theme.html", model)


@supervisors
async def rename(request, me: Agent) -> Response:
    """PATCH /voice/themes/{theme}"""
    name, theme_id = form.text(await form.fields(request), "name"), request.path_params["theme"]
    await request.app.state.db.write(theme.rename, me, theme_id, name=name)
    return done(request, f"{HERE}/{theme_id}", N_("Saved."))


@supervisors
async def merge(request, me: Agent) -> Response:
    """POST /voice/themes/{theme}/merger: joined with another."""
    into, theme_id = form.text(await form.fields(request), "into"), request.path_params["theme"]
    left = await request.app.state.db.write(theme.merge, me, theme_id, into=into)
    return done(request, f"{HERE}/{left}", N_("Joined."))


@supervisors
async def split(request, me: Agent) -> Response:
    """POST /voice/themes/{theme}/parts: these words into a theme of their own."""
    fields, theme_id = await form.fields(request), request.path_params["theme"]
    chosen, name = form.texts(fields, "verbatim"), form.text(fields, "name")
    new_id = await request.app.state.db.write(theme.split, me, theme_id, chosen, name=name)
    return done(request, f"{HERE}/{new_id}", N_("They are a theme of their own now."))


def _list(tx, language: str, before: str | None) -> Themes:
    found = theme.listed(tx, language=language, before=before, limit=PAGE + 1)
    more = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        more = urlencode({"language": language, "before": cursor(last.lately, last.id)})
    return Themes(language, found[:PAGE], more, list(i18n.LOCALES.items()))


def _show(tx, me: Agent, theme_id: str, before: str | None) -> Theme:
    row = theme.get(tx, theme_id)
    found = browse.browse(tx, me, Wanted(theme=row.id), before=before, limit=PAGE + 1)
    more = urlencode({"before": found[PAGE - 1].cursor}) if len(found) > PAGE else ""
    others = [pair for pair in theme.named(tx, language=row.language) if pair[0] != row.id]
    return Theme(row, found[:PAGE], more, others)


routes = [
    Route(HERE, index),
    Route(HERE + "/{theme}", show, methods=["GET"]),
    Route(HERE + "/{theme}", rename, methods=["PATCH"]),
    Route(HERE + "/{theme}/merger", merge, methods=["POST"]),
    Route(HERE + "/{theme}/parts", split, methods=["POST"]),
]
