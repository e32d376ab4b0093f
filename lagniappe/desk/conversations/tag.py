"""Tags: short words that group conversations."""

from sqlalchemy import delete, insert, select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find
from lagniappe.desk.conversations.tables import conversation_tags, tags
from lagniappe.kit import ids
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean_line

LONGEST = 40


def all_tags(tx) -> list:
    return tx.all(select(tags.c.id, tags.c.name).order_by(tags.c.name))


def of_conversation(tx, conversation_id: str) -> list:
    return tx.all(
        select(tags.c.id, tags.c.name)
        .join(conversation_tags, conversation_tags.c.tag_id == tags.c.id)
        .where(conversation_tags.c.conversation_id == conversation_id)
        .order_by(tags.c.name)
    )


def add(tx, agent: Agent, conversation_id: str, name: str) -> str:
    """Tag the conversation, making the tag if it is new; returns the tag's id.

    Raises NotFound for a conversation this agent may not see, Refused for a bad name.
    """
    find.for_agent(tx, agent, conversation_id)
    name = clean_line(name, LONGEST + 1).lower()
    if not name or len(name) > LONGEST:
        raise Refused(N_("Write a tag of at most %(n)s characters."), code="bad_tag", n=LONGEST)
    tag_id = tx.value(select(tags.c.id).where(tags.c.name == name))
    if tag_id is None:
        tag_id = ids.new()
        tx.execute(insert(tags).values(id=tag_id, name=name, created_at=tx.now))
    here = select(conversation_tags.c.tag_id).where(
        conversation_tags.c.conversation_id == conversation_id, conversation_tags.c.tag_id == tag_id
    )
    if tx.one(here) is None:
        tx.execute(insert(conversation_tags).values(conversation_id=conversation_id, tag_id=tag_id))
        tx.hint("inbox", {"t": "changed", "c": conversation_id})
    return tag_id


def remove(tx, agent: Agent, conversation_id: str, tag_id: str) -> None:
    find.for_agent(tx, agent, conversation_id)
    tx.execute(
        delete(conversation_tags).where(
            conversation_tags.c.conversation_id == conversation_id,
            conversation_tags.c.tag_id == tag_id,
        )
    )
    tx.hint("inbox", {"t": "changed", "c": conversation_id})


def discard(tx, tag_id: str) -> None:
    """Remove a tag from every conversation and from the list."""
    tx.execute(delete(conversation_tags).where(conversation_tags.c.tag_id == tag_id))
    tx.execute(delete(tags).where(tags.c.id == tag_id))
