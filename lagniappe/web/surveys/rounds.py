"""Questions for the people who work here: asked for a time, answered without a name."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys import results, rounds, templates
from lagniappe.desk.surveys.questions import Question
from lagniappe.desk.surveys.rounds import Round
from lagniappe.kit.errors import NotFound
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents, supervisors
from lagniappe.web.surveys import names

HERE = "/questions"


@dataclass(frozen=True, slots=True)
class Rounds:
    """(round, how much of it is left for me, whether it goes on), newest first."""

    lines: list[tuple[Round, int, bool]]
    templates: list
    names: object = names


@dataclass(frozen=True, slots=True)
class Sheet:
    """`about` and `others` are (id, name) of departments; both empty in a pulse."""

    round: Round
    questions: list[tuple[Question, dict]]
    about: tuple[str, str] | None
    others: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Results:
    round: Round
    found: results.Found
    questions: list[tuple[Question, dict]]
    places: dict[str, str]
    fewest: int = rounds.FEWEST


@agents
async def index(request, me: Agent) -> Response:
    """GET /questions"""
    return page(request, "surveys/rounds.html", await request.app.state.db.read(_list, me))


@supervisors
async def begin(request, me: Agent) -> Response:
    """POST /questions: ask everybody for some days"""
    fields = await form.fields(request)
    await request.app.state.db.write(
        rounds.begin,
        me,
        template_id=form.text(fields, "template"),
        name=form.text(fields, "name"),
        days=form.needed(fields, "days", digits=3),
    )
    return done(request, HERE, N_("Everybody who works here is asked from now on."))


@agents
async def show(request, me: Agent) -> Response:
    """GET /questions/{id}?about=DEPARTMENT"""
    about = request.query_params.get("about", "")
    model = await request.app.state.db.read(_sheet, me, request.path_params["id"], about)
    return page(request, "surveys/round.html", model)


@agents
async def take(request, me: Agent) -> Response:
    """POST /questions/{id}"""
    fields = await form.fields(request)
    given = {key[2:]: form.text(fields, key) for key in fields if key.startswith("a.")}
    about = form.text(fields, "about")
    await request.app.state.db.write(_take, me, request.path_params["id"], about, given)
    return done(request, HERE, N_("Thank you. Nobody can see that it was you."))


@supervisors
async def end(request, me: Agent) -> Response:
    """PUT /questions/{id}/closure"""
    round_id = request.path_params["id"]
    await request.app.state.db.write(rounds.close, round_id)
    return done(request, f"{HERE}/{round_id}/results", N_("Ended."))


@supervisors
async def found(request, me: Agent) -> Response:
    """GET /questions/{id}/results"""
    model = await request.app.state.db.read(_results, me, request.path_params["id"])
    return page(request, "surveys/results.html", model)


def _list(tx, me: Agent) -> Rounds:
    lines = []
    for one in rounds.listed(tx):
        goes_on = one.closes_at > tx.now
        lines.append((one, len(rounds.left(tx, me, one)) if goes_on else 0, goes_on))
    fitting = [
        one
        for one in templates.every(tx)
        if one.audience in rounds.AUDIENCES and one.retired_at is None
    ]
    return Rounds(lines, fitting)


def _sheet(tx, me: Agent, round_id: str, about: str) -> Sheet:
    asked = rounds.open_one(tx, round_id)
    left = rounds.left(tx, me, asked)
    if not left:
        raise rounds.said_already()
    template = templates.get(tx, asked.template_id)
    shown = [(one, one.said(me.locale)) for one in template.questions]
    if asked.audience == "staff":
        return Sheet(asked, shown, None, [])
    named = {one.id: departments.title(one, me.locale) for one in departments.all_departments(tx)}
    if about and about not in left:
        raise NotFound()
    here = (about, named[about]) if about else None
    return Sheet(asked, shown, here, [(one, named[one]) for one in left])


def _take(tx, me: Agent, round_id: str, about: str, given: dict[str, str]) -> None:
    asked = templates.get(tx, rounds.open_one(tx, round_id).template_id).questions
    kinds = {one.key: one.kind for one in asked}
    said: dict[str, int | str] = {}
    for key, text in given.items():
        if kinds.get(key) == "words":
            said[key] = text
        elif key in kinds and text.isascii() and text.isdigit() and len(text) < 4:
            said[key] = int(text)
    rounds.take(tx, me, round_id, about=about, given=said)


def _results(tx, me: Agent, round_id: str) -> Results:
    asked = rounds.get(tx, round_id)
    template = templates.get(tx, asked.template_id)
    numbers = [(one, one.said(me.locale)) for one in template.questions if one.kind != "words"]
    places = {one.id: departments.title(one, me.locale) for one in departments.all_departments(tx)}
    return Results(asked, results.of(tx, asked), numbers, places)


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, begin, methods=["POST"]),
    Route(HERE + "/{id}", show, methods=["GET"]),
    Route(HERE + "/{id}", take, methods=["POST"]),
    Route(HERE + "/{id}/closure", end, methods=["PUT"]),
    Route(HERE + "/{id}/results", found),
]
