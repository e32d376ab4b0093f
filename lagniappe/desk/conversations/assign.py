"""Assigning: who works on it now."""

from sqlalchemy import update

from lagniappe.desk.accounts import agents
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import append, automaton, find
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_


def assign(tx, by: Agent, conversation_id: str, agent_id: str | None) -> None:
    """Give the conversation to an agent, or to nobody. Raises Refused for a former agent."""
    conversation = find.for_agent(tx, by, conversation_id)
    if conversation.assignee_id == agent_id:
        return
    to = agents.get(tx, agent_id) if agent_id else None
    if to and to.disabled_at:
        raise Refused(N_("%(name)s no longer works here."), code="left", name=to.name)
    tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(assignee_id=agent_id)
    )
    automaton.silence(tx, conversation_id)
    if to is None:
        append.event(tx, conversation_id, "unassigned", public=False, agent=by, by=by.display_name)
    else:
        append.event(
            tx,
            conversation_id,
            "taken" if to.id == by.id else "assigned",
            public=False,
            agent=by,
            by=by.display_name,
            to=to.display_name,
        )
        tell_new_agent(tx, conversation_id, to)


def tell_new_agent(tx, conversation_id: str, agent: Agent) -> None:
    """The visitor's header shows who answers now; the agent's own desk hears of it."""
    tx.hint(
        f"visitor:{conversation_id}",
        {"t": "agent", "id": agent.id, "name": agent.display_name, "picture": agent.picture_id},
    )
    tx.hint(f"agent:{agent.id}", {"t": "assigned", "c": conversation_id})
