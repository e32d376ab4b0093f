"""An office: two departments, Alice, Bob and Charlie, and one customer's conversation."""

import uuid

from lagniappe.desk.accounts import agents, brands, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import message, receive, reply
from lagniappe.desk.conversations.tables import conversations
from tests.actors import KEY, begin, furnish


class Office:
    """A brand, two departments, Ana (agent) and Boss (admin), and one conversation."""

    def __init__(self, db, clock):
        self.db, self.clock = db, clock
        db.write_sync(furnish)
        people = {a.name.split()[0]: a for a in db.read_sync(agents.everyone)}
        self.alice, self.bob, self.charlie = people["Alice"], people["Bob"], people["Charlie"]
        self.brand_id = db.read_sync(brands.by_key, KEY).id
        self.rooms = {d.name: d.id for d in db.read_sync(departments.all_departments)}
        self.here = self.write(begin, self.brand_id, self.rooms["Sales"], "My machine leaks")
        self.customer = self.row.customer_id

    def write(self, fn, *args, **kwargs):
        return self.db.write_sync(fn, *args, **kwargs)

    def read(self, fn, *args, **kwargs):
        return self.db.read_sync(fn, *args, **kwargs)

    @property
    def row(self):
        query = conversations.select().where(conversations.c.id == self.here)
        return self.read(lambda tx: tx.one(query))

    def customer_says(self, body, client_id=None):
        return self.write(
            receive.receive,
            self.here,
            customer_id=self.customer,
            client_id=client_id or str(uuid.uuid4()),
            body=body,
        )

    def replies(self, agent: Agent, body, **more):
        more.setdefault("client_id", str(uuid.uuid4()))
        return self.write(reply.reply, agent, self.here, body=body, **more)

    def notes(self, agent: Agent, body):
        return self.write(reply.note, agent, self.here, client_id=str(uuid.uuid4()), body=body)

    def staff_sees(self):
        return self.read(message.after, self.here, 0)

    def customer_sees(self):
        return self.read(message.public_after, self.here, 0)
