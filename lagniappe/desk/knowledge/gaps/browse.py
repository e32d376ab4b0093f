"""Leafing through the gaps: asked most often or last, by language and department."""

from dataclasses import dataclass

from sqlalchemy import select, tuple_

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge.gaps.settle import visible
from lagniappe.desk.knowledge.gaps.tables import gap_questions, gaps

STATES = {
    "": ("open", "drafted"),
    "dismissed": ("dismissed", "person"),
    "answered": ("answered",),
}
ORDERS = {"": gaps.c.asked, "new": gaps.c.last_at}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty means any, unsettled, most often asked first."""

    language: str = ""
    department: str = ""
    state: str = ""
    order: str = ""


def browse(
    tx, me: Agent, wanted: Wanted, *, before: tuple[int, str] | None = None, limit: int
) -> list:
    """The groups this agent may see; `before` is (asked or last_at, id) of the last one shown."""
    by = ORDERS[wanted.order]
    query = select(gaps).where(gaps.c.status.in_(STATES[wanted.state]), visible(me))
    if wanted.language:
        query = query.where(gaps.c.language == wanted.language)
    if wanted.department == "none":
        query = query.where(gaps.c.department_id.is_(None))
    elif wanted.department:
        query = query.where(gaps.c.department_id == wanted.department)
    if before:
        query = query.where(tuple_(by, gaps.c.id) < tuple_(*before))
    return tx.all(query.order_by(by.desc(), gaps.c.id.desc()).limit(limit))


def asked(tx, gap_id: str, *, before: tuple[int, str] | None = None, limit: int) -> list:
    """The questions of a group, newest first; `before` is (asked_at, step_id)."""
    q = gap_questions.c
    query = select(gap_questions).where(q.gap_id == gap_id)
    if before:
        query = query.where(tuple_(q.asked_at, q.step_id) < tuple_(*before))
    return tx.all(query.order_by(q.asked_at.desc(), q.step_id.desc()).limit(limit))
