"""What the library would answer to the customer's last words, one key away from the reply."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find, message
from lagniappe.desk.knowledge import canned
from lagniappe.desk.knowledge.measuring import used as measure
from lagniappe.web.agent.replies import values
from lagniappe.web.answers.ready import Found
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents

# Below this chance a suggestion costs more attention than it is worth.
WORTH_SHOWING = 0.2
# The customer's words since the last answer, as far back as a question reaches.
READ_BACK = 6
MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A filled-in answer; `missing` names the variables without a value."""

    entry_id: str
    language: str
    question: str
    body: str
    missing: list[str]
    internal: bool


@agents
async def index(request, me: Agent) -> Response:
    """GET /conversations/{id}/suggestions: up to three, or nothing (204)."""
    state = request.app.state
    conversation, asked, filled_in = await state.db.read(_asked, me, request.path_params["id"])
    found = []
    # The question may be in the last line or spread over several.
    for question in dict.fromkeys((*asked[-1:], "\n".join(asked))):
        found += await state.answers.best(
            question,
            language=conversation.locale.partition("-")[0],
            department_id=conversation.department_id,
        )
    offered = [_suggestion(f, filled_in) for f in _surest(found)]
    if not offered:
        return Response(status_code=204)
    return fragment(request, "conversations/_suggestions.html", suggestions=offered)


@agents
async def used(request, me: Agent) -> Response:
    """POST /conversations/{id}/suggestions: one was put into the reply (entry, language)."""
    fields = await form.fields(request)
    entry_id, language = form.text(fields, "entry"), form.text(fields, "language")
    await request.app.state.db.write(_use, me, request.path_params["id"], entry_id, language)
    return Response(status_code=204)


def _asked(tx, me: Agent, conversation_id: str):
    """The conversation, what the customer said since the last answer, and the values of the
    variables."""
    conversation = find.for_agent(tx, me, conversation_id)
    lately = message.before(tx, conversation_id, conversation.last_position + 1, limit=READ_BACK)
    asked: list[str] = []
    for entry in reversed([m for m in lately if m.kind == "reply"]):
        if entry.author_kind != "customer":
            break
        asked.insert(0, entry.body)
    return conversation, [body for body in asked if body], values(tx, me, conversation)


def _surest(found: list[Found]) -> list[Found]:
    """Each answer once, the surest first, those worth showing."""
    once: dict[str, Found] = {}
    for one in sorted(found, key=lambda f: -f.probability):
        if one.probability >= WORTH_SHOWING:
            once.setdefault(one.answer.entry_id, one)
    return list(once.values())[:MOST]


def _suggestion(found: Found, filled_in: dict[str, str]) -> Suggestion:
    answer = found.answer
    body, missing = canned.fill(answer.answer, filled_in)
    question = answer.questions[0] if answer.questions else answer.key
    return Suggestion(answer.entry_id, answer.language, question, body, missing, answer.internal)


def _use(tx, me: Agent, conversation_id: str, entry_id: str, language: str) -> None:
    conversation, asked, _ = _asked(tx, me, conversation_id)
    question = "\n".join(asked)
    measure.used(tx, me, conversation, entry_id=entry_id, language=language, question=question)


routes = [
    Route("/conversations/{id}/suggestions", index, methods=["GET"]),
    Route("/conversations/{id}/suggestions", used, methods=["POST"]),
]
