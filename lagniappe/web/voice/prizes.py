"""Prizes: what points are good for, claimed by one, approved by another, within the budget."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition import budget, claim, points, prizes
from lagniappe.kit import money
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins, agents, supervisors

HERE = "/recognition/prizes"


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize's row with its cost as the reader writes it."""

    row: object
    cost: str


@dataclass(frozen=True, slots=True)
class Prizes:
    """`left` is what remains of the month's budget of `month`, both as text."""

    points: int
    shelf: list[Prize]
    mine: list[claim.Claim]
    waiting: list[claim.Claim]
    left: str
    month: str
    currency: str


@agents
async def index(request, me: Agent) -> Response:
    """GET /recognition/prizes"""
    model = await request.app.state.db.read(_load, me, locale_of(request))
    return page(request, "voice/prizes.html", model)


@agents
async def ask(request, me: Agent) -> Response:
    """POST /recognition/prizes/{prize}/claims"""
    await request.app.state.db.write(claim.ask, me, request.path_params["prize"])
    return done(request, HERE, N_("Claimed. Somebody who leads approves it."))


@supervisors
async def approve(request, me: Agent) -> Response:
    """POST /recognition/claims/{claim}/approval"""
    await request.app.state.db.write(claim.approve, me, request.path_params["claim"])
    return done(request, HERE, N_("Approved. Hand it over with a smile."))


@supervisors
async def decline(request, me: Agent) -> Response:
    """POST /recognition/claims/{claim}/refusal"""
    words = form.text(await form.fields(request), "words")
    await request.app.state.db.write(claim.decline, me, request.path_params["claim"], words=words)
    return done(request, HERE, N_("Declined. The points are free again."))


@admins
async def create(request, me: Agent) -> Response:
    """POST /recognition/prizes"""
    fields, db = await form.fields(request), request.app.state.db
    currency = (await db.read(budget.budget)).currency
    await db.write(
        prizes.create,
        me,
        name=form.text(fields, "name"),
        points=form.whole(fields, "points") or 0,
        cost=form.amount(fields, "cost", currency, me.locale),
        currency=currency,
        stock=form.whole(fields, "stock"),
    )
    return done(request, HERE, N_("It is on the shelf."))


@admins
async def retire(request, me: Agent) -> Response:
    """DELETE /recognition/prizes/{prize}"""
    await request.app.state.db.write(prizes.retire, me, request.path_params["prize"])
    return done(request, HERE, N_("Taken off the shelf."))


@admins
async def change_budget(request, me: Agent) -> Response:
    """PUT /recognition/budget"""
    fields = await form.fields(request)
    currency = form.text(fields, "currency").strip().upper()
    money.check_currency(currency)
    month = form.amount(fields, "month", currency, me.locale)
    await request.app.state.db.write(budget.change, currency=currency, month=month)
    return done(request, HERE, N_("Saved."))


def _load(tx, me: Agent, locale: str) -> Prizes:
    def shown(minor: int, currency: str) -> str:
        return money.shown(money.Money(minor, currency), locale)

    may = budget.budget(tx)
    return Prizes(
        points=points.left(tx, me.id),
        shelf=[Prize(row, shown(row.cost, row.currency)) for row in prizes.shelf(tx)],
        mine=claim.of_agent(tx, me.id),
        waiting=claim.waiting(tx) if me.may("supervisor") else [],
        left=money.shown(budget.left(tx), locale),
        month=shown(may.month, may.currency),
        currency=may.currency,
    )


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/{prize}", retire, methods=["DELETE"]),
    Route(HERE + "/{prize}/claims", ask, methods=["POST"]),
    Route("/recognition/claims/{claim}/approval", approve, methods=["POST"]),
    Route("/recognition/claims/{claim}/refusal", decline, methods=["POST"]),
    Route("/recognition/budget", change_budget, methods=["PUT"]),
]
