"""Whoever leads hears of it at once: a sign in the rail and a sentence, within a second."""

from sqlalchemy import select

from lagniappe.desk.accounts.agent import ROLES
from lagniappe.desk.accounts.tables import agents

HEARING = "supervisor"
"""From this role on, people are told that a customer was let down."""


def tell(tx, loop_id: str, conversation_id: str | None, *, fresh: bool) -> None:
    """Screens of all who lead look again; with `fresh` they also say it in words."""
    may = ROLES[ROLES.index(HEARING) :]
    rows = tx.all(select(agents.c.id).where(agents.c.role.in_(may), agents.c.disabled_at.is_(None)))
    payload = {"t": "let_down", "loop": loop_id, "c": conversation_id, "fresh": fresh}
    for (agent_id,) in rows:
        tx.hint(f"agent:{agent_id}", payload)
