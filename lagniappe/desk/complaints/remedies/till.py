"""At the till, by hand or by a program: a voucher is looked at, used up, cancelled, or runs out."""

from lagniappe.desk.accounts import agents, api_tokens
from lagniappe.desk.complaints.remedies import (
    cancel,
    deliver,
    given,
    ledger,
    percent,
    record,
    vouchers,
)
from lagniappe.desk.complaints.remedies.vouchers import Voucher
from lagniappe.kit.errors import NotFound


def look(tx, typed: str, *, key: bytes, by: str) -> Voucher | None:
    """The voucher with this code, whatever its state; None, and noted, when there is none.
    Raises Refused for too many wrong codes."""
    return vouchers.look(tx, typed, key=key, by=by)


def redeem(
    tx, typed: str, *, key: bytes, by: str, once: str, place: str = "", bill: int | None = None
) -> Voucher | None:
    """Use the voucher up, once: the ledger and the conversation know. `bill` is what a
    percentage is taken off, minor units. None, and noted, when there is none with this code.
    Raises Refused as `vouchers.redeem` does, and for too many wrong codes."""
    found = vouchers.look(tx, typed, key=key, by=by)
    return found and use(tx, found.id, by=by, once=once, place=place, bill=bill)


def use(
    tx, voucher_id: str, *, by: str, once: str, place: str = "", bill: int | None = None
) -> Voucher:
    """Use up a voucher that was looked up before, so that its code need not be kept. Raises
    Refused as `vouchers.redeem` does, NotFound."""
    found = vouchers.get(tx, voucher_id)
    voucher, fresh = vouchers.redeem(tx, found, by=by, once=once, place=place, bill=bill)
    if fresh:
        grant = given.get(tx, voucher.grant_id)
        kind, _, who = by.partition(":")
        entry = {"by_id": who if kind == "agent" else None, "note": place or who_used(tx, by)}
        if voucher.percent is not None:
            grant = percent.settle(tx, grant, bill, **entry)
            entry["bill"] = bill
        ledger.enter(tx, grant, "redeemed", **entry)
        deliver.mark(tx, grant, "used")
        record.refresh(tx, grant)
        voucher = vouchers.again(tx, voucher)
    return voucher


def call_off(tx, typed: str, *, key: bytes, by: str, reason: str) -> Voucher | None:
    """Cancel the grant behind a voucher in the name of a program; None, and noted, when there
    is none with this code. Cancelling again changes nothing. Raises Refused when it was used."""
    voucher = vouchers.look(tx, typed, key=key, by=by)
    if voucher is None:
        return None
    cancel.by_program(tx, voucher.grant_id, reason=reason, note=who_used(tx, by))
    return vouchers.look(tx, typed, key=key, by=by)


def who_used(tx, by: str) -> str:
    """The name behind "agent:ID" or "token:ID"; empty when it is nobody we know."""
    kind, _, known = by.partition(":")
    if kind == "token":
        return api_tokens.name_of(tx, known)
    try:
        return agents.get(tx, known).name
    except NotFound:
        return ""


def sweep(tx) -> int:
    """Vouchers that nobody used in time: their money goes back where it came from."""
    gone = 0
    for row in vouchers.due(tx):
        if vouchers.expire(tx, row.id):
            grant = given.get(tx, row.grant_id)
            record.give_back(tx, grant, "expired", by_id=None)
            deliver.mark(tx, grant, "expired")
            gone += 1
    return gone
