"""Needs: what a customer told us so that we serve them first, or in another way.

Kept with their consent, as few words as will do, until a date. That there is one is shown;
its words are shown to whoever asks, and it is kept who asked. Age is none of them.
"""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.people import customers
from lagniappe.desk.people.tables import need_views, needs
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line

KINDS = ("health", "infant", "access", "other")
LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Need:
    """A need in force, without its words."""

    id: str
    kind: str
    expires_at: int


def in_force(tx, customer_id: str) -> list[Need]:
    """The customer's needs, those that end first before the others."""
    rows = tx.all(
        select(needs.c.id, needs.c.kind, needs.c.expires_at)
        .where(needs.c.customer_id == customer_id, needs.c.expires_at > tx.now)
        .order_by(needs.c.expires_at)
    )
    return [Need(*row) for row in rows]


def add(
    tx, agent: Agent, customer_id: str, *, kind: str, words: str, consent: str, days: int
) -> str:
    """Keep a need for `days` (1 to 365); returns its id. Raises Refused without words, consent
    or an end."""
    customers.get(tx, customer_id)
    words, consent = clean_line(words, 300), clean_line(consent, 300)
    if kind not in KINDS:
        raise Refused(N_("Choose what kind of need it is."), code="bad_kind")
    if not words:
        raise Refused(N_("Write what they need, in a few words."), code="empty")
    if not consent:
        raise Refused(N_("Write how they agreed that you keep this."), code="no_consent")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(N_("Keep it for between a day and a year."), code="bad_days")
    need_id = ids.new()
    tx.execute(
        insert(needs).values(
            id=need_id,
            customer_id=customer_id,
            kind=kind,
            words=words,
            consent=consent,
            added_by=agent.id,
            created_at=tx.now,
            expires_at=tx.now + days * DAY,
        )
    )
    return need_id


def read(tx, agent: Agent, customer_id: str, need_id: str):
    """The need with its words and how they agreed; that this agent read it is kept.

    Raises NotFound, also when its time is over.
    """
    row = tx.one(
        select(needs).where(
            needs.c.id == need_id, needs.c.customer_id == customer_id, needs.c.expires_at > tx.now
        )
    )
    if row is None:
        raise NotFound()
    tx.execute(
        insert(need_views).values(
            id=ids.new(),
            customer_id=customer_id,
            need_id=need_id,
            agent_id=agent.id,
            created_at=tx.now,
        )
    )
    return row


def readers(tx, customer_id: str, *, limit: int = 50) -> list:
    """Who read this customer's needs and when, newest first: name, created_at."""
    return tx.all(
        select(agents.c.name, need_views.c.created_at)
        .join(agents, agents.c.id == need_views.c.agent_id)
        .where(need_views.c.customer_id == customer_id)
        .order_by(need_views.c.created_at.desc())
        .limit(limit)
    )


def remove(tx, customer_id: str, need_id: str) -> None:
    tx.execute(delete(needs).where(needs.c.id == need_id, needs.c.customer_id == customer_id))


def sweep(tx) -> int:
    """Needs whose time is over are forgotten; who read them is not. Returns how many."""
    return tx.execute(delete(needs).where(needs.c.expires_at <= tx.now)).rowcount
