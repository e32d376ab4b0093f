"""Taking back: what was asked for, or what was given and not used yet, with a reason."""

from sqlalchemy import update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import approvals, deliver, given, locks, record, vouchers
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.conversations import find
from lagniappe.kit.errors import Forbidden, Refused
from lagniappe.kit.text import N_, clean_line


def cancel(tx, agent: Agent, grant_id: str, *, reason: str) -> Grant:
    """Cancel one's own request or grant, or as a supervisor anybody's. Saying it twice changes
    nothing. The customer is not told by us: that is for the agent to say.

    Raises Refused without a reason, or when it was used or answered already; NotFound;
    Forbidden for a colleague's.
    """
    here = given.get(tx, grant_id)
    find.for_agent(tx, agent, here.conversation_id)
    if here.agent_id != agent.id and not agent.may("supervisor"):
        raise Forbidden()
    reason = clean_line(reason, 500)
    if not reason:
        raise Refused(N_("Write why it is cancelled."), code="no_reason", field="reason")
    locks.hold(tx, locks.of_customer(here.customer_id), locks.of_case(here.conversation_id))
    # Read again: it may have been answered, used or cancelled while we waited.
    here = given.get(tx, grant_id)
    if here.state == given.CANCELLED:
        return here
    return _cancel(tx, here, by=agent, by_id=agent.id, reason=reason)


def by_program(tx, grant_id: str, *, reason: str, note: str) -> Grant:
    """Cancel what was granted in the name of a program of the company (`note` says which).
    Raises Refused as `cancel` does, NotFound."""
    here = given.get(tx, grant_id)
    locks.hold(tx, locks.of_customer(here.customer_id), locks.of_case(here.conversation_id))
    here = given.get(tx, grant_id)
    if here.state == given.CANCELLED:
        return here
    if here.state != given.GRANTED:
        raise _settled()
    return _cancel(tx, here, by=None, by_id=None, reason=f"{note}: {clean_line(reason, 400)}")


def _cancel(tx, here: Grant, *, by: Agent | None, by_id: str | None, reason: str) -> Grant:
    if here.state not in (given.ASKED, given.GRANTED):
        raise _settled()
    if here.state == given.GRANTED:
        if not vouchers.cancel(tx, here.id):
            raise Refused(
                N_("This voucher was used, or is too old: it cannot be cancelled."), code="used"
            )
        record.give_back(tx, here, "cancelled", by_id=by_id, note=reason)
        deliver.mark(tx, here, "cancelled")
    else:
        approvals.answered(tx, here, by=by)
    tx.execute(
        update(grants)
        .where(grants.c.id == here.id)
        .values(state=given.CANCELLED, decided_by=by_id, decided_at=tx.now, decision=reason[:500])
    )
    record.say(tx, here, "remedy_cancelled", agent=by, note=reason)
    return record.tell(tx, here.id)


def _settled() -> Refused:
    return Refused(N_("This was answered already."), code="answered", status=409)
