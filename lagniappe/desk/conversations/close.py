"""Closing and reopening."""

from sqlalchemy import update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import append, automaton, find
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.reactions import CLOSED, REOPENED


def close(tx, agent: Agent, conversation_id: str) -> None:
    """Close the conversation; closing a closed one changes nothing."""
    find.for_agent(tx, agent, conversation_id)
    changed = tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id, conversations.c.status == "open")
        .values(status="closed", closed_at=tx.now, closed_by=agent.id, waiting_since=None)
    ).rowcount
    if changed:
        append.event(tx, conversation_id, "closed", public=True, agent=agent)
        _tell_visitor(tx, conversation_id, closed=True)
        CLOSED.tell(tx, conversation_id, agent)


def reopen(tx, agent: Agent, conversation_id: str) -> None:
    """Open a closed conversation again; an open one stays as it is."""
    find.for_agent(tx, agent, conversation_id)
    if _open(tx, conversation_id, conversations.c.id == conversation_id, automaton.SILENT):
        append.event(tx, conversation_id, "reopened", public=True, agent=agent)
        _tell_visitor(tx, conversation_id, closed=False)


def reopen_for_customer(tx, conversation_id: str, customer_id: str) -> bool:
    """The customer writes again: reopen their closed conversation; False if it is not theirs."""
    theirs = conversations.c.customer_id == customer_id
    if not _open(tx, conversation_id, theirs, automaton.READY):
        return False
    append.event(tx, conversation_id, "reopened_by_customer", public=False)
    _tell_visitor(tx, conversation_id, closed=False)
    return True


def reopen_for_promise(tx, conversation_id: str, agent_id: str) -> None:
    """What was promised is due: the conversation is open again, in the hands of whoever
    promised it, if nobody has it."""
    if _open(tx, conversation_id, conversations.c.id == conversation_id, automaton.SILENT):
        _tell_visitor(tx, conversation_id, closed=False)
    tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id, conversations.c.assignee_id.is_(None))
        .values(assignee_id=agent_id)
    )


def _open(tx, conversation_id: str, condition, automaton_is: str) -> bool:
    opened = tx.execute(
        update(conversations)
        .where(
            conversations.c.id == conversation_id,
            conversations.c.status == "closed",
            condition,
        )
        .values(status="open", closed_at=None, closed_by=None, automaton=automaton_is)
    ).rowcount
    if opened:
        REOPENED.tell(tx, conversation_id)
    return bool(opened)


def _tell_visitor(tx, conversation_id: str, *, closed: bool) -> None:
    tx.hint(f"visitor:{conversation_id}", {"t": "status", "closed": closed})
