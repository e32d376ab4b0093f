"""Above and beyond: what colleagues did that nobody asked for, told to everybody."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.db import paging
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.remedies.tables import stories
from lagniappe.kit import cursors, ids
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from lagniappe.kit.text import N_, clean

LONGEST = 2_000
PAGE = 30


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    agent_id: str
    agent_name: str
    picture_id: str | None
    body: str
    conversation_id: str | None
    created_at: int

    @property
    def cursor(self) -> str:
        return cursors.cursor(self.created_at, self.id)


def tell(
    tx,
    agent: Agent,
    body: str,
    *,
    conversation_id: str | None = None,
    grant_id: str | None = None,
) -> str:
    """Add a story; returns its id. Raises Refused for an empty one or one too long."""
    body = clean(body)
    if not body:
        raise Refused(N_("Write what happened."), code="empty")
    if len(body) > LONGEST:
        raise Refused(N_("Keep it under %(n)s characters."), code="too_long", status=413, n=LONGEST)
    story_id = ids.new()
    tx.execute(
        insert(stories).values(
            id=story_id,
            agent_id=agent.id,
            body=body,
            conversation_id=conversation_id,
            grant_id=grant_id,
            created_at=tx.now,
        )
    )
    return story_id


def feed(tx, *, before: str | None = None, limit: int = PAGE) -> list[Story]:
    """Stories, the newest first. Raises NotFound for a cursor that is not one of ours."""
    query = (
        select(
            stories.c.id,
            stories.c.agent_id,
            agents.c.name,
            agents.c.picture_id,
            stories.c.body,
            stories.c.conversation_id,
            stories.c.created_at,
        )
        .join(agents, agents.c.id == stories.c.agent_id)
        .where(stories.c.hidden_at.is_(None))
    )
    query = paging.falling(query, stories.c.created_at, stories.c.id, before=before)
    return [Story(*row) for row in tx.all(query.limit(limit))]


def hide(tx, agent: Agent, story_id: str) -> None:
    """Take a story out of the feed: its teller, or a supervisor. Raises NotFound, Forbidden."""
    teller = tx.value(select(stories.c.agent_id).where(stories.c.id == story_id))
    if teller is None:
        raise NotFound()
    if teller != agent.id and not agent.may("supervisor"):
        raise Forbidden()
    tx.execute(update(stories).where(stories.c.id == story_id).values(hidden_at=tx.now))
