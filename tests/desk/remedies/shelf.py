"""A shelf of remedies, and people who give from it."""

import uuid

import pytest

from lagniappe.desk.accounts import agents
from lagniappe.desk.complaints.remedies import (
    approve,
    authority,
    cancel,
    catalogue,
    correct,
    given,
    grant,
    ledger,
    till,
)
from lagniappe.desk.complaints.remedies.tables import budgets, grants, remedies, vouchers
from lagniappe.kit.errors import Refused
from tests.actors import begin
from tests.desk.office import Office

KEY = b"a key for tests, long enough to be one"


class Shelf(Office):
    """The office with a discount (voucher), a refund, a gift of three and points.

    An agent may give 50 a case, 100 a customer in ninety days, 300 a day; a supervisor 300,
    500 and 2,000.
    """

    def __init__(self, db, clock):
        super().__init__(db, clock)
        people = {a.name.split()[0]: a for a in self.read(agents.everyone)}
        self.sofia = people["Sofia"]
        self.discount = self.stock(kind="discount", names={"en": "Voucher"}, voucher=True)
        self.refund = self.stock(kind="refund", names={"en": "Refund", "el": "Επιστροφή"})
        self.gift = self.stock(kind="gift", names={"en": "Coffee"}, unit_cost=800, stock=3)
        self.points = self.stock(kind="points", names={"en": "Beans"}, unit_cost=50, high=10_000)

    def stock(self, **values) -> str:
        values = {"currency": "EUR", "low": 1, "high": 100_000, **values}
        return self.write(catalogue.create, **values)

    def give(self, agent, remedy_id=None, amount=2_000, here=None, **more):
        more = {"client_id": str(uuid.uuid4()), "reason": "Late delivery", **more}
        return self.write(
            grant.grant,
            agent,
            here or self.here,
            key=KEY,
            remedy_id=remedy_id or self.refund,
            amount=amount,
            **more,
        )

    def approve(self, agent, asked, **more):
        return self.write(approve.approve, agent, asked.id, key=KEY, **more)

    def decline(self, agent, asked, reason="Too much for this"):
        return self.write(approve.decline, agent, asked.id, reason=reason)

    def cancel(self, agent, one, reason="Given twice"):
        return self.write(cancel.cancel, agent, one.id, reason=reason)

    def limit(self, role="agent", remedy_id="", currency="EUR", **limits):
        limits = {"per_case": None, "per_customer": None, "per_day": None, **limits}
        self.write(
            authority.change, role=role, currency=currency, limits=limits, remedy_id=remedy_id
        )

    def another(self, body="Another thing", name="") -> str:
        """A conversation with another customer."""
        return self.write(begin, self.brand_id, self.rooms["Sales"], body, name)

    def code(self, one) -> str:
        """What the customer can read in the message that brought it."""
        entry = next(m for m in self.customer_sees() if m.client_id == f"remedy-{one.id}")
        return entry.details["remedy"]["code"]

    def redeem(self, code, by="agent:1", once="first", **more):
        return self.write(till.redeem, code, key=KEY, by=by, once=once, **more)

    def correct(self, code, bill, by="agent:1", once="right", **more):
        return self.write(correct.correct, code, key=KEY, by=by, once=once, bill=bill, **more)

    def get(self, one):
        return self.read(given.get, one.id)

    def entries(self, **more):
        return self.read(ledger.page, **more)

    def rows(self, table):
        return self.read(lambda tx: tx.all(table.select()))

    @property
    def left(self):
        """Pieces of the gift in stock."""
        query = remedies.select().where(remedies.c.id == self.gift)
        return self.read(lambda tx: tx.one(query)).stock


def refused(code, fn, *args, **kwargs):
    """Calling it is refused with this code; returns the refusal."""
    with pytest.raises(Refused) as refusal:
        fn(*args, **kwargs)
    assert refusal.value.code == code, refusal.value.code
    return refusal.value


__all__ = ["KEY", "Shelf", "budgets", "grants", "refused", "vouchers"]
