"""Praise: a customer's thanks, forwarded to whoever it is for and shown to everybody."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.bus import jobs
from lagniappe.db import paging
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.people import relationship
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.recognition import choices, points
from lagniappe.desk.surveys.recognition.tables import praises
from lagniappe.kit import ids
from lagniappe.kit.cursors import cursor
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_

PAGE = 30
POINTS = 10
_p = praises.c


@dataclass(frozen=True, slots=True)
class Praise:
    """`who` is the customer's first name as colleagues may read it."""

    id: str
    agent_id: str
    words: str
    language: str
    state: str
    conversation_id: str | None
    seen_at: int | None
    said_at: int
    agent: str
    picture_id: str | None
    who: str

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursor(self.said_at, self.id)


def forward(tx, said) -> None:
    """The customer's words go to the agent of the contact, at once and once (`said` is a
    heard.Heard); with their wish also by mail, when the words will not change any more."""
    survey = said.survey
    if survey.agent_id is None:
        return
    row = tx.one(select(praises).where(_p.survey_id == survey.id))
    if row is not None:
        _refresh(tx, row, said)
        return
    praise_id = ids.new()
    tx.execute(
        insert(praises).values(
            id=praise_id,
            survey_id=survey.id,
            agent_id=survey.agent_id,
            customer_id=survey.customer_id,
            conversation_id=survey.conversation_id,
            words=said.all_words,
            language=survey.locale.partition("-")[0],
            said_at=tx.now,
        )
    )
    if survey.customer_id:
        relationship.enter(tx, survey.customer_id, "praised", source=survey.id)
    tx.hint(f"agent:{survey.agent_id}", {"t": "praised", "praise": praise_id})
    if choices.of(tx, survey.agent_id).thanks_by_mail:
        jobs.add(tx, "thanks.mail", {"praise": praise_id}, key=praise_id, at=tx.now + points.REST)


def withdraw(tx, survey_id: str) -> None:
    """The customer changed the answer: it praises nobody any more, unless it was verified."""
    tx.execute(
        update(praises)
        .where(_p.survey_id == survey_id, _p.state == "fresh")
        .values(state="set_aside", settled_at=tx.now)
    )


def verify(tx, me: Agent, praise_id: str) -> None:
    """It is true praise of this colleague: it counts, and brings points.

    Raises NotFound, Refused for one's own.
    """
    row = _fresh(tx, me, praise_id)
    tx.execute(
        update(praises)
        .where(_p.id == row.id)
        .values(state="verified", settled_by=me.id, settled_at=tx.now)
    )
    points.give(tx, me, row.agent_id, points=POINTS, source=f"praise:{row.id}")


def set_aside(tx, me: Agent, praise_id: str) -> None:
    """It is no praise of this colleague after all; it leaves the feed and costs nobody anything.

    Raises NotFound, Refused for one's own.
    """
    row = _fresh(tx, me, praise_id)
    tx.execute(
        update(praises)
        .where(_p.id == row.id)
        .values(state="set_aside", settled_by=me.id, settled_at=tx.now)
    )


def feed(tx, *, agent_id: str = "", before: str | None = None, limit: int = PAGE) -> list[Praise]:
    """Praise, the newest first. Raises NotFound for a cursor that is not one of ours."""
    query = (
        select(
            *(_p[name] for name in Praise.__slots__[:8]),
            agents.c.name,
            agents.c.picture_id,
            customers.c.name,
            customers.c.preferred_name,
        )
        .join(agents, agents.c.id == _p.agent_id)
        .outerjoin(customers, customers.c.id == _p.customer_id)
        .where(_p.state != "set_aside")
    )
    if agent_id:
        query = query.where(_p.agent_id == agent_id)
    query = paging.falling(query, _p.said_at, _p.id, before=before)
    return [_made(row) for row in tx.all(query.limit(limit))]


def seen(tx, me: Agent) -> None:
    """I have seen what came for me."""
    mine = (_p.agent_id == me.id, _p.seen_at.is_(None))
    tx.execute(update(praises).where(*mine).values(seen_at=tx.now))


def unseen(tx, me: Agent) -> int:
    """How many thanks came for me since I looked, at most nine."""
    mine = (_p.agent_id == me.id, _p.seen_at.is_(None), _p.state != "set_aside")
    return len(tx.all(select(_p.id).where(*mine).limit(9)))


def _refresh(tx, row, said) -> None:
    if row.state == "verified":
        return
    again = {"state": "fresh", "settled_at": None} if row.settled_by is None else {}
    tx.execute(update(praises).where(_p.id == row.id).values(words=said.all_words, **again))


def _fresh(tx, me: Agent, praise_id: str):
    row = None
    if is_id(praise_id):
        row = tx.one(select(praises).where(_p.id == praise_id, _p.state == "fresh"))
    if row is None:
        raise NotFound()
    if row.agent_id == me.id:
        raise Refused(N_("Somebody else has to look at praise of you."), code="own")
    return row


def _made(row) -> Praise:
    *columns, name, preferred = row
    called = (preferred or name or "").split()
    return Praise(*columns, called[0] if called else "")
