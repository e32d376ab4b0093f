"""The second person's word: yes, yes for less, or no with a reason the asker reads.

Whoever asked cannot answer, whatever their role; the answering person's own authority holds
too, and what they approve counts against their day, not the asker's.
"""

from sqlalchemy import update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import (
    approvals,
    authority,
    budget,
    catalogue,
    given,
    locks,
    record,
)
from lagniappe.desk.complaints.remedies.authority import Spending
from lagniappe.desk.complaints.remedies.catalogue import Remedy
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.conversations import find
from lagniappe.kit.errors import Forbidden, Refused
from lagniappe.kit.text import N_, clean_line


def approve(
    tx, approver: Agent, grant_id: str, *, key: bytes, amount: int | None = None, note: str = ""
) -> Grant:
    """Give what was asked, or less of it (`amount`: minor units, or points), and deliver it.

    Saying it twice changes nothing. Raises NotFound, Forbidden, and Refused: the asker, more
    than asked, above one's own authority, budget or stock used up, answered already.
    """
    asked, conversation = _asked(tx, approver, grant_id)
    if asked.state == given.GRANTED and asked.decided_by == approver.id:
        return asked
    _check_waiting(asked)
    remedy = _still_given(tx, asked)
    asked = _for_less(tx, asked, remedy, amount)
    over = authority.over(tx, approver, Spending.of(asked))
    if over is not None:
        raise Refused(
            N_(
                "This is above your own authority. Ask somebody who may give more, or approve less."
            ),
            code="above_authority",
            field="amount",
        )
    if remedy is not None and remedy.is_piece and not catalogue.take_one(tx, remedy):
        raise record.no_stock()
    allowed, budget_id = budget.spend(tx, asked.currency, asked.cost)
    if not allowed:
        raise Refused(
            N_("The budget of this period is used up. An administrator can raise it."),
            code="no_budget",
        )
    _decide(tx, asked, approver, note)
    settled = record.settle(tx, asked, authority_id=approver.id, budget_id=budget_id)
    _say(tx, approver, settled, "remedy_approved", note=clean_line(note, 500))
    approvals.answered(tx, settled, by=approver)
    return record.finish(tx, settled, remedy, conversation, key=key)


def decline(tx, approver: Agent, grant_id: str, *, reason: str) -> Grant:
    """Say no, and why: the asker reads it in the conversation. Saying it twice changes
    nothing. Raises Refused without a reason, or for the asker, NotFound, Forbidden."""
    asked, _ = _asked(tx, approver, grant_id)
    if asked.state == given.DECLINED and asked.decided_by == approver.id:
        return asked
    _check_waiting(asked)
    reason = clean_line(reason, 500)
    if not reason:
        raise Refused(
            N_("Write why not, so that your colleague can go on."), code="no_reason", field="reason"
        )
    _decide(tx, asked, approver, reason, state=given.DECLINED)
    _say(tx, approver, asked, "remedy_declined", note=reason)
    approvals.answered(tx, asked, by=approver)
    return record.tell(tx, asked.id)


def _asked(tx, approver: Agent, grant_id: str) -> tuple[Grant, object]:
    """The grant, its sums held, with its conversation. Raises NotFound, Forbidden, Refused."""
    asked = given.get(tx, grant_id)
    conversation = find.for_agent(tx, approver, asked.conversation_id)
    if not approver.may(approvals.ANSWERING):
        raise Forbidden()
    if approver.id == asked.agent_id:
        raise Refused(
            N_("You asked for this yourself. Somebody else has to answer."), code="own_request"
        )
    cases = [key for key in (asked.conversation_id, asked.complaint_id) if key]
    locks.hold(
        tx,
        locks.of_agent(approver.id),
        locks.of_customer(asked.customer_id),
        *map(locks.of_case, cases),
    )
    # Read again: somebody may have answered while we waited for the sums.
    return given.get(tx, grant_id), conversation


def _check_waiting(asked: Grant) -> None:
    if asked.state != given.ASKED:
        raise Refused(
            N_("%(name)s answered this already."),
            code="answered",
            status=409,
            name=asked.decider_name or "—",
        )


def _still_given(tx, asked: Grant) -> Remedy | None:
    if asked.remedy_id is None:
        return None
    return catalogue.to_give(tx, asked.remedy_id, asked.brand_id)


def _for_less(tx, asked: Grant, remedy: Remedy | None, amount: int | None) -> Grant:
    counted = asked.kind in catalogue.COUNTED
    now = asked.quantity if counted else asked.amount
    if amount is None or remedy is None or remedy.is_piece or amount == now:
        return asked
    priced = catalogue.priced(remedy, amount)
    if priced.cost > asked.cost or (counted and priced.quantity > asked.quantity):
        raise Refused(
            N_("You can approve what was asked, or less."), code="more_than_asked", field="amount"
        )
    tx.execute(
        update(grants)
        .where(grants.c.id == asked.id)
        .values(
            asked_quantity=asked.quantity,
            asked_amount=asked.amount,
            asked_cost=asked.cost,
            quantity=priced.quantity,
            amount=priced.amount,
            cost=priced.cost,
        )
    )
    return given.get(tx, asked.id)


def _decide(tx, asked: Grant, approver: Agent, note: str, **values) -> None:
    tx.execute(
        update(grants)
        .where(grants.c.id == asked.id, grants.c.state == given.ASKED)
        .values(decided_by=approver.id, decided_at=tx.now, decision=clean_line(note, 500), **values)
    )


def _say(tx, approver: Agent, asked: Grant, name: str, *, note: str) -> None:
    less = asked.asked_cost is not None
    record.say(tx, asked, name, agent=approver, less=less, note=note)
