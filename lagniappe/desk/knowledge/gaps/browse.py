"""Leafing through the gaps: asked most often or last, by language and department."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.db import paging
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge.gaps import gather, grouping
from lagniappe.desk.knowledge.gaps.settle import visible
from lagniappe.desk.knowledge.gaps.tables import gap_questions, gaps

STATES = {
    "": ("open", "drafted"),
    "dismissed": ("dismissed", "person"),
    "answered": ("answered",),
}
EXAMPLES = 2
ORDERS = {"": gaps.c.asked, "new": gaps.c.last_at}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty means any, unsettled, most often asked first."""

    language: str = ""
    department: str = ""
    state: str = ""
    order: str = ""


def browse(tx, me: Agent, wanted: Wanted, *, before: str | None = None, limit: int) -> list:
    """The groups this agent may see, most asked or latest first. Raises NotFound for a cursor
    that is not one of ours."""
    by = ORDERS[wanted.order]
    query = select(gaps).where(gaps.c.status.in_(STATES[wanted.state]), visible(me))
    if wanted.language:
        query = query.where(gaps.c.language == wanted.language)
    if wanted.department == "none":
        query = query.where(gaps.c.department_id.is_(None))
    elif wanted.department:
        query = query.where(gaps.c.department_id == wanted.department)
    return tx.all(paging.falling(query, by, gaps.c.id, before=before).limit(limit))


def examples(tx, rows: list) -> dict[str, list[str]]:
    """For each of these groups, what else was asked in it: EXAMPLES of the newest, no two alike."""
    texts = gather.newest_texts(tx, [row.id for row in rows])
    found = {}
    for row in rows:
        others = grouping.different([row.question, *reversed(texts[row.id])])[1:]
        found[row.id] = others[:EXAMPLES]
    return found


def asked(tx, gap_id: str, *, before: str | None = None, limit: int) -> list:
    """The questions of a group, newest first. Raises NotFound for a cursor that is not ours."""
    q = gap_questions.c
    query = select(gap_questions).where(q.gap_id == gap_id)
    return tx.all(paging.falling(query, q.asked_at, q.step_id, before=before).limit(limit))
