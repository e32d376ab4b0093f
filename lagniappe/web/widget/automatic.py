"""What a visitor does with an automatic answer, and their way to a person out of it."""

from typing import Annotated

from pydantic import StringConstraints, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.conversations import append
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.knowledge.automatic import answered, person
from lagniappe.desk.people import blocks
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.errors import NotFound
from lagniappe.web.answers.automatic import asked
from lagniappe.web.kit import form
from lagniappe.web.kit.page import locale_of
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.messages import bubble
from lagniappe.web.widget.visitor import Visitor, slow_down


class Vote(TypedDict):
    helped: bool


class Choice(TypedDict):
    entry: Annotated[str, StringConstraints(max_length=36)]


_VOTE, _CHOICE = TypeAdapter(Vote), TypeAdapter(Choice)


@visitors_only
async def vote(request) -> JSONResponse:
    """PUT /widget/{key}/automatic/{position}/vote: did it help? The last word counts."""
    state, visitor = request.app.state, await _writer(request)
    helped, position = (await form.json_as(request, _VOTE))["helped"], _position(request)
    here, away_after = visitor.conversation_id, _away_after(state)
    found = []
    if not helped:
        stands = await state.db.read(answered.before_vote, here, position, away_after=away_after)
        if stands:
            found, _ = await asked(state.answers, stands)
    how = {"helped": helped, "found": found, "away_after": away_after}
    return _turn(request, await state.db.write(answered.vote, here, position, **how))


@visitors_only
async def choose(request) -> JSONResponse:
    """PUT /widget/{key}/automatic/{position}/choice: one of the questions offered."""
    state, visitor = request.app.state, await _writer(request)
    entry_id = (await form.json_as(request, _CHOICE))["entry"]
    here, position = visitor.conversation_id, _position(request)
    how = {"entry_id": entry_id, "away_after": _away_after(state)}
    try:
        chosen = await state.db.write(answered.choose, here, position, **how)
    except append.Repeated:
        # Two tabs at the same instant: one choice holds, and both are shown it.
        chosen = await state.db.read(answered.turn_at, here, position, "offer")
    return _turn(request, chosen)


@visitors_only
async def ask_person(request) -> JSONResponse:
    """POST /widget/{key}/person: no more automatic answers; pressing twice changes nothing."""
    state, visitor = request.app.state, await _writer(request)
    await state.db.write(person.requested, visitor.conversation_id, away_after=_away_after(state))
    return JSONResponse({})


async def _writer(request) -> Visitor:
    """The visitor, who has a conversation. Raises Refused for floods, NotFound otherwise."""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    if not state.visitors.messages.take(visitor.visitor_id):
        raise slow_down()
    if visitor.conversation_id is None or await state.db.read(
        blocks.is_blocked, visitor.customer_id
    ):
        raise NotFound()
    return visitor


def _position(request) -> int:
    """Raises NotFound for what cannot be one."""
    text = request.path_params["position"]
    if not text.isdigit() or len(text) > 9:
        raise NotFound()
    return int(text)


def _away_after(state) -> int:
    return state.settings.away_after_minutes * MINUTE


def _turn(request, entry: Message) -> JSONResponse:
    return JSONResponse({"p": entry.public_position, "html": bubble(entry, locale_of(request))})


routes = [
    Route("/widget/{key}/automatic/{position}/vote", vote, methods=["PUT"]),
    Route("/widget/{key}/automatic/{position}/choice", choose, methods=["PUT"]),
    Route("/widget/{key}/person", ask_person, methods=["POST"]),
]
