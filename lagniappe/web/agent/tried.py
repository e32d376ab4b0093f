"""What the customer tried before a person answered: the trail, beside the conversation."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find
from lagniappe.desk.knowledge import trail
from lagniappe.desk.knowledge.in_force import in_force
from lagniappe.desk.knowledge.tables import entries
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents

ICONS = {
    "search": "search",
    "page": "book-open",
    "answer": "zap",
    "offer": "list-checks",
    "silent": "circle-alert",
    "person": "user",
    "called": "user",
}
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Tried:
    """One step as an agent reads it; `title` is the entry's question."""

    kind: str
    icon: str
    text: str
    title: str
    language: str
    entry_id: str | None
    found: int | None
    helped: bool | None
    created_at: int


@agents
async def index(request, me: Agent) -> Response:
    """GET /conversations/{id}/tried: the list again, after something was added."""
    steps = await request.app.state.db.read(_load, me, request.path_params["id"])
    return fragment(request, "conversations/_tried.html", tried=steps)


def steps(tx, conversation_id: str) -> list[Tried]:
    """The newest steps around a conversation, oldest first."""
    found = trail.steps(tx, conversation_id)[-SHOWN:]
    titles = {entry_id: _titles(tx, entry_id) for entry_id in {s.entry_id for s in found} - {None}}
    return [
        Tried(
            kind=step.kind,
            icon=ICONS.get(step.kind, "info"),
            text=step.text,
            title=_title(titles.get(step.entry_id, {}), step.language),
            language=step.language,
            entry_id=step.entry_id,
            found=step.found,
            helped=step.helped,
            created_at=step.created_at,
        )
        for step in found
    ]


def _load(tx, me: Agent, conversation_id: str) -> list[Tried]:
    find.for_agent(tx, me, conversation_id)
    return steps(tx, conversation_id)


def _titles(tx, entry_id: str) -> dict[str, str]:
    """The entry's first question by language; the entry may be retired by now."""
    known = tx.one(entries.select().where(entries.c.id == entry_id))
    spoken = {a.language: a.questions[0] for a in in_force(tx, entry_id) if a.questions}
    return {"": known.key, **spoken}


def _title(titles: dict[str, str], language: str) -> str:
    return titles.get(language) or next(iter(reversed(titles.values())), "")


routes = [Route("/conversations/{id}/tried", index)]
