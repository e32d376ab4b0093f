"""The watch list: customers whom we may lose, each with the reason in words."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.db import paging
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.people import customers as people
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.voice.tables import watched
from lagniappe.kit import ids
from lagniappe.kit.cursors import cursor
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line
from lagniappe.kit.written import written_line

KINDS = ("leaving", "twice", "unhappy", "quiet", "person")
LONGEST = 500
_w = watched.c


@dataclass(frozen=True, slots=True)
class Watched:
    """Why somebody is watched; `words` are a colleague's own, `by` whose."""

    id: str
    customer_id: str
    kind: str
    words: str
    since: int
    who: str
    by: str

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursor(self.since, self.id)


def put(
    tx, customer_id: str, kind: str, *, source: str, words: str = "", by: Agent | None = None
) -> None:
    """Watch this customer, once for each `source` and kind."""
    source = f"{kind}:{source}"
    known = select(_w.id).where(_w.customer_id == customer_id, _w.source == source)
    if tx.one(known) is None:
        tx.execute(
            insert(watched).values(
                id=ids.new(),
                customer_id=customer_id,
                kind=kind,
                words=words,
                source=source,
                by_agent_id=by.id if by else None,
                since=tx.now,
            )
        )


def add(tx, me: Agent, customer_id: str, *, words: str) -> None:
    """A colleague's own reason. Raises NotFound, Refused without one."""
    people.get(tx, customer_id)
    words = written_line(words, LONGEST, field="words")
    if not words:
        raise Refused(N_("Write why we may lose them."), code="empty")
    put(tx, customer_id, "person", source=ids.new(), words=words, by=me)


def end(tx, me: Agent, watched_id: str, *, why: str = "") -> str:
    """They need not be watched for this any more; returns the customer's id. Raises NotFound."""
    row = tx.one(
        update(watched)
        .where(_w.id == watched_id, _w.until.is_(None))
        .values(until=tx.now, ended_by=me.id, ended_why=clean_line(why, LONGEST))
        .returning(_w.customer_id)
    )
    if row is None:
        raise NotFound()
    return row.customer_id


def end_source(tx, source: str) -> None:
    """What it came from is put right, whatever kind of reason it was."""
    mine = _w.source.in_([f"{kind}:{source}" for kind in KINDS])
    tx.execute(update(watched).where(mine, _w.until.is_(None)).values(until=tx.now))


def end_kind(tx, customer_id: str, kind: str) -> None:
    """This kind of reason holds for them no longer, wherever it came from."""
    theirs = (_w.customer_id == customer_id, _w.kind == kind, _w.until.is_(None))
    tx.execute(update(watched).where(*theirs).values(until=tx.now))


def of_customer(tx, customer_id: str) -> list[Watched]:
    """Why this customer is watched now, newest first."""
    query = _selected().where(_w.customer_id == customer_id, _w.until.is_(None))
    return [_made(row) for row in tx.all(query.order_by(_w.since.desc()).limit(10))]


def listed(tx, *, before: str | None = None, limit: int) -> list[Watched]:
    """Everybody watched now, newest first. Raises NotFound for a cursor that is not ours."""
    query = _selected().where(_w.until.is_(None))
    query = paging.falling(query, _w.since, _w.id, before=before)
    return [_made(row) for row in tx.all(query.limit(limit))]


def _selected():
    return (
        select(
            *(_w[name] for name in ("id", "customer_id", "kind", "words", "since")),
            customers.c.name,
            customers.c.preferred_name,
            agents.c.display_name,
        )
        .join(customers, customers.c.id == _w.customer_id)
        .outerjoin(agents, agents.c.id == _w.by_agent_id)
    )


def _made(row) -> Watched:
    *columns, name, preferred, by = row
    return Watched(*columns, preferred or name or "", by or "")
