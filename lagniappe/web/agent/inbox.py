"""The inbox: the list of conversations and, beside it, nothing yet."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.mood import read as mood
from lagniappe.desk.conversations import inbox, tag
from lagniappe.kit.text import N_
from lagniappe.web.agent.pane import Pane
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import fragment, locale_of, page
from lagniappe.web.kit.who import agents

PAGE = 40
TITLES = {
    "mine": N_("Mine"),
    "unassigned": N_("Unassigned"),
    "all": N_("All"),
    "closed": N_("Closed"),
}


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking at the inbox."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    view: str
    title: str
    views: list[View]
    departments: list[View]
    department_names: dict[str, str]
    tags: list[View]
    rows: list[inbox.Row]
    moods: dict[str, str]
    older: str | None
    pane: Pane | None = None


@agents
async def index(request, me: Agent) -> Response:
    """GET /inbox?view=: the list; without a view, mine, or all when nothing is mine."""
    view = request.query_params.get("view", "")
    model = await request.app.state.db.read(load, me, view, locale_of(request))
    return page(request, "inbox/index.html", model)


@agents
async def rows(request, me: Agent) -> Response:
    """GET /inbox/rows?view=&before=: the next page of the list."""
    view = request.query_params.get("view", "all")
    before = request.query_params.get("before") or None
    found, names, moods = await request.app.state.db.read(_rows, me, view, before)
    return fragment(
        request,
        "inbox/_rows.html",
        view=view,
        rows=found[:PAGE],
        moods=moods,
        older=_older(found),
        departments=names,
        current=None,
    )


@agents
async def row(request, me: Agent) -> Response:
    """GET /inbox/rows/{id}?view=: one line, or 204 when it no longer belongs there."""
    view = request.query_params.get("view", "all")
    found, names, moods = await request.app.state.db.read(_row, me, view, request.path_params["id"])
    if found is None:
        return Response(status_code=204)
    context = {"row": found, "view": view, "departments": names, "moods": moods, "current": None}
    return fragment(request, "inbox/_row.html", **context)


def load(tx, me: Agent, view: str, locale: str, pane: Pane | None = None) -> Inbox:
    """The list side of every inbox page. Raises NotFound for an unknown view."""
    found = inbox.rows(tx, me, view or "mine", limit=PAGE + 1)
    if not view:
        view = "mine" if found else "all"
        found = found or inbox.rows(tx, me, "all", limit=PAGE + 1)
    offered, tags = departments.all_departments(tx), tag.all_tags(tx)
    narrowed = [View(d.name, f"/inbox?view=dept-{d.id}", view == f"dept-{d.id}") for d in offered]
    tagged = [View(t.name, f"/inbox?view=tag-{t.id}", view == f"tag-{t.id}") for t in tags]
    chosen = next((v.text for v in narrowed + tagged if v.current), None)
    return Inbox(
        view=view,
        title=chosen or i18n.translate(locale, N_("Inbox")),
        views=[
            View(i18n.translate(locale, text), f"/inbox?view={key}", view == key)
            for key, text in TITLES.items()
        ],
        departments=narrowed,
        department_names={d.id: d.name for d in offered},
        tags=tagged,
        rows=found[:PAGE],
        moods=_moods(tx, found),
        older=_older(found),
        pane=pane,
    )


def _older(found: list[inbox.Row]) -> str | None:
    """Where the next page starts, if there is more than this one."""
    return found[PAGE - 1].cursor if len(found) > PAGE else None


def _rows(tx, me: Agent, view: str, before: str | None):
    found = inbox.rows(tx, me, view, before=before, limit=PAGE + 1)
    return found, _names(tx), _moods(tx, found)


def _row(tx, me: Agent, view: str, conversation_id: str):
    found = inbox.row(tx, me, view, conversation_id)
    return found, _names(tx), _moods(tx, [found] if found else [])


def _moods(tx, found: list[inbox.Row]) -> dict[str, str]:
    """The words for moods that matter; what is closed is over."""
    return mood.angry_among(tx, [row.id for row in found if row.status == "open"])


def _names(tx) -> dict[str, str]:
    return {d.id: d.name for d in departments.all_departments(tx)}


routes = [
    Route("/inbox", index),
    Route("/inbox/rows", rows),
    Route("/inbox/rows/{id}", row),
]
