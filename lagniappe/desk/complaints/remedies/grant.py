"""Giving a remedy: at once inside the agent's authority, asked for above it, never refused in
silence.

Limits and money are looked at while the sums are held (locks.py), so of two agents who give at
the same time one sees what the other gave. A repeat with the same client id changes nothing.
"""

from sqlalchemy import select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints import language
from lagniappe.desk.complaints.remedies import (
    approvals,
    authority,
    band,
    budget,
    case,
    catalogue,
    given,
    locks,
    record,
)
from lagniappe.desk.complaints.remedies.authority import Spending
from lagniappe.desk.complaints.remedies.catalogue import Priced, Remedy
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.conversations import find
from lagniappe.desk.conversations.receive import check_client_id
from lagniappe.desk.people.tables import identities
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean_line
from lagniappe.kit.written import written


def grant(
    tx,
    agent: Agent,
    conversation_id: str,
    *,
    key: bytes,
    client_id: str,
    remedy_id: str,
    amount: int | None,
    currency: str | None = None,
    reason: str,
    deviation: str = "",
    words: str = "",
) -> Grant:
    """Give the customer of a conversation a remedy; `amount` is minor units, or points.

    Returns it granted, and delivered with `words` of the agent's own before it, or asked for.
    `deviation` says why outside the suggested band. Raises NotFound, and Refused with what to
    do: nothing of the catalogue, an amount that cannot be, no reason, none in stock, oneself.
    """
    check_client_id(client_id)
    conversation = find.for_agent(tx, agent, conversation_id)
    about = case.of(tx, conversation_id)
    hold(tx, agent, conversation, about)
    before = given.by_client_id(tx, conversation_id, client_id)
    if before is not None:
        return _repeated(before, agent)
    remedy = catalogue.to_give(tx, remedy_id, conversation.brand_id)
    priced = catalogue.priced(remedy, amount, currency)
    suggested = band.suggest(tx, about.weight, priced.currency)
    _check_reasons(reason, deviation, suggested, priced)
    if remedy.stock is not None and remedy.stock < 1:
        raise record.no_stock()
    asked = record.add(
        tx,
        conversation,
        priced=priced,
        client_id=client_id,
        complaint_id=about.complaint_id,
        remedy_id=remedy.id,
        kind=remedy.kind,
        name=remedy.title(language.written_in(tx, conversation)),
        reason=clean_line(reason, 500),
        deviation=clean_line(deviation, 500),
        band=suggested.kept() if suggested else None,
        words=written(words, 500, field="words"),
        agent_id=agent.id,
    )
    why = _why_ask(tx, agent, asked, remedy)
    if why:
        return approvals.ask(tx, agent, asked, why)
    return spend(tx, agent, asked, remedy, conversation, key=key)


def preview(tx, agent: Agent, conversation, remedy: Remedy, priced: Priced) -> str | None:
    """Which limit would ask for a second person, None when this could be given at once."""
    about = case.of(tx, conversation.id)
    spending = spending_of(conversation, about, remedy, priced)
    over = authority.over(tx, agent, spending)
    if over is not None:
        return over.which
    return "colleague" if is_colleague(tx, conversation.customer_id) else None


def spending_of(conversation, about: case.Case, remedy: Remedy, priced: Priced) -> Spending:
    return Spending(
        conversation_id=conversation.id,
        complaint_id=about.complaint_id,
        customer_id=conversation.customer_id,
        remedy_id=remedy.id,
        currency=priced.currency,
        cost=priced.cost,
    )


def spend(tx, agent: Agent, asked: Grant, remedy: Remedy, conversation, *, key: bytes) -> Grant:
    """Take stock and budget, and deliver; a budget that is used up asks instead. Raises
    Refused when nothing is in stock."""
    if remedy.is_piece and not catalogue.take_one(tx, remedy):
        raise record.no_stock()
    allowed, budget_id = budget.spend(tx, asked.currency, asked.cost)
    if not allowed:
        if remedy.is_piece:
            catalogue.put_one_back(tx, remedy.id)
        return approvals.ask(tx, agent, asked, "budget")
    settled = record.settle(tx, asked, authority_id=agent.id, budget_id=budget_id)
    return record.finish(tx, settled, remedy, conversation, key=key)


def hold(tx, agent: Agent, conversation, about: case.Case) -> None:
    """Hold the sums that limits look at, before anything else is locked."""
    cases = [key for key in (conversation.id, about.complaint_id) if key]
    locks.hold(
        tx,
        locks.of_agent(agent.id),
        locks.of_customer(conversation.customer_id),
        *map(locks.of_case, cases),
    )


def is_colleague(tx, customer_id: str) -> bool:
    """Whether this customer writes from an address that somebody here logs in with."""
    return bool(_addresses(tx, customer_id))


def _repeated(before: Grant, agent: Agent) -> Grant:
    if before.agent_id != agent.id:
        raise Refused(N_("This id is taken. Try again."), code="taken", status=409)
    return before


def _check_reasons(reason: str, deviation: str, suggested, priced: Priced) -> None:
    if not clean_line(reason, 500):
        raise Refused(
            N_("Write in a few words what this is for."), code="no_reason", field="reason"
        )
    if suggested and not suggested.holds(priced.cost) and not clean_line(deviation, 500):
        raise Refused(
            N_("This is outside the suggested amounts. Write why."),
            code="no_deviation",
            field="deviation",
        )


def _why_ask(tx, agent: Agent, asked: Grant, remedy: Remedy) -> str:
    """The limit that asks for a second person; empty when none does. Raises Refused for a gift
    to oneself."""
    known = _addresses(tx, asked.customer_id)
    if agent.email in known:
        raise Refused(
            N_("This customer has your own address. Ask a colleague to take over."), code="oneself"
        )
    over = authority.over(tx, agent, Spending.of(asked))
    if over is not None:
        return over.which
    return "colleague" if known else ""


def _addresses(tx, customer_id: str) -> set[str]:
    rows = tx.all(
        select(agents.c.email)
        .join(identities, identities.c.value == agents.c.email)
        .where(identities.c.customer_id == customer_id, identities.c.kind == "email")
    )
    return {row[0] for row in rows}
