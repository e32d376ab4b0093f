"""Lagniappe: the small extra. Each agent may give a little each month without anybody having
done wrong, from the catalogue's gifts or something that is in no catalogue.

Guarded by caps for a gift, a month and a customer's year, never for oneself or a colleague.
What was spent is nobody's score: there is no list of who gave most.
"""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from lagniappe.desk.accounts import installation
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints import language
from lagniappe.desk.complaints.remedies import (
    case,
    catalogue,
    given,
    grant,
    record,
    stories,
)
from lagniappe.desk.complaints.remedies.catalogue import Priced
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.conversations import find
from lagniappe.desk.conversations.receive import check_client_id
from lagniappe.desk.people.tables import customers
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import DAY, from_datetime, to_datetime
from lagniappe.kit.errors import Refused
from lagniappe.kit.money import MOST, Money, check_currency, checked
from lagniappe.kit.text import N_, clean, clean_line
from lagniappe.kit.written import written

PURPOSE = "lagniappe"
YEAR = 365 * DAY
FEWEST_PAIR = 3
_KEY = "lagniappe.allowance"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What each agent may give, in minor units: a month, one gift, one customer in a year."""

    currency: str = "EUR"
    month: int = 3_000
    gift: int = 1_000
    customer: int = 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """An agent who gave the same customer extras again and again: worth a question."""

    agent_id: str
    agent_name: str
    customer_id: str
    customer_name: str
    n: int
    of: int
    """How many extras that agent gave at all in the year."""


def allowance(tx) -> Allowance:
    kept = installation.get(tx, _KEY)
    return Allowance(**json.loads(kept)) if kept else Allowance()


def change_allowance(tx, changed: Allowance) -> None:
    """Raises Refused for a currency or an amount that cannot be."""
    check_currency(changed.currency)
    if not all(0 <= n <= MOST for n in (changed.month, changed.gift, changed.customer)):
        raise Refused(N_("Write an amount, or nothing to switch it off."), code="bad_amount")
    installation.put(tx, _KEY, json.dumps(asdict(changed)))


def give(
    tx,
    agent: Agent,
    conversation_id: str,
    *,
    key: bytes,
    client_id: str,
    remedy_id: str | None = None,
    what: str = "",
    amount: int | None = None,
    words: str = "",
    story: str = "",
) -> Grant:
    """A gift of the catalogue (`remedy_id`), or `what` in the agent's own words for `amount`
    minor units; with a `story` colleagues read of it. A repeat changes nothing.

    Raises NotFound, and Refused: over a cap, for a colleague, nothing named, none in stock.
    """
    check_client_id(client_id)
    conversation = find.for_agent(tx, agent, conversation_id)
    grant.hold(tx, agent, conversation, case.of(tx, conversation_id))
    before = given.by_client_id(tx, conversation_id, client_id)
    if before is not None:
        return before
    may = allowance(tx)
    remedy, name, priced = _wanted(tx, conversation, may, remedy_id, what, amount)
    _check_caps(tx, agent, conversation.customer_id, priced, may)
    if grant.is_colleague(tx, conversation.customer_id):
        raise Refused(
            N_("This customer has the address of somebody who works here."), code="colleague"
        )
    if remedy is not None and not catalogue.take_one(tx, remedy):
        raise record.no_stock()
    asked = record.add(
        tx,
        conversation,
        priced=priced,
        client_id=client_id,
        purpose=PURPOSE,
        remedy_id=remedy_id,
        kind="gift",
        name=name,
        reason=clean_line(story, 500) or name,
        words=written(words, 500, field="words"),
        agent_id=agent.id,
    )
    settled = record.settle(tx, asked, authority_id=agent.id, budget_id=None)
    if clean(story):
        stories.tell(tx, agent, story, conversation_id=conversation_id, grant_id=settled.id)
    return record.finish(tx, settled, remedy, conversation, key=key)


def left(tx, agent: Agent) -> Money:
    """What is left of the agent's month."""
    may = allowance(tx)
    spent = _spent(
        tx,
        may.currency,
        grants.c.authority_id == agent.id,
        grants.c.granted_at >= _month_began(tx),
    )
    return Money(max(0, may.month - spent), may.currency)


def pairs(tx) -> list[Pair]:
    """Same agent, same customer, three times or more in a year, the most first."""
    window = (
        grants.c.purpose == PURPOSE,
        grants.c.state == "granted",
        grants.c.granted_at > tx.now - YEAR,
    )
    by_agent = dict(
        tx.all(select(grants.c.agent_id, func.count()).where(*window).group_by(grants.c.agent_id))
    )
    n = func.count()
    rows = tx.all(
        select(grants.c.agent_id, agents.c.name, grants.c.customer_id, customers.c.name, n)
        .join(agents, agents.c.id == grants.c.agent_id)
        .join(customers, customers.c.id == grants.c.customer_id)
        .where(*window)
        .group_by(grants.c.agent_id, agents.c.name, grants.c.customer_id, customers.c.name)
        .having(n >= FEWEST_PAIR)
        .order_by(n.desc())
        .limit(50)
    )
    return [Pair(*row, by_agent[row[0]]) for row in rows]


def _wanted(tx, conversation, may: Allowance, remedy_id, what: str, amount):
    """(remedy or None, its name, its price). Raises Refused."""
    if remedy_id is not None:
        remedy = catalogue.to_give(tx, remedy_id, conversation.brand_id)
        if remedy.kind != "gift":
            raise Refused(N_("Choose a gift, or write what you do for them."), code="no_gift")
        priced = catalogue.priced(remedy, None)
        return remedy, remedy.title(language.written_in(tx, conversation)), priced
    name = clean_line(what, 120)
    if not name:
        raise Refused(N_("Choose a gift, or write what you do for them."), code="no_gift")
    cost = checked(Money(amount, may.currency)).minor
    return None, name, Priced(1, 0, cost, may.currency)


def _check_caps(tx, agent: Agent, customer_id: str, priced: Priced, may: Allowance) -> None:
    if priced.currency != may.currency or priced.cost > may.gift:
        raise Refused(N_("This is more than one small extra may cost."), code="too_large")
    if priced.cost > left(tx, agent).minor:
        raise Refused(
            N_("Your small extras of this month are used up. Next month there are new ones."),
            code="month_used_up",
        )
    had = _spent(
        tx,
        may.currency,
        grants.c.customer_id == customer_id,
        grants.c.granted_at > tx.now - YEAR,
    )
    if had + priced.cost > may.customer:
        raise Refused(
            N_("This customer had their small extras of the year already."), code="customer_had"
        )


def _spent(tx, currency: str, *conditions) -> int:
    query = select(func.coalesce(func.sum(grants.c.cost), 0)).where(
        *conditions,
        grants.c.purpose == PURPOSE,
        grants.c.state == "granted",
        grants.c.currency == currency,
    )
    return int(tx.value(query))


def _month_began(tx) -> int:
    here = to_datetime(tx.now, organisation.calendar(tx).zone)
    return from_datetime(here.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0))
