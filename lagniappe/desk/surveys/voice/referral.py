"""How a customer came to us: pleased customers bring friends, if somebody asks."""

from sqlalchemy import delete, insert, select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.people import customers
from lagniappe.desk.surveys.voice.tables import referrals
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean_line

SOURCES = ("friend", "search", "advert", "shop", "other")


def of_customer(tx, customer_id: str):
    """The row, or None while nobody knows."""
    return tx.one(select(referrals).where(referrals.c.customer_id == customer_id))


def tell(tx, me: Agent, customer_id: str, *, source: str, words: str = "") -> None:
    """They said how they came to us; an empty source forgets it. Raises NotFound, Refused."""
    customers.get(tx, customer_id)
    if source and source not in SOURCES:
        raise Refused(N_("Choose how they came to us."), code="bad_source")
    tx.execute(delete(referrals).where(referrals.c.customer_id == customer_id))
    if source:
        tx.execute(
            insert(referrals).values(
                customer_id=customer_id,
                source=source,
                words=clean_line(words, 200),
                by_agent_id=me.id,
                created_at=tx.now,
            )
        )
