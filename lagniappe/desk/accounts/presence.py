"""Presence: online, busy, away, offline. Computed from what was chosen and what was seen.

Nothing has to notice that a laptop died: an open desk beats every half minute, and a desk
that has not beaten for a while is offline. So the answer is right after any crash.
"""

from sqlalchemy import and_, case, or_, select, update

from lagniappe.desk.accounts.tables import agents, department_members
from lagniappe.kit.clock import MINUTE, SECOND
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

CHOICES = ("online", "busy", "away")
BEAT_EVERY = 25 * SECOND
GONE_AFTER = 75 * SECOND
AWAY_AFTER = 10 * MINUTE


def state(now: int, away_after: int = AWAY_AFTER):
    """SQL for an agent's presence at `now` (ms UTC)."""
    return case(
        (
            or_(
                agents.c.disabled_at.is_not(None),
                agents.c.last_beat_at.is_(None),
                agents.c.last_beat_at < now - GONE_AFTER,
            ),
            "offline",
        ),
        (
            and_(agents.c.presence == "online", agents.c.last_active_at < now - away_after),
            "away",
        ),
        else_=agents.c.presence,
    )


def of_everyone(tx, *, away_after: int = AWAY_AFTER) -> dict[str, str]:
    """Presence by agent id."""
    return dict(tx.all(select(agents.c.id, state(tx.now, away_after))))


def anybody_online(tx, department_id: str | None = None, *, away_after: int = AWAY_AFTER) -> bool:
    """Whether somebody (of the department) would answer a new conversation now."""
    return bool(online_agents(tx, department_id, limit=1, away_after=away_after))


def online_agents(
    tx, department_id: str | None = None, *, limit: int = 8, away_after: int = AWAY_AFTER
) -> list:
    """Agents free to answer: id, display_name, picture_id."""
    query = (
        select(agents.c.id, agents.c.display_name, agents.c.picture_id)
        .where(state(tx.now, away_after) == "online")
        .order_by(agents.c.last_active_at.desc())
        .limit(limit)
    )
    if department_id:
        query = query.join(department_members, department_members.c.agent_id == agents.c.id).where(
            department_members.c.department_id == department_id
        )
    return tx.all(query)


def choose(tx, agent_id: str, presence: str) -> None:
    """What the agent says of themselves. Raises Refused for anything but a choice."""
    if presence not in CHOICES:
        raise Refused(N_("Choose online, busy or away."), code="bad_presence")
    tx.execute(
        update(agents)
        .where(agents.c.id == agent_id)
        .values(presence=presence, last_active_at=tx.now)
    )
    tx.hint("desk", {"t": "presence", "id": agent_id, "state": presence})


def beat(tx, agent_ids: list[str], active_ids: list[str]) -> None:
    """These agents have a desk open; these of them used it since the last beat."""
    if agent_ids:
        tx.execute(update(agents).where(agents.c.id.in_(agent_ids)).values(last_beat_at=tx.now))
    if active_ids:
        tx.execute(update(agents).where(agents.c.id.in_(active_ids)).values(last_active_at=tx.now))


def gone(tx, agent_id: str) -> None:
    """The agent's last desk closed: offline at once, not after the beat runs out."""
    tx.execute(update(agents).where(agents.c.id == agent_id).values(last_beat_at=None))
    tx.hint("desk", {"t": "presence", "id": agent_id, "state": "offline"})
