"""Transferring: to another department or person, with the reason, so nobody asks again."""

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import agents, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import department_members
from lagniappe.desk.conversations import append, automaton, find
from lagniappe.desk.conversations.assign import tell_new_agent
from lagniappe.desk.conversations.tables import conversations, transfers
from lagniappe.kit import ids
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written_line


def transfer(
    tx,
    by: Agent,
    conversation_id: str,
    *,
    to_department_id: str | None,
    to_agent_id: str | None = None,
    reason: str,
) -> None:
    """Move the conversation and say why; the customer is told where it went, not why.

    To a department it becomes unassigned unless its present agent belongs there too.
    Raises Refused without a target or a reason.
    """
    conversation = find.for_agent(tx, by, conversation_id)
    reason = written_line(reason, 500, field="reason")
    if not reason:
        raise Refused(N_("Write why, so that your colleague need not ask again."), code="no_reason")
    department_id = to_department_id or conversation.department_id
    if department_id == conversation.department_id and to_agent_id in (
        None,
        conversation.assignee_id,
    ):
        raise Refused(N_("Choose another department or person."), code="no_target")
    to_department = departments.get(tx, department_id) if department_id else None
    to_agent = agents.get(tx, to_agent_id) if to_agent_id else None
    if to_agent and to_agent.disabled_at:
        raise Refused(N_("%(name)s no longer works here."), code="left", name=to_agent.name)
    assignee_id = to_agent_id or _staying(tx, conversation, department_id)
    tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(department_id=department_id, assignee_id=assignee_id)
    )
    automaton.silence(tx, conversation_id)
    tx.execute(
        insert(transfers).values(
            id=ids.new(),
            conversation_id=conversation_id,
            from_department_id=conversation.department_id,
            to_department_id=department_id,
            from_agent_id=conversation.assignee_id,
            to_agent_id=assignee_id,
            reason=reason,
            by_agent_id=by.id,
            created_at=tx.now,
        )
    )
    append.event(
        tx,
        conversation_id,
        "transferred",
        public=True,
        agent=by,
        by=by.display_name,
        to_department=to_department.name if to_department else None,
        names=to_department.names if to_department else {},
        to_agent=to_agent.display_name if to_agent else None,
        reason=reason,
    )
    if to_agent:
        tell_new_agent(tx, conversation_id, to_agent)


def count(tx, conversation_id: str) -> int:
    """How often the customer has been passed on."""
    rows = select(transfers.c.id).where(transfers.c.conversation_id == conversation_id)
    return len(tx.all(rows))


def _staying(tx, conversation, department_id: str | None) -> str | None:
    """The present agent, if they belong to the new department too."""
    member = select(department_members.c.agent_id).where(
        department_members.c.department_id == department_id,
        department_members.c.agent_id == conversation.assignee_id,
    )
    return tx.value(member)
