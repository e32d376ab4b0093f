"""The page a survey's letter leads to. Opening it counts nothing, whoever opens it: an answer is
kept when somebody moves, touches, types or presses, by a POST."""

import secrets
from typing import Annotated

from pydantic import Field, TypeAdapter
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.surveys import answer, read
from lagniappe.desk.surveys.questions import Question
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.languages import translate
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.page import environment, policy
from lagniappe.web.kit.who import anyone
from lagniappe.web.surveys import sheet
from lagniappe.web.surveys.sheet import Sheet


class Given(TypedDict, total=False):
    value: Annotated[int, Field(strict=True, ge=-1_000, le=1_000)]
    words: str


_GIVEN = TypeAdapter(Given)


@anyone
async def page(request) -> Response:
    """GET /ask/{secret}: the questions; ?q=QUESTION&v=VALUE marks an answer without keeping it."""
    state, secret = request.app.state, request.path_params["secret"]
    state.visitors.check_address(request)
    return _send(request, await state.db.read(_standing, secret, _chosen(request)))


@anyone
async def answers(request) -> Response:
    """POST /ask/{secret}: all that was filled in; what follows from it, or thanks."""
    state, secret = request.app.state, request.path_params["secret"]
    state.visitors.check_address(request)
    fields = await form.fields(request)
    given = {key[2:]: form.text(fields, key) for key in fields if key.startswith("a.")}
    try:
        ended, refused = await state.db.write(_keep_all, secret, given)
    except NotFound:
        raise
    except Refused as error:
        ended, refused = False, error
    if refused:
        return _send(request, await state.db.read(_standing, secret, None, given), refused)
    return RedirectResponse(f"/ask/{secret}" if ended else f"/ask/{secret}#more", 303)


@anyone
async def partial(request) -> JSONResponse:
    """POST /ask/{secret}/answers/{question}: one answer, kept at once; `open` are the questions
    that are put from now on."""
    state = request.app.state
    state.visitors.check_address(request)
    given = await form.json_as(request, _GIVEN)
    where = (request.path_params["secret"], request.path_params["question"])
    return JSONResponse({"open": await state.db.write(_keep_one, *where, given)})


@anyone
async def never(request) -> Response:
    """GET /ask/{secret}/never: the button that stops us from asking. POST: it was pressed, here
    or in the mail program (RFC 8058)."""
    state, secret = request.app.state, request.path_params["secret"]
    state.visitors.check_address(request)
    if request.method == "POST":
        await state.db.write(_stop, secret)
    name = "stopped" if request.method == "POST" else "never"
    return _send(request, await state.db.read(_named, secret, name))


def _chosen(request) -> tuple[str, int] | None:
    """The answer a link carries: only shown, so that odd ones are simply left out."""
    key, value = request.query_params.get("q", "")[:40], request.query_params.get("v", "")
    if key and value.isascii() and value.isdigit() and len(value) < 4:
        return key, int(value)
    return None


def _standing(
    tx, secret: str, chosen: tuple[str, int] | None, typed: dict[str, str] | None = None
) -> Sheet:
    """The page, with the words as they were `typed` where they could not be taken."""
    survey = read.of_secret(tx, secret)
    standing = read.standing(tx, survey)
    state = "done" if survey.state == "done" else "open"
    try:
        answer.open_one(tx, survey.id)
    except Refused:
        state = "closed"
    fits = {one.key: one.values for one in standing.open if one.kind != "words"}
    if state == "closed" or (chosen and chosen[1] not in fits.get(chosen[0], ())):
        chosen = None
    if chosen and _is_kept(standing, *chosen):
        chosen = None
    elif chosen:
        state = "open"
    where = f"/ask/{secret}"
    return sheet.of(tx, survey, state=state, action=where, chosen=chosen, typed=typed or {})


def _is_kept(standing: read.Standing, key: str, value: int) -> bool:
    return key in standing.given and standing.given[key].value == value


def _keep_all(tx, secret: str, given: dict[str, str]) -> tuple[bool, Refused | None]:
    """Whether the end is reached (nothing new is asked because of what was answered), and what
    of it could not be taken; the rest is kept all the same."""
    survey = read.of_secret(tx, secret)
    answer.open_one(tx, survey.id)
    shown = {one.key for one in read.standing(tx, survey).open}
    refused = None
    for one in read.standing(tx, survey).questions:
        # Asked again each time: an answer may close what stood open on the page.
        if one.key in shown and one in read.standing(tx, survey).open:
            refused = _keep_field(tx, survey.id, one, given.get(one.key, "")) or refused
    standing = read.standing(tx, survey)
    if refused or not standing.given:
        return False, refused or Refused(
            N_("Choose an answer, or write a few words."), code="empty"
        )
    if any(one.key not in shown and one.key not in standing.given for one in standing.open):
        return False, None
    answer.finish(tx, survey.id)
    return True, None


def _keep_field(tx, survey_id: str, question: Question, text: str) -> Refused | None:
    """Why a field could not be taken, None when it could or was left empty."""
    try:
        if question.kind == "words":
            answer.answer(tx, survey_id, question.key, words=text)
        elif text.isascii() and text.isdigit() and len(text) < 4:
            answer.answer(tx, survey_id, question.key, value=int(text))
    except Refused as error:
        return error
    return None


def _keep_one(tx, secret: str, question: str, given: Given) -> list[str]:
    survey = read.of_secret(tx, secret)
    answer.answer(tx, survey.id, question, value=given.get("value"), words=given.get("words", ""))
    return [one.key for one in read.standing(tx, survey).open]


def _stop(tx, secret: str) -> None:
    answer.stop_asking(tx, read.of_secret(tx, secret).id)


def _named(tx, secret: str, state: str) -> Sheet:
    survey = read.of_secret(tx, secret)
    return sheet.of(tx, survey, state=state, action=f"/ask/{secret}")


def _send(request, shown: Sheet, error: Refused | None = None) -> Response:
    nonce = secrets.token_urlsafe(12)
    env = environment(shown.locale, request.app.state.settings.development)
    said = translate(shown.locale, error.message, **error.values) if error else ""
    html = env.get_template("surveys/ask.html").render(page=shown, error=said, nonce=nonce)
    status = error.status if error else 410 if shown.state == "closed" else 200
    headers = {
        "Content-Security-Policy": policy(nonce),
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
    }
    return HTMLResponse(html, status, headers=headers)


routes = [
    Route("/ask/{secret}", page, methods=["GET"]),
    Route("/ask/{secret}", answers, methods=["POST"]),
    Route("/ask/{secret}/answers/{question}", partial, methods=["POST"]),
    Route("/ask/{secret}/never", never, methods=["GET", "POST"]),
]
