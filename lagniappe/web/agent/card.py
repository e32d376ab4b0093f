"""The customer card: what an agent should know before saying a word."""

from dataclasses import dataclass

from lagniappe.channels.email.inbound import bounces
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import inbox
from lagniappe.desk.people import blocks, care_notes, customers, needs, relationship
from lagniappe.desk.surveys.voice import loop, referral, touches, watch


@dataclass(frozen=True, slots=True)
class Card:
    """`customer` is the row; `previous` the other conversations, newest first."""

    customer: object
    care_notes: list
    identities: list[customers.Identity]
    blocked: bool
    dead: dict[str, str]
    """Mail addresses that take no mail, and why."""
    previous: list[inbox.Row]
    needs: list[needs.Need]
    relationship: relationship.Account
    waits_for_us: list
    """Open loops: somebody has to come back to them."""
    watched: list[watch.Watched]
    touches: touches.Touches
    referral: object
    """How they came to us, a row, or None."""

    @property
    def id(self) -> str:
        return self.customer.id

    @property
    def who(self) -> str:
        return customers.called(self.customer)

    @property
    def locale(self) -> str:
        return self.customer.locale

    @property
    def time_zone(self) -> str:
        return self.customer.time_zone

    @property
    def seen_at(self) -> int:
        return self.customer.seen_at

    @property
    def email(self) -> str:
        return next((i.value for i in self.identities if i.kind == "email"), "")


def load(tx, me: Agent, customer_id: str, *, besides: str = "") -> Card:
    """Raises NotFound. `besides` is the conversation already on screen."""
    found = inbox.of_customer(tx, me, customer_id, limit=6)
    known = customers.identities_of(tx, customer_id)
    return Card(
        customer=customers.get(tx, customer_id),
        care_notes=care_notes.of_customer(tx, customer_id),
        identities=known,
        blocked=blocks.is_blocked(tx, customer_id),
        dead=bounces.dead_among(tx, [i.value for i in known if i.kind == "email"]),
        previous=[row for row in found if row.id != besides],
        needs=needs.in_force(tx, customer_id),
        relationship=relationship.account(tx, customer_id),
        waits_for_us=loop.of_customer(tx, me, customer_id),
        watched=watch.of_customer(tx, customer_id),
        touches=touches.of_customer(tx, customer_id),
        referral=referral.of_customer(tx, customer_id),
    )
