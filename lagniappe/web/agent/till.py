"""The till: somebody stands there with a code. Look at it, use it up, and put right a bill that
was typed wrong.

What was done is answered by going to the voucher's own address, so that reloading and going back
show it again and do nothing.
"""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import correct, till, vouchers
from lagniappe.desk.complaints.remedies.vouchers import Voucher
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import clean_line
from lagniappe.web.agent import till_pages
from lagniappe.web.agent.till_receipts import CORRECTED, USED, Receipt
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents

HERE = "/till"
_YEAR = 365 * 86400


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one of the two forms beneath a voucher."""

    receipt: Receipt
    bill: str
    once: str
    place: str

    @classmethod
    def of(cls, request, me: Agent, fields) -> "Typed":
        """Raises NotFound without the receipt of a voucher that was looked up."""
        written = form.text(fields, "voucher")[:400]
        return cls(
            Receipt.read(request.app.state.key, me, written),
            form.text(fields, "bill")[:40],
            form.text(fields, "once"),
            clean_line(form.text(fields, "place"), 120),
        )


@agents
async def index(request, me: Agent) -> Response:
    """GET /till"""
    return await till_pages.empty(request, me)


@agents
async def look(request, me: Agent) -> Response:
    """POST /till: on to the voucher with this code."""
    code = form.text(await form.fields(request), "code")[:80]
    state = request.app.state
    try:
        found = await state.db.write(till.look, code, key=state.key, by=f"agent:{me.id}")
        if found is None:
            raise vouchers.unknown()
    except Refused as refusal:
        return till_pages.problem(request, refusal, code=code)
    return _on_to(request, me, Receipt(found.id))


@agents
async def show(request, me: Agent) -> Response:
    """GET /till/vouchers/{receipt}: what it is worth, whether it is good, what was just done."""
    receipt = Receipt.read(request.app.state.key, me, request.path_params["receipt"])
    found = await request.app.state.db.read(vouchers.get, receipt.voucher_id)
    return await till_pages.voucher(request, me, found, receipt)


@agents
async def redeem(request, me: Agent) -> Response:
    """POST /till/redemptions: used up, once."""
    fields = await form.fields(request)
    typed = Typed.of(request, me, fields)
    found = await request.app.state.db.read(vouchers.get, typed.receipt.voucher_id)
    try:
        bill = None
        if found.percent is not None and found.state == vouchers.GOOD:
            bill = form.amount(fields, "bill", found.currency, me.locale)
        await _write(request, me, till.use, typed, bill)
    except Refused as refusal:
        return await _refused(request, me, found, typed, refusal)
    answer = _on_to(request, me, Receipt(found.id, USED))
    answer.set_cookie(
        till_pages.COOKIE,
        quote(typed.place),
        max_age=_YEAR,
        path=HERE,
        samesite="lax",
        httponly=True,
    )
    return answer


@agents
async def put_right(request, me: Agent) -> Response:
    """POST /till/corrections: the bill was another one."""
    fields = await form.fields(request)
    typed = Typed.of(request, me, fields)
    before = await request.app.state.db.read(vouchers.get, typed.receipt.voucher_id)
    try:
        bill = form.amount(fields, "bill", before.currency, me.locale)
        found = await _write(request, me, correct.put_right, typed, bill)
    except Refused as refusal:
        never = await request.app.state.db.read(till_pages.why_not, before, me)
        return await _refused(request, me, before, typed, never or refusal)
    was = before.amount if before.amount != found.amount else 0
    return _on_to(request, me, Receipt(found.id, CORRECTED, was))


@agents
async def begin_again(request, me: Agent) -> Response:
    """GET /till/redemptions, /till/corrections: somebody opened the address of a form that was
    refused; nothing is there to see, so the till begins anew."""
    return RedirectResponse(HERE, 303)


async def _write(request, me: Agent, verb, typed: Typed, bill: int | None) -> Voucher:
    return await request.app.state.db.write(
        verb,
        typed.receipt.voucher_id,
        by=f"agent:{me.id}",
        once=typed.once,
        place=typed.place,
        bill=bill,
    )


async def _refused(request, me: Agent, found: Voucher, typed: Typed, refusal: Refused) -> Response:
    """At the bill when it is about the bill; else above the next code, for nothing more can be
    done about this voucher."""
    if refusal.field == "bill":
        return await till_pages.asked_again(request, me, found, typed, refusal)
    return till_pages.problem(request, refusal)


def _on_to(request, me: Agent, receipt: Receipt) -> Response:
    return RedirectResponse(f"{HERE}/vouchers/{receipt.written(request.app.state.key, me)}", 303)


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, look, methods=["POST"]),
    Route(HERE + "/vouchers/{receipt}", show, methods=["GET"]),
    Route(HERE + "/redemptions", redeem, methods=["POST"]),
    Route(HERE + "/redemptions", begin_again, methods=["GET"]),
    Route(HERE + "/corrections", put_right, methods=["POST"]),
    Route(HERE + "/corrections", begin_again, methods=["GET"]),
]
