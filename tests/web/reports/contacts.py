"""Contacts written and added up by counting's own function, without living through them."""

from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.analytics.contacts import contact, count, gather
from lagniappe.desk.analytics.contacts.contact import Contact
from lagniappe.desk.analytics.tables import SCORES, contact_marks
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import customers
from lagniappe.desk.promises import organisation
from lagniappe.kit import ids


class Contacts:
    """`some(n, csat=5, reasons=["survey"])` are n contacts that ended a moment ago."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self._made = 0

    def some(self, n: int, *, reasons=(), **facts) -> list[str]:
        """Their conversations' ids, the first to end first."""
        return self.desk.db.write_sync(self._write, n, contact.reasons(reasons), facts)

    def rename(self, agent_id: str, name: str) -> None:
        query = update(agents).where(agents.c.id == agent_id).values(name=name)
        self.desk.db.write_sync(lambda tx: tx.execute(query))

    def _write(self, tx, n: int, bits: int, facts: dict) -> list[str]:
        made = [self._one(tx, bits, facts) for _ in range(n)]
        marks = {one.conversation_id: tx.now for one in made}
        tx.execute(
            insert(contact_marks),
            [{"conversation_id": one, "marked_at": at} for one, at in marks.items()],
        )
        count.write(tx, gather.Batch(marks, made, 0))
        return [one.conversation_id for one in made]

    def _one(self, tx, bits: int, facts: dict) -> Contact:
        self._made += 1
        at = tx.now - 100_000 + self._made
        customer_id, here = customers.create(tx), ids.new()
        tx.execute(
            insert(conversations).values(
                id=here,
                number=1_000 + self._made,
                customer_id=customer_id,
                brand_id=self.desk.brand.id,
                channel="chat",
                status="closed",
                created_at=at,
                last_message_at=at,
            )
        )
        scores = dict.fromkeys(SCORES) | {k: v for k, v in facts.items() if k in SCORES}
        answered = any(value is not None for value in scores.values())
        known = {
            "department_id": "",
            "topic_id": "",
            "agent_id": "",
            "language": "en",
            "age_band": "",
            **{k: v for k, v in facts.items() if k not in SCORES},
        }
        return Contact(
            conversation_id=here,
            ordinal=1,
            customer_id=customer_id,
            brand_id=self.desk.brand.id,
            channel="chat",
            day=gather.day_of(at, ZoneInfo(organisation.calendar(tx).zone)),
            started_at=at - 50_000,
            ended_at=at,
            first_response_at=at - 20_000,
            replies=1,
            transfers=0,
            reasons=bits,
            asked=answered,
            answered=answered,
            survey_id=None,
            tried_alone=False,
            recovered=False,
            **known,
            **scores,
        )
