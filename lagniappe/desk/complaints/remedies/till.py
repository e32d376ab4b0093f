"""At the till, by hand or by a program: a voucher is looked at, used up, or runs out."""

from lagniappe.desk.complaints.remedies import deliver, given, ledger, record, vouchers
from lagniappe.desk.complaints.remedies.vouchers import Voucher


def look(tx, typed: str, *, key: bytes, by: str) -> Voucher | None:
    """The voucher with this code, whatever its state; None, and noted, when there is none.
    Raises Refused for too many wrong codes."""
    return vouchers.look(tx, typed, key=key, by=by)


def redeem(
    tx, typed: str, *, key: bytes, by: str, once: str, place: str = "", by_id: str | None = None
) -> Voucher | None:
    """Use the voucher up, once: the ledger and the conversation know. None, and noted, when
    there is none with this code. Raises Refused as `vouchers.redeem` does."""
    voucher, fresh = vouchers.redeem(tx, typed, key=key, by=by, once=once, place=place)
    if fresh:
        grant = given.get(tx, voucher.grant_id)
        ledger.enter(tx, grant, "redeemed", by_id=by_id, note=place)
        deliver.mark(tx, grant, "used")
        record.refresh(tx, grant)
    return voucher


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
