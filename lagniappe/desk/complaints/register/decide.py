"""The decision: taken, told to the customer, and only then closed."""

from sqlalchemy import select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.protocol import read as protocol
from lagniappe.desk.complaints.register import contact, deadline, read, record, recourse
from lagniappe.desk.complaints.register.complaint import DECISIONS, OUTCOMES, Complaint
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.conversations import append, reply
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import relationship
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written, written_line


def decide(
    tx,
    agent: Agent,
    complaint_id: str,
    *,
    decision: str,
    fix: str = "",
    reason: str = "",
    no_remedy_because: str = "",
) -> None:
    """Accept the complaint, wholly or partly, or refuse it.

    A fault of ours is fixed and made good: without a remedy given, the reason for giving none
    is asked for. What the customer was told is not overturned (`reconsider`). Raises NotFound,
    Refused.
    """
    complaint = read.open_one(tx, agent, complaint_id)
    if complaint.communicated_at is not None:
        raise Refused(
            N_("The customer was told the decision. To take another one, reconsider it first."),
            code="told",
            status=409,
        )
    if complaint.assessed_at is None or complaint.investigated_at is None:
        raise Refused(N_("Assess the complaint and find its cause first."), code="too_early")
    if decision not in DECISIONS:
        raise Refused(N_("Choose the decision."), code="bad_decision", field="decision")
    fix = written(fix, 2_000, field="fix")
    reason = written(reason, 2_000, field="refusal")
    because = written_line(no_remedy_because, 500, field="no_remedy_because")
    _check_reasons(tx, complaint, decision, fix, reason, because)
    record.step(
        tx,
        complaint.id,
        complaint.conversation_id,
        "decided",
        agent=agent,
        decided_at=tx.now,
        decision=decision,
        fix=fix,
        reason=reason,
        no_remedy_because=because,
    )


def communicate(
    tx, agent: Agent, complaint_id: str, *, client_id: str, body: str, longest: int = 10_000
) -> None:
    """Tell the customer the decision, as the agent's own reply.

    A refusal is our final position, so it says where else the customer can turn. Raises
    NotFound, Refused, and what `reply.reply` raises.
    """
    complaint = read.open_one(tx, agent, complaint_id)
    if complaint.communicated_at is not None:
        raise Refused(
            N_("%(who)s told the customer the decision already. Nothing was sent."),
            code="told",
            status=409,
            who=read.by_whom(tx, complaint_id, "communicated"),
        )
    if complaint.decided_at is None:
        raise Refused(N_("Decide first, then tell the customer."), code="too_early")
    elsewhere = recourse.words(tx, complaint)
    if complaint.decision == "refused" and not recourse.is_told(elsewhere, body):
        raise Refused(
            N_("Tell the customer where else they can turn: your words left it out."),
            code="no_recourse",
            field="letter",
        )
    reply.reply(
        tx, agent, complaint.conversation_id, client_id=client_id, body=body, longest=longest
    )
    record.step(
        tx,
        complaint.id,
        complaint.conversation_id,
        "communicated",
        agent=agent,
        communicated_at=tx.now,
        on_the_spot=contact.is_the_same(tx, complaint, tx.now),
    )


def reconsider(tx, agent: Agent, complaint_id: str, *, because: str) -> None:
    """Go back on a decision that the customer was told: they did not agree, or we were wrong.
    It is decided and told again. Raises NotFound, Refused without a reason."""
    complaint = read.open_one(tx, agent, complaint_id)
    if complaint.communicated_at is None:
        raise Refused(N_("The customer has not been told yet: just decide again."), code="not_told")
    because = written(because, 2_000, field="because")
    if not because:
        raise Refused(N_("Write why it is reconsidered."), code="no_reason", field="because")
    record.step(
        tx,
        complaint.id,
        complaint.conversation_id,
        "reconsidered",
        agent=agent,
        because=because,
        decided_at=None,
        communicated_at=None,
        on_the_spot=None,
    )
    deadline.watch(tx, complaint.id, max(complaint.due_at, tx.now))


def close(tx, agent: Agent, complaint_id: str, *, outcome: str) -> None:
    """Close the complaint: settled, cannot be satisfied, or withdrawn by the customer.

    Nothing is closed before the customer has heard the decision, but what they take back
    themselves. Raises NotFound, Refused.
    """
    complaint = read.open_one(tx, agent, complaint_id)
    if outcome not in OUTCOMES:
        raise Refused(N_("Choose how it ended."), code="bad_outcome", field="outcome")
    if complaint.communicated_at is None and outcome != "withdrawn":
        raise Refused(N_("Tell the customer the decision before you close."), code="not_told")
    recovered = tx.now if outcome == "settled" else complaint.recovered_at
    record.step(
        tx,
        complaint.id,
        complaint.conversation_id,
        "closed",
        agent=agent,
        closed_at=tx.now,
        outcome=outcome,
        recovered_at=recovered,
        heard_first=_heard_first(tx, complaint),
    )
    if outcome == "settled":
        relationship.enter(tx, complaint.customer_id, "resolved", source=complaint.id)
    append.event(
        tx,
        complaint.conversation_id,
        "complaint_closed",
        public=False,
        agent=agent,
        number=complaint.number,
        outcome=outcome,
    )


def _check_reasons(tx, complaint: Complaint, decision, fix, reason, because) -> None:
    if decision == "refused":
        if not reason:
            raise Refused(N_("Write why it is refused."), code="no_reason", field="refusal")
        return
    if not fix:
        raise Refused(N_("Write what was fixed, or what will be."), code="no_fix", field="fix")
    ours = complaint.fault in ("ours", "shared")
    if ours and not because and not _remedied(tx, complaint):
        raise Refused(
            N_("The fault was ours: give a remedy, or write why none is due."),
            code="no_remedy",
            field="no_remedy_because",
        )


def _heard_first(tx, complaint: Complaint) -> bool | None:
    query = conversations.select().where(conversations.c.id == complaint.conversation_id)
    followed = protocol.of_conversation(tx, tx.one(query)).standing.followed
    return "acknowledged_first" not in followed.missing if followed else None


def _remedied(tx, complaint: Complaint) -> bool:
    """Whether something was given, or is being asked for, in this conversation."""
    given = select(grants.c.id).where(
        grants.c.conversation_id == complaint.conversation_id,
        grants.c.state.in_(("granted", "asked")),
    )
    return tx.one(given.limit(1)) is not None
