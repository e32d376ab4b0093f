"""A percentage off one bill: it is given at the most it may cost, and settled when it is used.

Until then limits and budgets count the most; what the bill did not need goes back to its budget,
and the ledger says both.
"""

from sqlalchemy import update

from lagniappe.desk.complaints.remedies import budget, given, ledger
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import grants, vouchers


def taken_off(percent: int, most: int, bill: int) -> int:
    """What comes off a bill of so many minor units: half a cent counts as one, and never more
    than `most`."""
    return min(most, (bill * percent + 50) // 100)


def settle(tx, grant: Grant, bill: int, *, by_id: str | None, note: str) -> Grant:
    """The voucher was used for this bill: from now on the grant costs what it took off."""
    off = taken_off(grant.quantity, grant.cost, bill)
    unused = grant.cost - off
    if unused:
        budget.give_back(tx, grant.budget_id, unused)
        ledger.enter(tx, grant, "unused", amount=unused, by_id=by_id, note=note)
    return cost(tx, grant, off)


def cost(tx, grant: Grant, off: int) -> Grant:
    """The grant costs what came off, and that is what its voucher was worth."""
    tx.execute(update(grants).where(grants.c.id == grant.id).values(amount=off, cost=off))
    tx.execute(update(vouchers).where(vouchers.c.grant_id == grant.id).values(amount=off))
    return given.get(tx, grant.id)
