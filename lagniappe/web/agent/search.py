"""Search: a number, people, then every message ever written."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.search import index as words
from lagniappe.desk.search import numbers
from lagniappe.kit.text import clean_line
from lagniappe.web.agent.customers import Person, find
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents

PAGE = 30


@dataclass(frozen=True, slots=True)
class Found:
    q: str
    cases: list[numbers.Case]
    customers: list[Person]
    hits: list[words.Hit]
    older: int | None


@agents
async def index(request, me: Agent) -> Response:
    """GET /search?q=&before="""
    q = clean_line(request.query_params.get("q", ""), 200)
    before = request.query_params.get("before", "")
    before = int(before) if before.isdigit() and len(before) < 16 else None
    model = await request.app.state.db.read(_find, me, q, before)
    return page(request, "search/index.html", model)


def _find(tx, me: Agent, q: str, before: int | None) -> Found:
    if not q:
        return Found(q, [], [], [], None)
    cases = numbers.find(tx, me, q) if before is None else []
    people = find(tx, q, limit=8) if before is None else []
    hits = words.find(tx, me, q, before=before, limit=PAGE)
    return Found(q, cases, people, hits, hits[-1].created_at if len(hits) == PAGE else None)


routes = [Route("/search", index)]
