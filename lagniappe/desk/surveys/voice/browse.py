"""Leafing through what customers said: by tone, place, person, language, theme, time, words."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.db import paging
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.voice import searching
from lagniappe.desk.surveys.voice.tables import quotes, themes, verbatims
from lagniappe.kit.clock import DAY
from lagniappe.kit.cursors import cursor
from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id

TONES = ("good", "bad", "even")
PERIODS = {"7": 7 * DAY, "30": 30 * DAY, "90": 90 * DAY, "365": 365 * DAY}
_v = verbatims.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty means any. `days` is a key of PERIODS."""

    q: str = ""
    tone: str = ""
    department: str = ""
    agent: str = ""
    channel: str = ""
    language: str = ""
    theme: str = ""
    days: str = ""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """`agent` is whom the contact was with; empty for those who may not know."""

    id: str
    survey_id: str
    words: str
    language: str
    tone: str
    numbers: dict
    conversation_id: str | None
    customer_id: str | None
    agent_id: str | None
    channel: str
    theme_id: str | None
    said_at: int
    agent: str
    theme: str
    who: str
    number: int | None
    department_id: str | None
    quoted: bool = False

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursor(self.said_at, self.id)


def browse(
    tx, me: Agent, wanted: Wanted, *, before: str | None = None, limit: int
) -> list[Verbatim]:
    """One page, newest first, of what this agent may see. Raises NotFound for a cursor that is
    not one of ours."""
    query = select(_v.id).where(visible(me), *_conditions(tx, me, wanted))
    page = tx.all(paging.falling(query, _v.said_at, _v.id, before=before).limit(limit))
    # Names are looked up for what is shown, not for all that was looked through.
    shown = _selected().where(_v.id.in_([row.id for row in page]))
    rows = tx.all(shown.order_by(_v.said_at.desc(), _v.id.desc())) if page else []
    return [_made(row, me) for row in _with_quotes(tx, rows)]


def get(tx, me: Agent, verbatim_id: str) -> Verbatim:
    """Raises NotFound when it is not there or not this agent's to see."""
    row = None
    if is_id(verbatim_id):
        row = tx.one(_selected().where(_v.id == verbatim_id, visible(me)))
    if row is None:
        raise NotFound()
    return _made(_with_quotes(tx, [row])[0], me)


def of_survey(tx, survey_id: str) -> list:
    """The verbatims of one survey: id, question, words, language."""
    return tx.all(
        select(_v.id, _v.question, _v.words, _v.language).where(_v.survey_id == survey_id)
    )


def visible(me: Agent):
    """SQL condition: words about a members-only department are its members' business."""
    return departments.visible(me, _v.department_id, _v.agent_id)


def _conditions(tx, me: Agent, wanted: Wanted) -> list:
    found = []
    if wanted.tone in TONES:
        found.append(_v.tone == wanted.tone)
    if wanted.department:
        found.append(_v.department_id == wanted.department)
    if wanted.agent and (me.may("supervisor") or wanted.agent == me.id):
        found.append(_v.agent_id == wanted.agent)
    if wanted.channel:
        found.append(_v.channel == wanted.channel)
    if wanted.language:
        found.append(_v.language == wanted.language)
    if wanted.theme:
        found.append(_v.theme_id == wanted.theme)
    if wanted.days in PERIODS:
        found.append(_v.said_at > tx.now - PERIODS[wanted.days])
    matching = searching.matching(tx, _v.id, wanted.q)
    return found if matching is None else [*found, matching]


def _selected():
    return (
        select(
            *(_v[name] for name in Verbatim.__slots__[:12]),
            agents.c.display_name,
            themes.c.name,
            customers.c.name,
            customers.c.preferred_name,
            conversations.c.number,
            _v.department_id,
        )
        .outerjoin(agents, agents.c.id == _v.agent_id)
        .outerjoin(themes, themes.c.id == _v.theme_id)
        .outerjoin(customers, customers.c.id == _v.customer_id)
        .outerjoin(conversations, conversations.c.id == _v.conversation_id)
    )


def _with_quotes(tx, rows: list) -> list[tuple]:
    shown = [row.id for row in rows]
    known = select(quotes.c.verbatim_id).where(
        quotes.c.verbatim_id.in_(shown), quotes.c.removed_at.is_(None)
    )
    quoted = {row[0] for row in tx.all(known)} if shown else set()
    return [(*row, row.id in quoted) for row in rows]


def _made(row, me: Agent) -> Verbatim:
    *columns, agent, theme, name, preferred, number, department_id, quoted = row
    made = Verbatim(
        *columns,
        agent or "",
        theme or "",
        preferred or name or "",
        number,
        department_id,
        quoted,
    )
    if me.may("supervisor") or made.agent_id == me.id:
        return made
    # Who was praised is told in recognition; who was criticised is nobody else's business.
    return Verbatim(*[{"agent_id": None, "agent": ""}.get(n, getattr(made, n)) for n in _FIELDS])


_FIELDS = Verbatim.__slots__
