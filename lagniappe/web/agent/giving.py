"""Giving a remedy: the form with its suggestion, and the preview that follows what is typed."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints import language
from lagniappe.desk.complaints.remedies import (
    authority,
    band,
    case,
    catalogue,
    grant,
    wording,
)
from lagniappe.desk.complaints.remedies.catalogue import PERCENT, Priced, Remedy
from lagniappe.desk.conversations import find
from lagniappe.kit import ids, money
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import clean
from lagniappe.kit.text import preview as preview_of
from lagniappe.web.agent import remedies
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents


@dataclass(frozen=True, slots=True)
class Suggested:
    """The suggested band, worded for the reader, and why."""

    low: str
    high: str
    base_low: str
    base_high: str
    band: band.Band


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen: `problem` says why it cannot, `asks` which limit wants a second
    person, `text` is what the customer would read."""

    problem: str = ""
    asks: str = ""
    text: str = ""
    value: str = ""
    locale: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Giving:
    """The form for one remedy."""

    conversation_id: str
    remedy: Remedy
    title: str
    client_id: str
    amount: str
    most: str
    """The most that a percentage takes off; empty for what is none."""
    reason: str
    """What the complaint is about, to begin with."""
    left: str | None
    """What the agent may still give here without asking; None: any amount."""
    suggested: Suggested | None
    preview: Preview


@dataclass(frozen=True, slots=True)
class _Typed:
    amount: str
    words: str


@agents
async def new(request, me: Agent) -> Response:
    """GET /conversations/{id}/remedies/new?remedy=ID: the form, with a proposal in it."""
    where = request.path_params["id"], request.query_params.get("remedy", "")
    giving = await request.app.state.db.read(_form, me, *where)
    return fragment(request, "remedies/_giving.html", giving=giving)


