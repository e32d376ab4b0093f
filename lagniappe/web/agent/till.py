"""The till: somebody stands there with a code. Look at it, use it up, see who did, and put right a
bill that was typed wrong."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import correct, misses, till, vouchers, wording
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
    """What the till shows. `once` is the id of this redemption or correction, so that pressing
    twice is pressing once."""

    voucher: Voucher | None = None
    value: str = ""
    most: str = ""
    """The most that a percentage takes off, while it is good."""
    used_for: str = ""
    """The bill that a percentage was used for."""
    before: str = ""
    """What came off before it was corrected, just now."""
    bill: str = ""
    wrong: str = ""
    """What is wrong with the bill that was typed."""
    who: str = ""
    brand: str = ""
    code: str = ""
    place: str = ""
    problem: str = ""
    done: str = ""
    """"used" or "corrected", just now."""
    may_correct: bool = False
    too_late: str = ""
    """Why the bill can be corrected no more, where this is all that stands against it."""
    once: str = ""
    misses: tuple = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one of the till's two forms."""

    code: str
    bill: str
    once: str
    place: str

    @classmethod
    def of(cls, fields) -> "Typed":
        return cls(
            form.text(fields, "code")[:80],
            form.text(fields, "bill")[:40],
            form.text(fields, "once"),
            clean_line(form.text(fields, "place"), 120),
        )


@agents
async def index(request, me: Agent) -> Response:
    """GET /till"""
    tried = await request.app.state.db.read(_misses) if me.may("supervisor") else ()
    return page(request, "remedies/till.html", Till(place=_place(request), misses=tried))


@agents
async def look(request, me: Agent) -> Response:
    """POST /till: what this code is worth, and whether it is good."""
    code = form.text(await form.fields(request), "code")[:80]
    try:
        found = await _find(request, me, code)
    except Refused as refusal:
        return _problem(request, code, refusal)
    return await _shown(request, me, found, code=code)


@agents
async def redeem(request, me: Agent) -> Response:
    """POST /till/redemptions: used up, once."""
    typed = Typed.of(await form.fields(request))
    try:
        found = await _find(request, me, typed.code)
    except Refused as refusal:
        return _problem(request, typed.code, refusal)
    bill = None
    if found.percent is not None and found.state == vouchers.GOOD:
        try:
            bill = money.parse(typed.bill, found.currency, me.locale).minor
        except Refused as refusal:
            return await _asked_again(request, me, found, typed, refusal)
    try:
        found = await _write(request, me, till.redeem, typed, bill=bill)
    except Refused as refusal:
        return _problem(request, typed.code, refusal)
    answer = await _shown(request, me, found, done="used", code=typed.code, place=typed.place)
    cookie = quote(typed.place)
    answer.set_cookie(COOKIE, cookie, max_age=_YEAR, path=HERE, samesite="lax", httponly=True)
    return answer


@agents
async def put_right(request, me: Agent) -> Response:
    """POST /till/corrections: the bill was another one."""
    typed = Typed.of(await form.fields(request))
    try:
        before = await _find(request, me, typed.code)
    except Refused as refusal:
        return _problem(request, typed.code, refusal)
    try:
        bill = money.parse(typed.bill, before.currency, me.locale).minor
        found = await _write(request, me, correct.correct, typed, bill=bill)
    except Refused as refusal:
        never = await request.app.state.db.read(_why_not, before, me)
        if never is not None:
            return _problem(request, typed.code, never)
        return await _asked_again(request, me, before, typed, refusal)
    was = _value(before, me.locale) if before.amount != found.amount else ""
    return await _shown(request, me, found, done="corrected", code=typed.code, before=was)


@agents
async def begin_again(request, me: Agent) -> Response:
    """GET /till/redemptions, /till/corrections: the address of what was just done, loaded anew."""
    return RedirectResponse(HERE, 303)


async def _find(request, me: Agent, code: str) -> Voucher:
    """The voucher of a typed code. Raises Refused when it is none of ours, or for guessing."""
    state = request.app.state
    found = await state.db.write(till.look, code, key=state.key, by=f"agent:{me.id}")
    if found is None:
        raise vouchers.unknown()
    return found


async def _write(request, me: Agent, verb, typed: Typed, *, bill: int | None) -> Voucher:
    state, by = request.app.state, f"agent:{me.id}"
    more = {"once": typed.once, "place": typed.place, "bill": bill}
    return await state.db.write(verb, typed.code, key=state.key, by=by, **more)


async def _asked_again(request, me: Agent, found: Voucher, typed: Typed, refusal) -> Response:
    """The voucher as it was, and what to write instead of the bill that was typed."""
    return await _shown(
        request,
        me,
        found,
        status=refusal.status,
        code=typed.code,
        bill=typed.bill,
        wrong=_said(request, refusal),
        place=typed.place,
    )


async def _shown(
    request, me: Agent, found: Voucher, *, place: str = "", status: int = 200, **more
) -> Response:
    who, brand, never = await request.app.state.db.read(_about, found, me)
    good, share = found.state == vouchers.GOOD, found.percent is not None
    model = Till(
        voucher=found,
        value=_value(found, me.locale),
        most=money.shown(found.most, me.locale) if good and share else "",
        used_for=_bill(found, me.locale),
        who=who,
        brand=brand,
        place=place or _place(request),
        may_correct=never is None,
        too_late=_said(request, never) if never and never.code == "too_late" else "",
        once=ids.new(),
        **more,
    )
    return page(request, "remedies/till.html", model, status=status)


def _value(found: Voucher, locale: str) -> str:
    """What it is worth, for a reader; empty for a piece."""
    if found.percent is not None and found.redeemed_at is None:
        return wording.percent(found.percent, locale)
    worth = found.amount or found.percent is not None
    return money.shown(found.money, locale) if worth else ""


def _bill(found: Voucher, locale: str) -> str:
    """The bill that a percentage was used for; empty where we know none."""
    if found.bill is None:
        return ""
    return money.shown(money.Money(found.bill, found.currency), locale)


def _problem(request, code: str, refusal: Refused) -> Response:
    model = Till(code=code, problem=_said(request, refusal), place=_place(request))
    return page(request, "remedies/till.html", model, status=refusal.status)


def _said(request, refusal: Refused) -> str:
    return i18n.translate(locale_of(request), refusal.message, **refusal.values)


def _place(request) -> str:
    """Where this browser's till stands, as it was said the last time."""
    return clean_line(unquote(request.cookies.get(COOKIE, ""))[:200], 120)


def _about(tx, found: Voucher, me: Agent) -> tuple[str, str, Refused | None]:
    """Who used it, whose it is (another brand's voucher is not this till's to take), and why its
    bill cannot be corrected."""
    who = till.who_used(tx, found.redeemed_by) if found.redeemed_by else ""
    return who, brands.get(tx, found.brand_id).name, _why_not(tx, found, me)


def _why_not(tx, found: Voucher, me: Agent) -> Refused | None:
    """Why this person may not correct the bill of a voucher; None where they may."""
    try:
        correct.check(tx, found, by=f"agent:{me.id}")
    except Refused as refusal:
        return refusal
    return None


def _misses(tx) -> tuple:
    return tuple((till.who_used(tx, m.by), m.last4, m.at) for m in misses.latest(tx, limit=8))


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, look, methods=["POST"]),
    Route(HERE + "/redemptions", redeem, methods=["POST"]),
    Route(HERE + "/redemptions", begin_again, methods=["GET"]),
    Route(HERE + "/corrections", put_right, methods=["POST"]),
    Route(HERE + "/corrections", begin_again, methods=["GET"]),
]
