"""Helping themselves: how many chose to, and of how many it was enough (S20)."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lagniappe.desk.accounts import installation
from lagniappe.desk.analytics.contacts.gather import day_of
from lagniappe.desk.analytics.rollups.add import Sums
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge.tables import trail_steps, trails
from lagniappe.desk.knowledge.trail import failed
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import DAY

COUNTED = "contacts.trails_counted"
SETTLES_IN = DAY
"""A person may come a day later; then it was not enough."""
MOST = 500


def count(tx, *, most: int = MOST) -> int:
    """Add trails a day old or more to the sums, each once, oldest first; returns how many."""
    since = installation.get(tx, COUNTED) or ""
    rows = tx.all(
        select(
            trails.c.id,
            trails.c.brand_id,
            trails.c.created_at,
            trails.c.conversation_id,
            conversations.c.first_response_at,
        )
        .outerjoin(conversations, conversations.c.id == trails.c.conversation_id)
        .where(trails.c.id > since, trails.c.created_at <= tx.now - SETTLES_IN)
        .order_by(trails.c.id)
        .limit(most)
    )
    if not rows:
        return 0
    zone, sums = ZoneInfo(organisation.calendar(tx).zone), Sums()
    steps = _steps(tx, [row.id for row in rows])
    for row in rows:
        tried = steps.get(row.id, [])
        if not tried:
            continue
        amounts = {"chose_self": 1, "contained": int(_was_enough(row, tried))}
        day = day_of(row.created_at, zone)
        for dimension, value in (
            ("all", ""),
            ("brand", row.brand_id),
            ("language", tried[0].language.partition("-")[0][:8]),
        ):
            sums.tally(dimension, value, day, **amounts)
    sums.write(tx)
    installation.put(tx, COUNTED, rows[-1].id)
    return len(rows)


def _was_enough(row, tried: list) -> bool:
    """Nobody had to answer them, and nothing they did says that it failed."""
    if row.conversation_id is None:
        return not failed(tried)
    return row.first_response_at is None and any(step.helped for step in tried)


def _steps(tx, ids: list[str]) -> dict[str, list]:
    found = defaultdict(list)
    query = select(trail_steps).where(trail_steps.c.trail_id.in_(ids)).order_by(trail_steps.c.id)
    for row in tx.all(query):
        found[row.trail_id].append(row)
    return found
