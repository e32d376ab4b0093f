"""Every version an answer ever had, each beside the one before it."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents as colleagues
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import entries, versions
from lagniappe.desk.knowledge.versions import Version
from lagniappe.kit.errors import NotFound
from lagniappe.web.agent.library.drafts import number
from lagniappe.web.agent.library.entry_page import Difference, difference
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents

PAGE = 20


@dataclass(frozen=True, slots=True)
class Step:
    version: Version
    difference: Difference
    first: bool


@dataclass(frozen=True, slots=True)
class History:
    entry: object
    text: object
    title: str
    steps: list[Step]
    names: dict[str, str]
    older: int | None


@agents
async def index(request, me: Agent) -> Response:
    """GET /library/answers/{id}/{language}/history?before="""
    entry_id, language = request.path_params["id"], request.path_params["language"]
    before = number(request.query_params.get("before", "")) or None
    model = await request.app.state.db.read(_load, entry_id, language, before)
    return page(request, "library/history.html", model)


def _load(tx, entry_id: str, language: str, before: int | None) -> History:
    entry = entries.get(tx, entry_id)
    text = versions.text_of(tx, entry_id, language)
    # One more than is shown: the last one is compared with it.
    written = versions.history(tx, entry_id, language, before=before, limit=PAGE + 1)
    if text is None or not written:
        raise NotFound()
    steps = []
    for version, older in zip(written, [*written[1:], None], strict=True):
        changed = difference(older.said if older else None, version.said)
        steps.append(Step(version, changed, first=older is None))
    return History(
        entry,
        text,
        written[0].said.questions[0],
        steps[:PAGE],
        {agent.id: agent.name for agent in colleagues.everyone(tx, with_disabled=True)},
        steps[PAGE - 1].version.number if len(steps) > PAGE else None,
    )


routes = [Route("/library/answers/{id}/{language}/history", index)]
