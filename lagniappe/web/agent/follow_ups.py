"""Promises to customers: given in a conversation, kept on their day."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import follow_up
from lagniappe.desk.promises import calendar, organisation
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.agent import complaint
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents

PAGE = 40


@dataclass(frozen=True, slots=True)
class FollowUps:
    """`view` is mine or all; `older` where the next page starts."""

    view: str
    promises: list[follow_up.FollowUp]
    more: str | None
    now: int


@agents
async def index(request, me: Agent) -> Response:
    """GET /follow-ups?view=&after="""
    query = request.query_params
    view = "all" if query.get("view") == "all" else "mine"
    model = await request.app.state.db.read(_load, me, view, query.get("after") or None)
    return page(request, "complaints/follow_ups.html", model)


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/follow-ups"""
    fields = await form.fields(request)
    conversation_id = request.path_params["id"]
    await request.app.state.db.write(
        _promise,
        me,
        conversation_id,
        what=form.text(fields, "promise"),
        day=form.text(fields, "day"),
    )
    return await complaint.changed(request, me, conversation_id)


@agents
async def settle(request, me: Agent) -> Response:
    """PUT /follow-ups/{id}: the customer was asked."""
    fields = await form.fields(request)
    await request.app.state.db.write(
        follow_up.settle,
        me,
        request.path_params["id"],
        held=form.text(fields, "held"),
        happy=form.text(fields, "happy"),
        words=form.text(fields, "words"),
    )
    return await _after(request, me, form.text(fields, "back"))


@agents
async def withdraw(request, me: Agent) -> Response:
    """DELETE /follow-ups/{id}"""
    await request.app.state.db.write(follow_up.withdraw, me, request.path_params["id"])
    return await _after(request, me, "")


async def _after(request, me: Agent, back: str) -> Response:
    if back == "list":
        return done(request, "/follow-ups", N_("Kept."))
    found = await request.app.state.db.read(follow_up.conversation_of, request.path_params["id"])
    return await complaint.changed(request, me, found)


def _promise(tx, me: Agent, conversation_id: str, *, what: str, day: str) -> None:
    due_at = _closing(tx, day) if day else None
    follow_up.promise(tx, me, conversation_id, what=what, due_at=due_at)


def _closing(tx, day: str) -> int:
    try:
        known = date.fromisoformat(day)
    except ValueError as error:
        raise Refused(N_("Write dates as 2026-12-24."), code="bad_date") from error
    return calendar.closing(organisation.calendar(tx), known)


def _load(tx, me: Agent, view: str, after: str | None) -> FollowUps:
    found = follow_up.open_ones(tx, me, mine=view == "mine", after=after, limit=PAGE + 1)
    more = found[PAGE - 1].cursor if len(found) > PAGE else None
    return FollowUps(view, found[:PAGE], more, tx.now)


routes = [
    Route("/follow-ups", index, methods=["GET"]),
    Route("/follow-ups/{id}", settle, methods=["PUT"]),
    Route("/follow-ups/{id}", withdraw, methods=["DELETE"]),
    Route("/conversations/{id}/follow-ups", create, methods=["POST"]),
]
