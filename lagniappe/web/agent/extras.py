"""Above and beyond: a small extra in a conversation."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import catalogue, extras
from lagniappe.desk.conversations import find
from lagniappe.kit import ids, money
from lagniappe.web.agent import remedies
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents


@dataclass(frozen=True, slots=True)
class Extra:
    """The form for a small extra: gifts are (id, title)."""

    conversation_id: str
    client_id: str
    gifts: list[tuple[str, str]]
    left: str
    most: str
    currency: str


@agents
async def new(request, me: Agent) -> Response:
    """GET /conversations/{id}/extras/new"""
    found = await request.app.state.db.read(_form, me, request.path_params["id"])
    return fragment(request, "remedies/_extra.html", extra=found)


@agents
async def give(request, me: Agent) -> Response:
    """POST /conversations/{id}/extras: given at once, from the agent's own small budget."""
    fields, state = await form.fields(request), request.app.state
    conversation_id = request.path_params["id"]
    await state.db.write(_give, me, conversation_id, fields, key=state.key)
    return await remedies.changed(request, me, conversation_id)


def _give(tx, me: Agent, conversation_id: str, fields, *, key: bytes) -> None:
    find.for_agent(tx, me, conversation_id)
    what = form.text(fields, "what")
    # What somebody wrote is what they mean, whatever the list stands at.
    remedy_id = None if what.strip() else form.text(fields, "remedy") or None
    amount = None
    if remedy_id is None:
        currency = extras.allowance(tx).currency
        amount = form.amount(fields, "cost", currency, me.locale)
    extras.give(
        tx,
        me,
        conversation_id,
        key=key,
        client_id=form.text(fields, "client_id"),
        remedy_id=remedy_id,
        what=what,
        amount=amount,
        words=form.text(fields, "words"),
        story=form.text(fields, "story"),
    )


def _form(tx, me: Agent, conversation_id: str) -> Extra:
    conversation = find.for_agent(tx, me, conversation_id)
    may = extras.allowance(tx)
    shelf = catalogue.offered(tx, conversation.brand_id)
    return Extra(
        conversation_id=conversation_id,
        client_id=ids.new(),
        gifts=[(r.id, r.title(me.locale)) for r in shelf if r.kind == "gift"],
        left=money.shown(extras.left(tx, me), me.locale),
        most=money.shown(money.Money(may.gift, may.currency), me.locale),
        currency=may.currency,
    )


routes = [
    Route("/conversations/{id}/extras/new", new),
    Route("/conversations/{id}/extras", give, methods=["POST"]),
]
