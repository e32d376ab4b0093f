"""Writing a grant down: the row, its money, its message, and who has to know."""

from sqlalchemy import insert, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import budget, catalogue, deliver, given, ledger
from lagniappe.desk.complaints.remedies.catalogue import Priced, Remedy
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.conversations import append
from lagniappe.desk.reactions import REMEDY_SETTLED
from lagniappe.kit import ids
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_


def add(tx, conversation, *, priced: Priced, **values) -> Grant:
    """A new grant, asked for: nothing is spent yet."""
    grant_id = ids.new()
    tx.execute(
        insert(grants).values(
            id=grant_id,
            conversation_id=conversation.id,
            customer_id=conversation.customer_id,
            brand_id=conversation.brand_id,
            state=given.ASKED,
            currency=priced.currency,
            quantity=priced.quantity,
            amount=priced.amount,
            cost=priced.cost,
            created_at=tx.now,
            **values,
        )
    )
    return given.get(tx, grant_id)


def no_stock() -> Refused:
    return Refused(N_("None of these is left. Choose another."), code="no_stock")


def settle(tx, grant: Grant, *, authority_id: str, budget_id: str | None) -> Grant:
    """The money is taken: the grant is granted under somebody's authority."""
    tx.execute(
        update(grants)
        .where(grants.c.id == grant.id, grants.c.state == given.ASKED)
        .values(
            state=given.GRANTED,
            authority_id=authority_id,
            budget_id=budget_id,
            granted_at=tx.now,
        )
    )
    settled = given.get(tx, grant.id)
    ledger.enter(tx, settled, "granted", by_id=authority_id, note=settled.reason)
    return settled


def finish(tx, grant: Grant, remedy: Remedy | None, conversation, *, key: bytes) -> Grant:
    """Deliver what was granted, and tell whoever waits for it."""
    days = remedy.voucher_days if remedy is not None and remedy.voucher else None
    deliver.deliver(tx, grant, conversation, key=key, voucher_days=days)
    return tell(tx, grant.id)


def tell(tx, grant_id: str) -> Grant:
    """The grant as it is now; reactions and open screens hear of it."""
    grant = given.get(tx, grant_id)
    REMEDY_SETTLED.tell(tx, grant)
    refresh(tx, grant)
    return grant


def say(tx, grant: Grant, name: str, *, agent: Agent | None = None, **more) -> None:
    """A line in the conversation, for colleagues, about what was asked or granted."""
    append.event(
        tx,
        grant.conversation_id,
        name,
        public=False,
        agent=agent,
        grant=grant.id,
        what=grant.name,
        amount=grant.amount,
        currency=grant.currency,
        quantity=grant.quantity,
        kind=grant.kind,
        **more,
    )


def refresh(tx, grant: Grant) -> None:
    """Screens that show the conversation's remedies ask for them again."""
    here = grant.conversation_id
    tx.hint(f"conversation:{here}", {"t": "part", "c": here, "part": "remedies"})


def give_back(tx, grant: Grant, kind: str, *, by_id: str | None, note: str = "") -> None:
    """What was granted is not spent after all: the ledger, the budget and the stock know."""
    ledger.enter(tx, grant, kind, by_id=by_id, note=note)
    budget.give_back(tx, grant.budget_id, grant.cost)
    if grant.kind in catalogue.PIECES:
        catalogue.put_one_back(tx, grant.remedy_id)
