"""Points: given for what somebody did well, and never taken away.

There is no verb here, and no column, by which anybody could lose any: what a prize costs is
written on its claim, and what is left is what was given less what was claimed.
"""

from sqlalchemy import func, insert, select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition.tables import claims
from lagniappe.desk.surveys.recognition.tables import points as given
from lagniappe.kit import ids
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

MOST = 1_000
REST = 35 * MINUTE
"""A customer may change an answer for half an hour: what follows it waits a little longer."""


def give(tx, me: Agent, agent_id: str, *, points: int, source: str) -> None:
    """Points for a colleague, once for each `source`. Raises Refused for none, for fewer than
    none, for too many, and for oneself."""
    if not 0 < points <= MOST:
        raise Refused(N_("Give between 1 and %(n)s points."), code="bad_points", n=MOST)
    if agent_id == me.id:
        raise Refused(N_("Nobody gives points to themselves."), code="own")
    if tx.one(select(given.c.id).where(given.c.source == source)) is None:
        tx.execute(
            insert(given).values(
                id=ids.new(),
                agent_id=agent_id,
                points=points,
                source=source,
                given_by=me.id,
                created_at=tx.now,
            )
        )


def left(tx, agent_id: str) -> int:
    """What the agent may still claim prizes with."""
    got = select(func.coalesce(func.sum(given.c.points), 0)).where(given.c.agent_id == agent_id)
    claimed = select(func.coalesce(func.sum(claims.c.points), 0)).where(
        claims.c.agent_id == agent_id, claims.c.state != "declined"
    )
    return int(tx.value(got)) - int(tx.value(claimed))
