"""How was it? One warm card in the panel, one question at a time, each answer kept at once."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.people import blocks
from lagniappe.desk.surveys import answer, read
from lagniappe.desk.surveys.questions import Question
from lagniappe.kit.errors import NotFound
from lagniappe.web.kit import form
from lagniappe.web.kit.page import Part, locale_of
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.visitor import Visitor, slow_down


class Given(TypedDict, total=False):
    """Neither of the two leaves the question out."""

    value: Annotated[int, Field(strict=True, ge=-1_000, le=1_000)]
    words: str


_GIVEN = TypeAdapter(Given)
_part = Part("widget/_survey.html")


@dataclass(frozen=True, slots=True)
class Card:
    """One question as the panel shows it; `question` is None at the end."""

    survey_id: str
    question: Question | None
    said: dict
    value: int | None
    words: str
    back: str
    begun: bool
    sorry: bool


@visitors_only
async def survey(request) -> JSONResponse:
    """GET /widget/{key}/survey: the question that stands in this conversation, if any;
    ?before=QUESTION the one before it."""
    visitor = await request.app.state.visitors.of_request(request)
    if visitor.conversation_id is None:
        return JSONResponse({})
    before = request.query_params.get("before", "")[:40]
    card = await request.app.state.db.read(_standing, visitor, before, locale_of(request))
    return _answered(request, card)


@visitors_only
async def answers(request) -> JSONResponse:
    """PUT /widget/{key}/survey/{survey}/answers/{question}: keep it, and show the next one."""
    visitor = await _writer(request)
    given = await form.json_as(request, _GIVEN)
    asked, question = request.path_params["survey"], request.path_params["question"]
    how = {"given": given, "locale": locale_of(request)}
    return _answered(
        request, await request.app.state.db.write(_keep, visitor, asked, question, **how)
    )


@visitors_only
async def seen(request) -> JSONResponse:
    """PUT /widget/{key}/survey/{survey}/seen: it was on their screen."""
    visitor = await _writer(request)
    await request.app.state.db.write(_seen, visitor, request.path_params["survey"])
    return JSONResponse({})


@visitors_only
async def decline(request) -> JSONResponse:
    """DELETE /widget/{key}/survey/{survey}: no, thank you."""
    visitor = await _writer(request)
    await request.app.state.db.write(_decline, visitor, request.path_params["survey"])
    return JSONResponse({})


async def _writer(request) -> Visitor:
    """Whoever may answer. Raises Refused for floods, NotFound without a conversation."""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    if not state.visitors.messages.take(visitor.visitor_id):
        raise slow_down()
    if visitor.conversation_id is None:
        raise NotFound()
    return visitor


def _standing(tx, visitor: Visitor, before: str, locale: str) -> Card | None:
    row = read.in_widget(tx, visitor.conversation_id)
    if row is None or blocks.is_blocked(tx, visitor.customer_id):
        return None
    standing = read.standing(tx, row)
    return _card(standing, standing.before(before) if before else standing.next, locale)


def _keep(tx, visitor: Visitor, survey_id: str, key: str, *, given: Given, locale: str) -> Card:
    row = _theirs(tx, visitor, survey_id)
    if given:
        answer.answer(tx, row.id, key, value=given.get("value"), words=given.get("words", ""))
    standing = read.standing(tx, read.answered(tx, row.id).survey)
    following = standing.after(key)
    if following is None:
        answer.decline(tx, row.id)
    return _card(standing, following, locale)


def _seen(tx, visitor: Visitor, survey_id: str) -> None:
    answer.seen(tx, _theirs(tx, visitor, survey_id).id)


def _decline(tx, visitor: Visitor, survey_id: str) -> None:
    answer.decline(tx, _theirs(tx, visitor, survey_id).id)


def _theirs(tx, visitor: Visitor, survey_id: str):
    """Raises NotFound for another's."""
    row = read.answered(tx, survey_id).survey
    if row.conversation_id != visitor.conversation_id or row.medium != "chat":
        raise NotFound()
    return row


def _card(standing: read.Standing, question: Question | None, locale: str) -> Card:
    given = standing.given.get(question.key) if question else None
    back = question and standing.before(question.key)
    return Card(
        survey_id=standing.survey.id,
        question=question,
        said=question.said(locale) if question else {},
        value=given.value if given else None,
        words=given.words if given else "",
        back=question.key if back else "",
        begun=bool(standing.given),
        sorry=read.is_bad({row.measure: row.value for row in standing.given.values()}),
    )


def _answered(request, card: Card | None) -> JSONResponse:
    return JSONResponse({"html": _part.render(locale_of(request), card)} if card else {})


routes = [
    Route("/widget/{key}/survey", survey),
    Route("/widget/{key}/survey/{survey}/answers/{question}", answers, methods=["PUT"]),
    Route("/widget/{key}/survey/{survey}/seen", seen, methods=["PUT"]),
    Route("/widget/{key}/survey/{survey}", decline, methods=["DELETE"]),
]
