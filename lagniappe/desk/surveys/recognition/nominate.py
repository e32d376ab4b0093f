"""Nominations: once a month everybody may say whom they would thank, and what for."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.surveys.recognition import budget, points
from lagniappe.desk.surveys.recognition.tables import nominations
from lagniappe.desk.surveys.recognition.tables import points as given
from lagniappe.kit import ids
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written

POINTS = 25
LONGEST = 1_000
_n = nominations.c


@dataclass(frozen=True, slots=True)
class Nominee:
    """Whom colleagues named in a month: `said` are (who, their words), newest first."""

    agent_id: str
    name: str
    picture_id: str | None
    honoured: bool
    said: list[tuple[str, str]]


def nominate(tx, me: Agent, agent_id: str, *, words: str) -> None:
    """Whom I would thank for this month; naming another takes the place of the first.

    Raises NotFound, Refused for oneself or without words.
    """
    if agent_id == me.id:
        raise Refused(N_("Name a colleague, not yourself."), code="own")
    if people.get(tx, agent_id).disabled_at is not None:
        raise NotFound()
    words = written(words, LONGEST, field="words")
    if not words:
        raise Refused(N_("Write what you thank them for."), code="empty")
    month = budget.month_of(tx)
    mine = (_n.month == month, _n.by_agent_id == me.id)
    values = {"agent_id": agent_id, "words": words, "created_at": tx.now}
    if tx.execute(update(nominations).where(*mine).values(values)).rowcount == 0:
        tx.execute(
            insert(nominations).values(id=ids.new(), month=month, by_agent_id=me.id, **values)
        )


def honour(tx, me: Agent, month: str, agent_id: str) -> None:
    """Whoever leads honours a colleague who was named: points, once for the month.

    Raises Forbidden, NotFound for somebody nobody named, Refused for oneself.
    """
    if not me.may("supervisor"):
        raise Forbidden()
    if tx.one(select(_n.id).where(_n.month == month, _n.agent_id == agent_id).limit(1)) is None:
        raise NotFound()
    points.give(tx, me, agent_id, points=POINTS, source=_source(month, agent_id))


def mine(tx, me: Agent):
    """My nomination of this month, a row, or None."""
    return tx.one(
        select(nominations).where(_n.month == budget.month_of(tx), _n.by_agent_id == me.id)
    )


def of_month(tx, month: str) -> list[Nominee]:
    """Everybody who was named, by name: it is no contest who is named most."""
    by = agents.alias("by")
    rows = tx.all(
        select(_n.agent_id, agents.c.name, agents.c.picture_id, by.c.name.label("by"), _n.words)
        .join(agents, agents.c.id == _n.agent_id)
        .join(by, by.c.id == _n.by_agent_id)
        .where(_n.month == month)
        .order_by(agents.c.name, _n.created_at.desc())
    )
    found: dict[str, Nominee] = {}
    sources = {_source(month, row.agent_id) for row in rows}
    known = select(given.c.source).where(given.c.source.in_(sources))
    honoured = {row[0] for row in tx.all(known)} if rows else set()
    for row in rows:
        is_honoured = _source(month, row.agent_id) in honoured
        nominee = Nominee(row.agent_id, row.name, row.picture_id, is_honoured, [])
        found.setdefault(row.agent_id, nominee).said.append((row.by, row.words))
    return list(found.values())


def months(tx) -> list[str]:
    """The months somebody was named in, the newest first."""
    query = select(_n.month).distinct().order_by(_n.month.desc()).limit(12)
    return [row[0] for row in tx.all(query)]


def _source(month: str, agent_id: str) -> str:
    return f"nomination:{month}:{agent_id}"
