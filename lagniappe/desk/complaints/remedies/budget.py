"""Budgets: what may be spent in a period and currency. Where there is none, only authority
limits. The row of the budget is its counter, so two spenders cannot pass it together."""

from sqlalchemy import insert, select, update

from lagniappe.desk.complaints.remedies import locks
from lagniappe.desk.complaints.remedies.tables import budgets
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.money import Money, check_currency, checked
from lagniappe.kit.text import N_, clean_line


def listed(tx, *, limit: int = 100) -> list:
    """The budgets, the latest period first."""
    return tx.all(select(budgets).order_by(budgets.c.starts_at.desc()).limit(limit))


def now(tx, currency: str):
    """The budget of this moment, or None."""
    return tx.one(
        select(budgets).where(
            budgets.c.currency == currency,
            budgets.c.starts_at <= tx.now,
            budgets.c.ends_at > tx.now,
        )
    )


def create(tx, *, name: str, currency: str, amount: int, starts_at: int, ends_at: int) -> str:
    """A budget from `starts_at` until before `ends_at` (ms UTC). What was given in that time
    before does not count. Raises Refused where it would overlap another of the currency."""
    name, currency = clean_line(name, 80), check_currency(currency)
    if not name:
        raise Refused(N_("Write a name, such as November."), code="no_name")
    amount = checked(Money(amount, currency)).minor
    if starts_at >= ends_at:
        raise Refused(N_("The last day must not lie before the first."), code="bad_dates")
    locks.hold(tx, f"budget:{currency}")
    overlapping = select(budgets.c.id).where(
        budgets.c.currency == currency, budgets.c.starts_at < ends_at, budgets.c.ends_at > starts_at
    )
    if tx.one(overlapping):
        raise Refused(N_("There is a budget of this currency in that time already."), code="taken")
    budget_id = ids.new()
    tx.execute(
        insert(budgets).values(
            id=budget_id,
            name=name,
            currency=currency,
            amount=amount,
            starts_at=starts_at,
            ends_at=ends_at,
            created_at=tx.now,
        )
    )
    return budget_id


def change(tx, budget_id: str, *, name: str, amount: int) -> None:
    """Raises Refused for less than is spent already, NotFound."""
    row = tx.one(select(budgets).where(budgets.c.id == budget_id))
    if row is None:
        raise NotFound()
    amount = checked(Money(amount, row.currency)).minor
    name = clean_line(name, 80) or row.name
    changed = tx.execute(
        update(budgets)
        .where(budgets.c.id == budget_id, budgets.c.spent <= amount)
        .values(name=name, amount=amount)
    ).rowcount
    if not changed:
        raise Refused(N_("More than that is spent already."), code="too_little")


def spend(tx, currency: str, cost: int) -> tuple[bool, str | None]:
    """Take `cost` from the budget of this moment: (whether it allows that, its id if any)."""
    row = now(tx, currency)
    if row is None:
        return True, None
    taken = tx.execute(
        update(budgets)
        .where(budgets.c.id == row.id, budgets.c.spent + cost <= budgets.c.amount)
        .values(spent=budgets.c.spent + cost)
    ).rowcount
    return bool(taken), row.id


def spend_more(tx, budget_id: str | None, cost: int) -> bool:
    """Take `cost` from the budget that something was given from; False where it is used up."""
    if budget_id is None:
        return True
    taken = update(budgets).where(
        budgets.c.id == budget_id, budgets.c.spent + cost <= budgets.c.amount
    )
    return bool(tx.execute(taken.values(spent=budgets.c.spent + cost)).rowcount)


def give_back(tx, budget_id: str | None, cost: int) -> None:
    """What was not spent after all is in its budget again."""
    if budget_id:
        tx.execute(
            update(budgets).where(budgets.c.id == budget_id).values(spent=budgets.c.spent - cost)
        )
