"""The till: somebody stands there with a code. Look at it, use it up, see who did."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import misses, till, vouchers, wording
from lagniappe.desk.complaints.remedies.vouchers import Voucher
from lagniappe.kit import ids, money
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import clean_line
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents

HERE = "/till"
COOKIE = "lagniappe_till"
_YEAR = 365 * 86400


@dataclass(frozen=True, slots=True)
class Till:
    """What the till shows. `once` is the id of this redemption, so that pressing twice is
    pressing once."""

    voucher: Voucher | None = None
    value: str = ""
    most: str = ""
    """The most that a percentage takes off, while it is good."""
    bill: str = ""
    wrong: str = ""
    """What is wrong with the bill that was typed."""
    who: str = ""
    brand: str = ""
    code: str = ""
    place: str = ""
    problem: str = ""
    done: bool = False
    once: str = ""
    misses: tuple = ()


@agents
async def index(request, me: Agent) -> Response:
    """GET /till"""
    tried = await request.app.state.db.read(_misses) if me.may("supervisor") else ()
    return page(request, "remedies/till.html", Till(place=_place(request), misses=tried))


@agents
async def look(request, me: Agent) -> Response:
    """POST /till: what this code is worth, and whether it is good."""
    code = form.text(await form.fields(request), "code")[:80]
    state = request.app.state
    try:
        found = await state.db.write(till.look, code, key=state.key, by=f"agent:{me.id}")
    except Refused as refusal:
        return _problem(request, code, refusal)
    if found is None:
        return _problem(request, code, vouchers.unknown())
    return await _shown(request, me, found, code=code)


@agents
async def redeem(request, me: Agent) -> Response:
    """POST /till/redemptions: used up, once."""
    fields, state = await form.fields(request), request.app.state
    code, place = form.text(fields, "code")[:80], clean_line(form.text(fields, "place"), 120)
    by = f"agent:{me.id}"
    try:
        found = await state.db.write(till.look, code, key=state.key, by=by)
    except Refused as refusal:
        return _problem(request, code, refusal)
    if found is None:
        return _problem(request, code, vouchers.unknown())
    try:
        bill = _bill(found, form.text(fields, "bill"), me.locale)
    except Refused as refusal:
        return await _asked_again(request, me, found, fields, refusal)
    once = form.text(fields, "once")
    use = {"key": state.key, "by": by, "once": once, "place": place, "bill": bill}
    try:
        found = await state.db.write(till.redeem, code, **use)
    except Refused as refusal:
        return _problem(request, code, refusal)
    answer = await _shown(request, me, found, done=True, place=place)
    answer.set_cookie(COOKIE, quote(place), max_age=_YEAR, path=HERE, samesite="lax", httponly=True)
    return answer


async def _asked_again(request, me: Agent, found: Voucher, fields, refusal: Refused) -> Response:
    """The voucher as it was, and what to write instead of the bill that was typed."""
    return await _shown(
        request,
        me,
        found,
        status=refusal.status,
        code=form.text(fields, "code")[:80],
        bill=form.text(fields, "bill")[:40],
        wrong=i18n.translate(locale_of(request), refusal.message, **refusal.values),
        place=clean_line(form.text(fields, "place"), 120),
    )


async def _shown(
    request, me: Agent, found: Voucher, *, place: str = "", status: int = 200, **more
) -> Response:
    who, brand = await request.app.state.db.read(_about, found)
    good = found.state == vouchers.GOOD
    model = Till(
        voucher=found,
        value=_value(found, me.locale),
        most=money.shown(found.most, me.locale) if good and found.percent is not None else "",
        who=who,
        brand=brand,
        place=place or _place(request),
        once=ids.new(),
        **more,
    )
    return page(request, "remedies/till.html", model, status=status)


def _value(found: Voucher, locale: str) -> str:
    """What it is worth, for a reader; empty for a piece."""
    if found.percent is not None and not found.amount:
        return wording.percent(found.percent, locale)
    return money.shown(found.money, locale) if found.amount else ""


def _bill(found: Voucher, typed: str, locale: str) -> int | None:
    """Minor units of the bill that was typed; None where none is asked for. Raises Refused."""
    if found.percent is None or found.state != vouchers.GOOD:
        return None
    return money.parse(typed, found.currency, locale).minor


def _problem(request, code: str, refusal: Refused) -> Response:
    text = i18n.translate(locale_of(request), refusal.message, **refusal.values)
    model = Till(code=code, problem=text, place=_place(request))
    return page(request, "remedies/till.html", model, status=refusal.status)


def _place(request) -> str:
    """Where this browser's till stands, as it was said the last time."""
    return clean_line(unquote(request.cookies.get(COOKIE, ""))[:200], 120)


def _about(tx, found: Voucher) -> tuple[str, str]:
    """Who used it, and whose it is: another brand's voucher is not this till's to take."""
    who = till.who_used(tx, found.redeemed_by) if found.redeemed_by else ""
    return who, brands.get(tx, found.brand_id).name


def _misses(tx) -> tuple:
    return tuple((till.who_used(tx, m.by), m.last4, m.at) for m in misses.latest(tx, limit=8))


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, look, methods=["POST"]),
    Route(HERE + "/redemptions", redeem, methods=["POST"]),
]
