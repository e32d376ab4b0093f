"""Who was asked, and who was passed over and why."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys import browse
from lagniappe.web.admin.surveys import HERE
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins
from lagniappe.web.surveys import names

PAGE = 40


@dataclass(frozen=True, slots=True)
class Asked:
    view: str
    lines: list[browse.Line]
    older: str | None
    names: object = names


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/surveys/asked?view=&before="""
    query = request.query_params
    model = await request.app.state.db.read(
        _load, query.get("view", "all"), query.get("before") or None
    )
    return page(request, "settings/surveyed.html", model)


def _load(tx, view: str, before: str | None) -> Asked:
    found = browse.lines(tx, view, before=before, limit=PAGE + 1)
    older = found[PAGE - 1].cursor if len(found) > PAGE else None
    return Asked(view, found[:PAGE], older)


routes = [Route(HERE + "/asked", index)]
