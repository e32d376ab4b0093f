"""Asking for a second person: who waits, since when, and who is told.

The target is two minutes. Whoever may answer is told at once, and everybody who may answer,
here or not, once two minutes are over.
"""

from sqlalchemy import select, update

from lagniappe.bus import jobs
from lagniappe.desk.accounts.agent import ROLES, Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.remedies import given, record
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.kit.clock import MINUTE

TARGET = 2 * MINUTE
ANSWERING = "supervisor"
"""From this role on, people answer what colleagues ask."""


def ask(tx, agent: Agent, asked: Grant, why: str) -> Grant:
    """The grant waits for somebody's word, seen in the conversation and by all who may give it."""
    tx.execute(update(grants).where(grants.c.id == asked.id).values(asked_why=why))
    record.say(tx, asked, "remedy_asked", agent=agent)
    jobs.add(tx, "remedies.remind", {"grant": asked.id}, key=asked.id, at=tx.now + TARGET)
    tell(tx, asked, late=False)
    record.refresh(tx, asked)
    return given.get(tx, asked.id)


def tell(tx, asked: Grant, *, late: bool, by: Agent | None = None) -> None:
    """A quiet sign on the screens of all who may answer; `by` is who answered."""
    may = ROLES[ROLES.index(ANSWERING) :]
    rows = tx.all(select(agents.c.id).where(agents.c.role.in_(may), agents.c.disabled_at.is_(None)))
    for (agent_id,) in rows:
        if agent_id != asked.agent_id:
            tx.hint(f"agent:{agent_id}", _sign(asked, late=late, by=by))


def answered(tx, asked: Grant, *, by: Agent | None) -> None:
    """It waits no longer, for `by` dealt with it: screens look again, and nobody is reminded."""
    jobs.drop(tx, "remedies.remind", [asked.id])
    tell(tx, asked, late=False, by=by)
    tx.hint(f"agent:{asked.agent_id}", _sign(asked, late=False, by=by))


def _sign(asked: Grant, *, late: bool, by: Agent | None) -> dict:
    who = {"id": by.id, "name": by.name} if by else None
    return {"t": "approval", "c": asked.conversation_id, "late": late, "by": who}


def waiting(tx, agent: Agent) -> tuple[int, bool]:
    """(How many wait for this agent's answer, at most 50, and whether one waits too long)."""
    if not agent.may(ANSWERING):
        return 0, False
    mine = [grant for grant in given.asked(tx) if grant.agent_id != agent.id]
    late = any(tx.now - grant.created_at > TARGET for grant in mine)
    return len(mine), late


@jobs.job("remedies.remind")
def remind(tx, payload: dict) -> None:
    """Two minutes are over and nobody answered: tell everybody who may."""
    asked = given.get(tx, payload["grant"])
    if asked.state == given.ASKED:
        tell(tx, asked, late=True)
        record.say(tx, asked, "remedy_late")
