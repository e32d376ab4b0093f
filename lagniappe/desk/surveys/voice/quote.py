"""Quoting a customer into training: their own words, without who they are."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.db import paging
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.voice import browse
from lagniappe.desk.surveys.voice.anonymous import without_names
from lagniappe.desk.surveys.voice.tables import quotes, themes
from lagniappe.kit import ids
from lagniappe.kit.cursors import cursor
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from lagniappe.kit.text import N_, clean_line
from lagniappe.kit.written import written

LONGEST = 4_000
_q = quotes.c


@dataclass(frozen=True, slots=True)
class Quote:
    """`by` is who took it into training, `theme` what it is about."""

    id: str
    words: str
    language: str
    tone: str
    anonymous: bool
    why: str
    quoted_by: str
    created_at: int
    by: str
    theme: str

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursor(self.created_at, self.id)


def proposed(tx, me: Agent, verbatim_id: str) -> str:
    """The words as they would be quoted, without names. Raises NotFound."""
    found = browse.get(tx, me, verbatim_id)
    return without_names(found.words, _names(tx, found))


def take(
    tx, me: Agent, verbatim_id: str, *, words: str = "", anonymous: bool = True, why: str = ""
) -> str:
    """Take it into training; returns the quote's id. `words` are what a person made of the
    proposal; only whoever leads may leave names in. Raises NotFound, Forbidden, Refused."""
    found = browse.get(tx, me, verbatim_id)
    if not anonymous and not me.may("supervisor"):
        raise Forbidden()
    words = written(words, LONGEST, field="words") or found.words
    if anonymous:
        words = without_names(words, _names(tx, found))
    known = select(_q.id).where(_q.verbatim_id == verbatim_id, _q.removed_at.is_(None))
    if tx.one(known):
        raise Refused(N_("This is quoted already."), code="known", status=409)
    quote_id = ids.new()
    tx.execute(
        insert(quotes).values(
            id=quote_id,
            verbatim_id=found.id,
            words=words,
            language=found.language,
            tone=found.tone,
            theme_id=found.theme_id,
            anonymous=anonymous,
            why=clean_line(why, 500),
            quoted_by=me.id,
            created_at=tx.now,
        )
    )
    return quote_id


def remove(tx, me: Agent, quote_id: str) -> None:
    """Quote it no longer: whoever took it, or whoever leads. Raises NotFound, Forbidden."""
    row = tx.one(select(quotes).where(_q.id == quote_id, _q.removed_at.is_(None)))
    if row is None:
        raise NotFound()
    if row.quoted_by != me.id and not me.may("supervisor"):
        raise Forbidden()
    tx.execute(update(quotes).where(_q.id == quote_id).values(removed_at=tx.now))


def listed(tx, *, before: str | None = None, limit: int) -> list[Quote]:
    """What is quoted, newest first: what the training desk reads. Raises NotFound for a cursor
    that is not one of ours."""
    query = (
        select(*(_q[name] for name in Quote.__slots__[:8]), agents.c.display_name, themes.c.name)
        .join(agents, agents.c.id == _q.quoted_by)
        .outerjoin(themes, themes.c.id == _q.theme_id)
        .where(_q.removed_at.is_(None))
    )
    query = paging.falling(query, _q.created_at, _q.id, before=before)
    return [Quote(*row[:-1], row[-1] or "") for row in tx.all(query.limit(limit))]


def _names(tx, found: browse.Verbatim) -> list[str]:
    """Everybody's names: the customer's, and those of all who work here."""
    people = [name for row in tx.all(select(agents.c.name, agents.c.display_name)) for name in row]
    customer = tx.one(
        select(customers.c.name, customers.c.preferred_name).where(
            customers.c.id == found.customer_id
        )
    )
    return [*people, *(customer or ())]
