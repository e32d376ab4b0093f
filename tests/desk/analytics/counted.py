"""An office whose contacts are counted when a test says so."""

import uuid
from collections import Counter

from sqlalchemy import insert, select

from lagniappe.desk.analytics.contacts import count, gather
from lagniappe.desk.analytics.contacts.contact import Contact, named
from lagniappe.desk.analytics.rollups.counts import counts, values
from lagniappe.desk.analytics.tables import COUNTS, contacts, rollups
from lagniappe.desk.conversations import close, receive, reply
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.reactions import SURVEY_ANSWERED
from lagniappe.desk.surveys.tables import (
    survey_answers,
    survey_templates,
    survey_versions,
    surveys,
)
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY, MINUTE
from tests.actors import begin


class Counted:
    """Conversations are begun, answered, closed; `now` counts them."""

    def __init__(self, office) -> None:
        self.office, self.clock, self.db = office, office.clock, office.db

    def begins(self, body="My machine leaks", room="Sales", customer_id=None) -> str:
        rooms = self.office.rooms
        if customer_id:
            started = self.office.write(
                receive.start,
                customer_id=customer_id,
                brand_id=self.office.brand_id,
                department_id=rooms.get(room),
                locale="en",
                client_id=str(uuid.uuid4()),
                body=body,
            )
            return started.conversation_id
        return self.office.write(begin, self.office.brand_id, rooms.get(room), body, "")

    def answers(self, here, agent=None):
        self.clock.advance(MINUTE)
        agent = agent or self.office.alice
        self.office.write(reply.reply, agent, here, client_id=str(uuid.uuid4()), body="Done")

    def closes(self, here, agent=None):
        self.clock.advance(MINUTE)
        self.office.write(close.close, agent or self.office.alice, here)

    def contact(self, **begins) -> str:
        """A whole contact that went well."""
        here = self.begins(**begins)
        self.answers(here)
        self.closes(here)
        return here

    def customer_of(self, here) -> str:
        query = select(conversations.c.customer_id).where(conversations.c.id == here)
        return self.office.read(lambda tx: tx.value(query))

    def says(self, here, body="Still leaks"):
        self.clock.advance(MINUTE)
        self.office.write(
            receive.receive,
            here,
            customer_id=self.customer_of(here),
            client_id=str(uuid.uuid4()),
            body=body,
        )

    def surveyed(self, here, *, tell=True, **scores):
        """The customer answers what they are asked after the contact."""

        def written(tx):
            template, version, survey = ids.new(), ids.new(), ids.new()
            about = {"audience": "contact", "created_at": tx.now}
            tx.execute(
                insert(survey_templates).values(id=template, key=template, name="t", **about)
            )
            tx.execute(
                insert(survey_versions).values(
                    id=version, template_id=template, number=1, questions=[], created_at=tx.now
                )
            )
            tx.execute(
                insert(surveys).values(
                    id=survey,
                    version_id=version,
                    template_key="t",
                    occasion=survey,
                    secret_digest=survey,
                    conversation_id=here,
                    channel="chat",
                    medium="chat",
                    locale="en",
                    state="answered" if scores else "asked",
                    answered_at=tx.now if scores else None,
                    expires_at=tx.now + DAY,
                    **about,
                )
            )
            for measure, value in scores.items():
                tx.execute(
                    insert(survey_answers).values(
                        survey_id=survey,
                        question=measure,
                        measure=measure,
                        value=value,
                        created_at=tx.now,
                    )
                )
            if tell:
                SURVEY_ANSWERED.tell(tx, survey, next(iter(scores), ""))

        self.office.write(written)

    def now(self):
        """Count what is marked; the sums must be what the contacts say, always."""
        self.now_without_sums()
        self.check()
        return self.all()

    def now_without_sums(self):
        """The same where sums hold more than contacts: who helped themselves."""
        while (batch := self.office.read(gather.next_batch)).marks:
            self.office.write(count.write, batch)
        return self.all()

    def all(self) -> list[Contact]:
        query = select(contacts).order_by(contacts.c.started_at, contacts.c.ordinal)
        return [Contact(*row) for row in self.office.read(lambda tx: tx.all(query))]

    def reasons(self, here) -> list[str]:
        return [n for one in self.all() if one.conversation_id == here for n in named(one.reasons)]

    def check(self):
        """Every sum is the sum of its contacts, for days and for months."""
        expected: Counter = Counter()
        for one in self.all():
            for dimension, value in values(one):
                for period, day in (("day", one.day), ("month", one.day // 100 * 100 + 1)):
                    for name, amount in counts(one).items():
                        expected[dimension, period, day, value, name] += amount
        found = {
            (row.dimension, row.period, row.day, row.value, name): getattr(row, name)
            for row in self.office.read(lambda tx: tx.all(select(rollups)))
            for name in COUNTS
            if getattr(row, name)
        }
        assert found == dict(expected)
