"""Making good, beside the conversation: what was given, what waits, what may be given."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import cancel, catalogue, given, offers, wording
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.conversations import find
from lagniappe.kit import money
from lagniappe.web.agent import streams
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents


@dataclass(frozen=True, slots=True)
class Line:
    """A grant as its conversation shows it; `value` and `asked` are worded for the reader."""

    grant: Grant
    value: str
    asked: str
    typed: str
    """The amount as it can be typed again."""

    @classmethod
    def of(cls, grant: Grant, locale: str) -> "Line":
        asked = ""
        if grant.asked_cost is not None:
            asked = worth(grant.kind, grant.asked_quantity, grant.asked_amount, grant, locale)
        return cls(
            grant,
            worth(grant.kind, grant.quantity, grant.amount, grant, locale),
            asked,
            _typable(grant, locale),
        )


@dataclass(frozen=True, slots=True)
class Remedies:
    conversation_id: str
    me: Agent
    lines: list[Line]
    offers: list[offers.Offer]
    catalogue: list[tuple[str, str]]
    """(id, title) of what may be given."""


def load(tx, me: Agent, conversation) -> Remedies | None:
    """What `conversations/_remedies.html` shows of a conversation's row; None when nothing is
    given and nothing could be."""
    shelf = catalogue.offered(tx, conversation.brand_id)
    found = given.of_conversation(tx, conversation.id)
    if not shelf and not found:
        return None
    return Remedies(
        conversation_id=conversation.id,
        me=me,
        lines=[Line.of(grant, me.locale) for grant in reversed(found)],
        offers=[o for o in offers.of_conversation(tx, conversation.id) if o.state == offers.OPEN],
        catalogue=[(remedy.id, remedy.title(me.locale)) for remedy in shelf],
    )


def _typable(grant: Grant, locale: str) -> str:
    if grant.kind in catalogue.COUNTED:
        return str(grant.quantity)
    return money.number(grant.money, locale) if grant.amount else ""


def worth(kind: str, quantity: int, amount: int, of, locale: str) -> str:
    """What something is worth to the customer, for a reader; empty for a piece."""
    if kind == "points":
        return str(quantity)
    if kind == catalogue.PERCENT:
        share = wording.percent(quantity, locale)
        # Once it was used, what came off.
        return f"{share}, {_shown(amount, of.currency, locale)}" if amount else share
    return _shown(amount, of.currency, locale) if amount else ""


def _shown(amount: int, currency: str, locale: str) -> str:
    return money.shown(money.Money(amount, currency), locale)


@agents
async def index(request, me: Agent) -> Response:
    """GET /conversations/{id}/remedies: the part alone."""
    model = await request.app.state.db.read(_load, me, request.path_params["id"])
    return fragment(request, "conversations/_remedies.html", remedies=model)


@agents
async def discard(request, me: Agent) -> Response:
    """DELETE /remedies/{grant}: cancelled, with the reason."""
    fields = await form.fields(request)
    cancelled = await request.app.state.db.write(
        cancel.cancel, me, request.path_params["grant"], reason=form.text(fields, "reason")
    )
    return await changed(request, me, cancelled.conversation_id)


async def changed(request, me: Agent, conversation_id: str) -> Response:
    """The answer to a change: the part, put in place of the old one."""
    model = await request.app.state.db.read(_load, me, conversation_id)
    return streams.replace(request, "remedies", "conversations/_remedies.html", remedies=model)


def _load(tx, me: Agent, conversation_id: str) -> Remedies | None:
    return load(tx, me, find.for_agent(tx, me, conversation_id))


routes = [
    Route("/conversations/{id}/remedies", index, methods=["GET"]),
    Route("/remedies/{grant}", discard, methods=["DELETE"]),
]
