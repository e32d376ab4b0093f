"""A loop: somebody we let down, until we came back to them."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.db import paging
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.voice.tables import loops, verbatims
from lagniappe.kit.cursors import cursor
from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id

VIEWS = ("open", "mine", "closed")
MOST_SIGNED = 50
_l = loops.c


@dataclass(frozen=True, slots=True)
class Loop:
    """`reasons` are measures, `words` what they said with them, (text, language), or wrote last
    before they gave up; `case` the conversation's number; `keeper` who took it."""

    id: str
    kind: str
    source: str
    survey_id: str | None
    conversation_id: str | None
    customer_id: str
    agent_id: str | None
    reasons: list[str]
    state: str
    opened_at: int
    taken_by: str | None
    taken_at: int | None
    responded_at: int | None
    how: str
    complaint_id: str | None
    did: str
    closed_at: int | None
    happy: int | None
    happy_at: int | None
    happy_survey_id: str | None
    keeper: str
    who: str
    case: int | None
    words: list[tuple[str, str]]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursor(self.opened_at if self.is_open else self.closed_at, self.id)


def lines(tx, me: Agent, view: str, *, before: str | None = None, limit: int) -> list[Loop]:
    """One page: open ones longest waiting first, closed ones newest first.

    Raises NotFound for a view that does not exist or a cursor that is not one of ours.
    """
    if view not in VIEWS:
        raise NotFound()
    query = _selected().where(_visible(me))
    if view == "closed":
        query = query.where(_l.closed_at.is_not(None))
        query = paging.falling(query, _l.closed_at, _l.id, before=before)
    else:
        query = query.where(_l.closed_at.is_(None))
        query = paging.rising(query, _l.opened_at, _l.id, after=before)
        if view == "mine":
            query = query.where(_l.taken_by == me.id)
    return _made(tx, tx.all(query.limit(limit)))


def get(tx, me: Agent, loop_id: str) -> Loop:
    """Raises NotFound when it is not there or not this agent's to see."""
    row = tx.one(_selected().where(_l.id == loop_id, _visible(me))) if is_id(loop_id) else None
    if row is None:
        raise NotFound()
    return _made(tx, [row])[0]


def open_one(tx, me: Agent, loop_id: str) -> Loop:
    """The loop, locked until the transaction ends. Raises NotFound; a closed one is nobody's
    to change and is not found either."""
    locked = select(_l.id).where(_l.id == loop_id, _l.closed_at.is_(None))
    if not is_id(loop_id) or tx.one(locked.with_for_update()) is None:
        raise NotFound()
    return get(tx, me, loop_id)


def before(tx, found: Loop):
    """The loop, as a row, after which they are still not happy; None for a first one."""
    if found.survey_id is None:
        return None
    return tx.one(select(loops).where(_l.happy_survey_id == found.survey_id))


def of_customer(tx, me: Agent, customer_id: str) -> list:
    """Open loops of this customer that the agent may see, as rows, the newest first."""
    theirs = (_l.customer_id == customer_id, _l.closed_at.is_(None), _visible(me))
    return tx.all(select(loops).where(*theirs).order_by(_l.opened_at.desc()).limit(5))


def waiting(tx, me: Agent) -> int:
    """How many nobody has taken up yet, MOST_SIGNED at most."""
    if not me.may("supervisor"):
        return 0
    free = select(_l.id).where(_l.closed_at.is_(None), _l.taken_by.is_(None))
    return len(tx.all(free.limit(MOST_SIGNED)))


def _visible(me: Agent):
    return departments.visible(me, _l.department_id, _l.taken_by)


def _selected():
    return (
        select(
            *(_l[name] for name in Loop.__slots__[:20]),
            agents.c.display_name,
            customers.c.name,
            customers.c.preferred_name,
            conversations.c.number,
            conversations.c.preview,
            conversations.c.locale,
        )
        .join(customers, customers.c.id == _l.customer_id)
        .outerjoin(agents, agents.c.id == _l.taken_by)
        .outerjoin(conversations, conversations.c.id == _l.conversation_id)
    )


def _made(tx, rows: list) -> list[Loop]:
    surveys = [row.survey_id for row in rows if row.survey_id]
    said: dict[str, list[tuple[str, str]]] = {}
    if surveys:
        found = select(verbatims).where(verbatims.c.survey_id.in_(surveys))
        for row in tx.all(found.order_by(verbatims.c.said_at, verbatims.c.id)):
            said.setdefault(row.survey_id, []).append((row.words, row.language))
    return [
        Loop(
            *row[:20],
            row[20] or "",
            row[22] or row[21] or "",
            row[23],
            said.get(row.survey_id, []) if row.survey_id else _last_words(row),
        )
        for row in rows
    ]


def _last_words(row) -> list[tuple[str, str]]:
    """Who gave up has answered nothing: what they wrote last stands for it."""
    return [(row.preview, row.locale)] if row.preview else []
