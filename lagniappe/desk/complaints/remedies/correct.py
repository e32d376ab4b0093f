"""A bill that was typed wrong at the till: the percentage is taken off the right one instead.

Nothing is edited: the ledger gets one more entry with the difference, limits and the budget follow,
and never more comes off than was granted. Whoever may redeem may correct, for a day; an
administrator later too.
"""

from dataclasses import replace

from sqlalchemy import select, update

from lagniappe.desk.accounts import agents
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import (
    approvals,
    authority,
    budget,
    given,
    ledger,
    locks,
    percent,
    record,
    till,
    vouchers,
)
from lagniappe.desk.complaints.remedies.authority import Spending
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.complaints.remedies.tables import ledger as ledger_rows
from lagniappe.desk.complaints.remedies.vouchers import Voucher
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_

WINDOW = DAY
"""So long after it was used everybody at a till may correct the bill."""


def correct(
    tx, typed: str, *, key: bytes, by: str, once: str, bill: int | None, place: str = ""
) -> Voucher | None:
    """The percentage was taken off this bill (minor units), not off the one that was typed.
    None, and noted, when no voucher has this code. Raises Refused as `put_right` does, and for
    too many wrong codes."""
    found = vouchers.look(tx, typed, key=key, by=by)
    return found and put_right(tx, found.id, by=by, once=once, bill=bill, place=place)


def put_right(
    tx, voucher_id: str, *, by: str, once: str, bill: int | None, place: str = ""
) -> Voucher:
    """The same for a voucher that was looked up before. `by` is "agent:ID" or "token:ID"; the
    same `once` from the same one again changes nothing.

    Raises Refused as `check` does, without a bill, for the same bill, and when more would come
    off than the budget or anybody's authority has left; NotFound.
    """
    found = vouchers.get(tx, voucher_id)
    grant, corrector = given.get(tx, found.grant_id), _agent(tx, by)
    _hold(tx, grant, corrector)
    # Read again: somebody may have corrected it while we waited for the sums.
    found, grant = vouchers.again(tx, found), given.get(tx, grant.id)
    mine = f"{by} {once[:64]}"
    if ledger.is_entered(tx, grant.id, mine):
        return found
    check(tx, found, by=by)
    vouchers.check_bill(bill)
    if bill == found.bill:
        raise Refused(
            N_("This is the bill that was typed before. Nothing changes."),
            code="same_bill",
            field="bill",
        )
    off = percent.taken_off(found.percent, ledger.most(tx, grant.id), bill)
    _spend(tx, grant, off - grant.cost, corrector)
    ledger.enter(
        tx,
        grant,
        "corrected",
        amount=off - grant.cost,
        bill=bill,
        turn=found.last.turn + 1,
        once=mine,
        by_id=corrector.id if corrector else None,
        note=place or till.who_used(tx, by),
    )
    record.refresh(tx, percent.cost(tx, grant, off))
    return vouchers.again(tx, found)


def check(tx, found: Voucher, *, by: str) -> None:
    """Whether this one may correct the bill of a voucher. Raises Refused for what is no
    percentage, for what was not used, cancelled or ran out, and after a day."""
    if found.percent is None:
        raise Refused(
            N_("Only a percentage is taken off a bill. Here is nothing to correct."),
            code="no_percentage",
        )
    if found.state == vouchers.GOOD:
        raise Refused(
            N_("This voucher was not used yet. Use it up with the right bill."),
            code="not_used",
            status=409,
        )
    if found.state != vouchers.REDEEMED:
        raise vouchers.refusal(found)
    if tx.now >= found.redeemed_at + WINDOW and not _is_admin(_agent(tx, by)):
        raise Refused(
            N_("A bill can be corrected for 24 hours. Ask an administrator to do it."),
            code="too_late",
            status=409,
        )


def _hold(tx, grant: Grant, corrector: Agent | None) -> None:
    """Hold the sums that limits look at, before anything else is locked."""
    people = {grant.authority_id, corrector.id if corrector else None} - {None}
    cases = {grant.conversation_id, grant.complaint_id} - {None}
    locks.hold(
        tx,
        locks.of_customer(grant.customer_id),
        *map(locks.of_agent, people),
        *map(locks.of_case, cases),
    )


def _spend(tx, grant: Grant, more: int, corrector: Agent | None) -> None:
    """Take what comes off besides, or give back what comes off less. Raises Refused."""
    if more <= 0:
        budget.give_back(tx, grant.budget_id, -more)
        return
    authority_id = _whose(tx, grant, more, corrector)
    if not budget.spend_more(tx, grant.budget_id, more):
        raise Refused(
            N_("The budget of this period is used up. An administrator can raise it."),
            code="no_budget",
            field="bill",
        )
    if authority_id != grant.authority_id:
        tx.execute(update(grants).where(grants.c.id == grant.id).values(authority_id=authority_id))


def _whose(tx, grant: Grant, more: int, corrector: Agent | None) -> str:
    """Under whose authority more may come off: of who granted it, unless what the wrong bill had
    left over was given since; then of a supervisor who corrects it, for whom all of it counts
    from then on. Raises Refused."""
    if not _given_since(tx, grant):
        return grant.authority_id
    spending = Spending.of(grant)
    granted_by = agents.get(tx, grant.authority_id)
    if authority.over(tx, granted_by, replace(spending, cost=more)) is None:
        return granted_by.id
    if corrector is not None and corrector.may(approvals.ANSWERING):
        whole = replace(spending, cost=grant.cost + more)
        if authority.over(tx, corrector, whole) is None:
            return corrector.id
    raise Refused(
        N_("Other remedies were given since, so this one may not take off more. Ask a supervisor."),
        code="above_authority",
        field="bill",
    )


def _given_since(tx, grant: Grant) -> bool:
    """Whether anything else was added, since it was used, to the sums that its limits look at."""
    same_case = grants.c.conversation_id == grant.conversation_id
    if grant.complaint_id is not None:
        same_case |= grants.c.complaint_id == grant.complaint_id
    query = (
        select(ledger_rows.c.id)
        .join(grants, grants.c.id == ledger_rows.c.grant_id)
        .where(
            ledger_rows.c.kind.in_(("granted", "corrected")),
            ledger_rows.c.amount > 0,
            ledger_rows.c.at >= grant.voucher_redeemed_at,
            grants.c.id != grant.id,
            (grants.c.customer_id == grant.customer_id)
            | (grants.c.authority_id == grant.authority_id)
            | same_case,
        )
    )
    return tx.one(query.limit(1)) is not None


def _agent(tx, by: str) -> Agent | None:
    """The person behind "agent:ID"; None for a program."""
    kind, _, who = by.partition(":")
    if kind != "agent":
        return None
    try:
        return agents.get(tx, who)
    except NotFound:
        return None


def _is_admin(agent: Agent | None) -> bool:
    return agent is not None and agent.may("admin")
