"""What waits for a second person: on a page of its own, and in each conversation."""

from dataclasses import dataclass

from sqlalchemy import select
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import approvals, approve, catalogue, given
from lagniappe.desk.conversations import find
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import customers
from lagniappe.kit.text import N_
from lagniappe.web.agent import remedies
from lagniappe.web.agent.giving import typed_amount
from lagniappe.web.agent.remedies import Line
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents, supervisors

HERE = "/approvals"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request: what, whose and where."""

    line: Line
    number: int
    customer: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Approvals:
    waiting: list[Waiting]


@supervisors
async def index(request, me: Agent) -> Response:
    """GET /approvals"""
    return page(request, "remedies/approvals.html", await request.app.state.db.read(_load, me))


@agents
async def waiting(request, me: Agent) -> Response:
    """GET /approvals/waiting: {"waiting": n, "late": bool} for the sign in the rail."""
    count, late = await request.app.state.db.read(approvals.waiting, me)
    return JSONResponse({"waiting": count, "late": late})


@supervisors
async def create(request, me: Agent) -> Response:
    """POST /remedies/{grant}/approval: given, or less of it."""
    fields = await form.fields(request)
    db, grant_id = request.app.state.db, request.path_params["grant"]
    typed = form.text(fields, "amount")
    amount = await db.read(_amount, grant_id, typed, me.locale) if typed else None
    answered = await db.write(
        approve.approve,
        me,
        grant_id,
        key=request.app.state.key,
        amount=amount,
        note=form.text(fields, "note"),
    )
    return await _back(request, me, fields, answered, N_("Approved and given."))


@supervisors
async def decline(request, me: Agent) -> Response:
    """POST /remedies/{grant}/refusal: no, with the reason."""
    fields = await form.fields(request)
    answered = await request.app.state.db.write(
        approve.decline, me, request.path_params["grant"], reason=form.text(fields, "reason")
    )
    return await _back(request, me, fields, answered, N_("Declined. Your colleague reads why."))


async def _back(request, me: Agent, fields, answered, message: str) -> Response:
    if form.text(fields, "back") == "approvals":
        return done(request, HERE, message)
    return await remedies.changed(request, me, answered.conversation_id)


def _load(tx, me: Agent) -> Approvals:
    asked = given.asked(tx)
    seen = find.may_see(tx, me, [grant.conversation_id for grant in asked])
    return Approvals([_waiting(tx, me, g) for g in asked if g.conversation_id in seen])


def _waiting(tx, me: Agent, grant: given.Grant) -> Waiting:
    number = tx.value(
        select(conversations.c.number).where(conversations.c.id == grant.conversation_id)
    )
    customer = customers.called(customers.get(tx, grant.customer_id))
    return Waiting(Line.of(grant, me.locale), number, customer, grant.agent_id == me.id)


def _amount(tx, grant_id: str, typed: str, locale: str) -> int | None:
    grant = given.get(tx, grant_id)
    if grant.remedy_id is None:
        return None
    return typed_amount(catalogue.get(tx, grant.remedy_id), typed, locale)


routes = [
    Route(HERE, index),
    Route(HERE + "/waiting", waiting),
    Route("/remedies/{grant}/approval", create, methods=["POST"]),
    Route("/remedies/{grant}/refusal", decline, methods=["POST"]),
]
