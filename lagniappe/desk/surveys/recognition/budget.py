"""What may be spent on prizes in a month."""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from lagniappe.desk.accounts import installation
from lagniappe.desk.promises import organisation
from lagniappe.desk.surveys.recognition.tables import claims
from lagniappe.kit.clock import from_datetime, to_datetime
from lagniappe.kit.money import Money, check_currency, checked

_KEY = "recognition.budget"


@dataclass(frozen=True, slots=True)
class Budget:
    """Minor units of `currency` for each month."""

    currency: str = "EUR"
    month: int = 10_000


def budget(tx) -> Budget:
    """The budget in force."""
    kept = installation.get(tx, _KEY)
    return Budget(**json.loads(kept)) if kept else Budget()


def change(tx, *, currency: str, month: int) -> None:
    """Raises Refused for a currency or an amount that cannot be."""
    amount = checked(Money(month, check_currency(currency)))
    installation.put(tx, _KEY, json.dumps(asdict(Budget(currency, amount.minor))))


def left(tx) -> Money:
    """What is left of this month."""
    may = budget(tx)
    spent = select(func.coalesce(func.sum(claims.c.cost), 0)).where(
        claims.c.state == "approved",
        claims.c.currency == may.currency,
        claims.c.answered_at >= month_began(tx),
    )
    return Money(max(0, may.month - int(tx.value(spent))), may.currency)


def month_began(tx) -> int:
    """When this month began where the organisation is (ms UTC)."""
    here = to_datetime(tx.now, organisation.calendar(tx).zone)
    return from_datetime(here.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0))


def month_of(tx) -> str:
    """This month where the organisation is: "2026-11"."""
    return to_datetime(tx.now, organisation.calendar(tx).zone).strftime("%Y-%m")
