"""Drafts: what an agent was about to say, kept per conversation and mode."""

from sqlalchemy import bindparam, delete, select

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find
from lagniappe.desk.conversations.tables import drafts
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

MODES = ("reply", "note")


def keep(tx, agent: Agent, conversation_id: str, mode: str, body: str, *, longest: int) -> None:
    """Keep the draft; an empty one is forgotten. Raises Refused for a bad mode or length."""
    find.for_agent(tx, agent, conversation_id)
    if mode not in MODES:
        raise Refused(N_("Choose reply or note."), code="bad_mode")
    if len(body) > longest:
        raise Refused(
            N_("This message is too long. Keep it under %(n)s characters."),
            code="too_long",
            n=longest,
        )
    if not body.strip():
        forget(tx, agent, conversation_id, mode)
        return
    _put.run(
        tx,
        agent_id=agent.id,
        conversation_id=conversation_id,
        mode=mode,
        body=body,
        updated_at=tx.now,
    )


def of_agent(tx, agent: Agent, conversation_id: str) -> dict[str, str]:
    """The agent's drafts here, by mode."""
    rows = tx.all(
        select(drafts.c.mode, drafts.c.body).where(
            drafts.c.agent_id == agent.id, drafts.c.conversation_id == conversation_id
        )
    )
    return dict(rows)


def forget(tx, agent: Agent, conversation_id: str, mode: str) -> None:
    tx.execute(
        delete(drafts).where(
            drafts.c.agent_id == agent.id,
            drafts.c.conversation_id == conversation_id,
            drafts.c.mode == mode,
        )
    )


def _upsert(insert):
    new = insert(drafts).values({column.name: bindparam(column.name) for column in drafts.c})
    return new.on_conflict_do_update(
        index_elements=["agent_id", "conversation_id", "mode"],
        set_={"body": new.excluded.body, "updated_at": new.excluded.updated_at},
    )


_put = Hot(_upsert)
