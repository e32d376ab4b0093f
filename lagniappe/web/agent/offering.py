"""Offering a choice: several remedies in one message, and what the customer answered."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import catalogue, offers
from lagniappe.desk.complaints.remedies.catalogue import Remedy
from lagniappe.desk.conversations import find
from lagniappe.kit import ids, money
from lagniappe.web.agent import remedies
from lagniappe.web.agent.giving import Suggested, begin_with, suggestion, typable, typed_amount
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents


@dataclass(frozen=True, slots=True)
class Choices:
    """The form for offering several: (remedy, title, amount to begin with, sign)."""

    conversation_id: str
    client_id: str
    lines: list[tuple[Remedy, str, str, str]]
    suggested: Suggested | None


@agents
async def choices(request, me: Agent) -> Response:
    """GET /conversations/{id}/offers/new: several to choose from."""
    found = await request.app.state.db.read(_choices, me, request.path_params["id"])
    return fragment(request, "remedies/_choices.html", choices=found)


@agents
async def offer(request, me: Agent) -> Response:
    """POST /conversations/{id}/offers: which would you prefer?"""
    fields = await form.fields(request)
    conversation_id, db = request.path_params["id"], request.app.state.db
    options = []
    for remedy_id in form.texts(fields, "remedy"):
        remedy = await db.read(catalogue.get, remedy_id)
        typed = form.text(fields, f"amount_{remedy_id}")
        options.append((remedy_id, typed_amount(remedy, typed, me.locale)))
    await db.write(
        offers.offer,
        me,
        conversation_id,
        client_id=form.text(fields, "client_id"),
        options=options,
        reason=form.text(fields, "reason"),
        deviation=form.text(fields, "deviation"),
        words=form.text(fields, "words"),
    )
    return await remedies.changed(request, me, conversation_id)


@agents
async def choose(request, me: Agent) -> Response:
    """PUT /offers/{offer}/choice: the customer answered in words."""
    fields = await form.fields(request)
    choice = form.text(fields, "choice")
    granted = await request.app.state.db.write(
        offers.choose_for,
        me,
        request.path_params["offer"],
        int(choice) if choice.isdigit() and len(choice) < 3 else -1,
        key=request.app.state.key,
    )
    return await remedies.changed(request, me, granted.conversation_id)


def _choices(tx, me: Agent, conversation_id: str) -> Choices:
    conversation = find.for_agent(tx, me, conversation_id)
    lines, suggested = [], None
    for remedy in catalogue.offered(tx, conversation.brand_id):
        suggested = suggested or suggestion(tx, conversation_id, remedy.currency, me.locale)
        fits = suggested if suggested and suggested.band.currency == remedy.currency else None
        start = typable(remedy, begin_with(remedy, fits), me.locale)
        lines.append((remedy, remedy.title(me.locale), start, _sign(remedy, me.locale)))
    return Choices(conversation_id, ids.new(), lines, suggested)


def _sign(remedy: Remedy, locale: str) -> str:
    """What stands behind the number; empty for points."""
    if remedy.kind == catalogue.PERCENT:
        return "%"
    return "" if remedy.is_counted else money.sign(remedy.currency, locale)


routes = [
    Route("/conversations/{id}/offers/new", choices),
    Route("/conversations/{id}/offers", offer, methods=["POST"]),
    Route("/offers/{offer}/choice", choose, methods=["PUT"]),
]