@agents
async def preview(request, me: Agent) -> Response:
    """GET /conversations/{id}/remedies/preview?remedy=&amount=&words="""
    query = request.query_params
    typed = _Typed(query.get("amount", "")[:60], query.get("words", "")[:500])
    where = request.path_params["id"], query.get("remedy", "")
    found = await request.app.state.db.read(_preview_typed, me, *where, typed)
    return fragment(request, "remedies/_preview.html", preview=found)


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/remedies: given at once, or asked for."""
    fields = await form.fields(request)
    conversation_id, remedy_id = request.path_params["id"], form.text(fields, "remedy")
    db = request.app.state.db
    remedy = await db.read(catalogue.get, remedy_id)
    await db.write(
        grant.grant,
        me,
        conversation_id,
        key=request.app.state.key,
        client_id=form.text(fields, "client_id"),
        remedy_id=remedy_id,
        amount=typed_amount(remedy, form.text(fields, "amount"), me.locale),
        currency=form.text(fields, "currency") or None,
        reason=form.text(fields, "reason"),
        deviation=form.text(fields, "deviation"),
        words=form.text(fields, "words"),
    )
    return await remedies.changed(request, me, conversation_id)


def typed_amount(remedy: Remedy, typed: str, locale: str) -> int | None:
    """Minor units, points or per cent of what was typed; None for a piece. Raises Refused."""
    if remedy.is_piece:
        return None
    try:
        if remedy.is_counted:
            return money.whole(typed, locale)
        return money.parse(typed, remedy.currency, locale).minor
    except Refused as refusal:
        raise refusal.at("amount") from None


def _form(tx, me: Agent, conversation_id: str, remedy_id: str) -> Giving:
    conversation = find.for_agent(tx, me, conversation_id)
    remedy = catalogue.to_give(tx, remedy_id, conversation.brand_id)
    suggested = suggestion(tx, conversation_id, remedy.currency, me.locale)
    start = begin_with(remedy, suggested)
    about = case.of(tx, conversation_id)
    spending = grant.spending_of(conversation, about, remedy, Priced(1, 0, 0, remedy.currency))
    left = authority.left(tx, me, spending)
    return Giving(
        conversation_id=conversation_id,
        remedy=remedy,
        title=remedy.title(me.locale),
        client_id=ids.new(),
        amount=typable(remedy, start, me.locale),
        most=_most(remedy, me.locale),
        reason=preview_of(about.what, 200),
        left=None if left is None else _shown(left, remedy.currency, me.locale),
        suggested=suggested,
        preview=_preview(tx, me, conversation, remedy, start, ""),
    )


def _preview_typed(tx, me: Agent, conversation_id: str, remedy_id: str, typed: _Typed) -> Preview:
    conversation = find.for_agent(tx, me, conversation_id)
    remedy = catalogue.get(tx, remedy_id)
    try:
        amount = typed_amount(remedy, typed.amount, me.locale)
        return _preview(tx, me, conversation, remedy, amount, typed.words)
    except Refused as refusal:
        return Preview(problem=i18n.translate(me.locale, refusal.message, **refusal.values))


def _preview(tx, me: Agent, conversation, remedy: Remedy, amount, words: str) -> Preview:
    priced = catalogue.priced(remedy, amount)
    suggested = band.suggest(tx, case.of(tx, conversation.id).weight, priced.currency)
    theirs = language.written_in(tx, conversation)
    return Preview(
        asks=grant.preview(tx, me, conversation, remedy, priced) or "",
        text=_text(tx, conversation, remedy, priced, words, theirs),
        value=remedies.worth(remedy.kind, priced.quantity, priced.amount, priced, me.locale),
        locale=wording.language(theirs),
        outside=bool(suggested and not suggested.holds(priced.cost)),
    )


def _text(tx, conversation, remedy: Remedy, priced: Priced, words: str, theirs: str) -> str:
    """What the customer would read in their language, with dots where the code will be."""
    about = _Grantlike(
        words=clean(words),
        name=remedy.title(theirs),
        amount=priced.amount,
        cost=priced.cost,
        currency=priced.currency,
        quantity=priced.quantity,
        kind=remedy.kind,
    )
    zone = brands.get(tx, conversation.brand_id).time_zone
    code = {}
    if remedy.voucher:
        code = {"code": wording.CODE, "until": tx.now + remedy.voucher_days * DAY}
    return wording.gift(about, theirs, zone=zone, **code)


@dataclass(frozen=True, slots=True)
class _Grantlike:
    """What wording needs of a grant that is not one yet."""

    words: str
    name: str
    amount: int
    cost: int
    currency: str
    quantity: int
    kind: str
    purpose: str = "recovery"


def suggestion(tx, conversation_id: str, currency: str, locale: str) -> Suggested | None:
    found = band.suggest(tx, case.of(tx, conversation_id).weight, currency)
    if found is None:
        return None
    shown = (found.low, found.high, found.base_low, found.base_high)
    return Suggested(*(_shown(minor, currency, locale) for minor in shown), found)


def begin_with(remedy: Remedy, suggested: Suggested | None) -> int | None:
    """The amount to begin with: the middle of the band in whole units, else the smallest."""
    if remedy.is_piece:
        return None
    if suggested is None or not remedy.is_amount:
        return remedy.low
    whole = 10 ** money.exponent(remedy.currency)
    middle = (suggested.band.low + suggested.band.high) // 2 // whole * whole
    return max(remedy.low, min(remedy.high, middle))


def _most(remedy: Remedy, locale: str) -> str:
    return _shown(remedy.unit_cost, remedy.currency, locale) if remedy.kind == PERCENT else ""


def typable(remedy: Remedy, amount: int | None, locale: str) -> str:
    if amount is None or remedy.is_counted:
        return str(amount or "")
    return money.number(money.Money(amount, remedy.currency), locale)


def _shown(minor: int, currency: str, locale: str) -> str:
    return money.shown(money.Money(minor, currency), locale)


routes = [
    Route("/conversations/{id}/remedies/new", new),
    Route("/conversations/{id}/remedies/preview", preview),
    Route("/conversations/{id}/remedies", create, methods=["POST"]),
]
