"""What the till shows: a field for a code, the voucher behind one, and what is wrong."""

from dataclasses import dataclass
from urllib.parse import unquote

from starlette.responses import Response

from lagniappe.desk.accounts import brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import correct, misses, till, vouchers, wording
from lagniappe.desk.complaints.remedies.vouchers import Voucher
from lagniappe.kit import ids, money
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import clean_line
from lagniappe.web.agent.till_receipts import CORRECTED, LOOKED_UP, USED, Receipt
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import locale_of, page

COOKIE = "lagniappe_till"
JUST_NOW = 5 * MINUTE
"""So long "Used now" stands: a page that is opened again later says that it was used before."""


@dataclass(frozen=True, slots=True)
class Till:
    """What the till shows. `once` is the id of this redemption or correction, so that pressing
    twice is pressing once; `receipt` names the voucher in its forms."""

    voucher: Voucher | None = None
    receipt: str = ""
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
class _About:
    """What the page says besides the voucher itself. Another brand's voucher is not this till's
    to take, so whose it is stands there too."""

    who: str
    brand: str
    never: Refused | None
    done: str


async def empty(request, me: Agent) -> Response:
    tried = await request.app.state.db.read(_misses) if me.may("supervisor") else ()
    return _page(request, Till(place=_place(request), misses=tried))


async def voucher(request, me: Agent, found: Voucher, receipt: Receipt) -> Response:
    """The voucher, and what the receipt says was done to it just now."""
    return await _shown(request, me, found, receipt)


async def asked_again(request, me: Agent, found: Voucher, typed, refusal: Refused) -> Response:
    """The voucher as it was, and what to write instead of the bill that was typed."""
    return await _shown(
        request,
        me,
        found,
        Receipt(found.id),
        status=refusal.status,
        bill=typed.bill,
        wrong=_said(request, refusal),
        place=typed.place,
    )


def problem(request, refusal: Refused, *, code: str = "") -> Response:
    model = Till(code=code, problem=_said(request, refusal), place=_place(request))
    return _page(request, model, refusal.status)


def why_not(tx, found: Voucher, me: Agent) -> Refused | None:
    """Why this person may not correct the bill of a voucher; None where they may."""
    try:
        correct.check(tx, found, by=f"agent:{me.id}")
    except Refused as refusal:
        return refusal
    return None


async def _shown(
    request,
    me: Agent,
    found: Voucher,
    receipt: Receipt,
    *,
    place: str = "",
    status: int = 200,
    **more,
) -> Response:
    about = await request.app.state.db.read(_about, found, me, receipt)
    good, share = found.state == vouchers.GOOD, found.percent is not None
    was = money.Money(receipt.was, found.currency) if about.done and receipt.was else None
    never = about.never
    model = Till(
        voucher=found,
        receipt=Receipt(found.id).written(request.app.state.key, me),
        value=_value(found, me.locale),
        most=money.shown(found.most, me.locale) if good and share else "",
        used_for=_bill(found, me.locale),
        before=money.shown(was, me.locale) if was else "",
        who=about.who,
        brand=about.brand,
        place=place or _place(request),
        done=about.done,
        may_correct=never is None,
        too_late=_said(request, never) if never and never.code == "too_late" else "",
        once=ids.new(),
        **more,
    )
    return _page(request, model, status)


def _page(request, model: Till, status: int = 200) -> Response:
    answer = page(request, "remedies/till.html", model, status=status)
    # Going back asks again, and so never shows a voucher as good that was used meanwhile.
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _about(tx, found: Voucher, me: Agent, receipt: Receipt) -> _About:
    return _About(
        who=till.who_used(tx, found.redeemed_by) if found.redeemed_by else "",
        brand=brands.get(tx, found.brand_id).name,
        never=why_not(tx, found, me),
        done="" if receipt.done == LOOKED_UP else _done(tx, found, receipt),
    )


def _done(tx, found: Voucher, receipt: Receipt) -> str:
    at = {USED: found.redeemed_at, CORRECTED: found.corrected_at}[receipt.done]
    return receipt.done if at is not None and tx.now < at + JUST_NOW else ""


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


def _said(request, refusal: Refused) -> str:
    return i18n.translate(locale_of(request), refusal.message, **refusal.values)


def _place(request) -> str:
    """Where this browser's till stands, as it was said the last time."""
    return clean_line(unquote(request.cookies.get(COOKIE, ""))[:200], 120)


def _misses(tx) -> tuple:
    return tuple((till.who_used(tx, m.by), m.last4, m.at) for m in misses.latest(tx, limit=8))
