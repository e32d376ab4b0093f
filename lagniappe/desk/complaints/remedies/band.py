"""The suggested band: severity sets it; how long it lasted, the effort it cost the customer and
whose fault it was widen or narrow it. Every step can be shown, and the table can be changed.

docs/develop/remedies.md says which published scales inspired the defaults.
"""

import json
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from lagniappe.desk.accounts import installation
from lagniappe.desk.complaints.remedies import scales
from lagniappe.desk.complaints.remedies.tables import bands
from lagniappe.kit.errors import Refused
from lagniappe.kit.money import MOST, exponent
from lagniappe.kit.text import N_

SEVERITIES = (1, 2, 3, 4, 5)
FAULTS = ("ours", "shared", "nobody", "theirs")
# In about euros.
_USUAL = {1: (0, 5), 2: (5, 15), 3: (15, 40), 4: (40, 100), 5: (100, 250)}
# In per cent of the band of the severity.
FACTORS = {
    "duration": {"1": 100, "2": 150, "3": 200},
    "effort": {"1": 100, "2": 125, "3": 150},
    "fault": {"ours": 100, "shared": 60, "nobody": 40, "theirs": 0},
}
_KEY = "remedies.factors"


@dataclass(frozen=True, slots=True)
class Weight:
    """What is known of a case: severity 1 to 5, duration and effort 1 to 3, whose fault."""

    severity: int
    duration: int = 1
    effort: int = 1
    fault: str = "ours"


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high` minor units, and how that came about."""

    low: int
    high: int
    currency: str
    base_low: int
    base_high: int
    weight: Weight
    percent: dict[str, int]

    def holds(self, cost: int) -> bool:
        return self.low <= cost <= self.high

    def kept(self) -> dict:
        """As it is kept with a grant."""
        weight = self.weight
        return {
            "low": self.low,
            "high": self.high,
            "severity": weight.severity,
            "duration": weight.duration,
            "effort": weight.effort,
            "fault": weight.fault,
        }


def suggest(tx, weight: Weight | None, currency: str) -> Band | None:
    """The band for a case of this weight; None when nothing is known of it, or the currency
    has no table."""
    if weight is None:
        return None
    row = tx.one(
        select(bands).where(bands.c.currency == currency, bands.c.severity == weight.severity)
    )
    if row is None:
        return None
    table = factors(tx)
    percent = {
        "duration": table["duration"][str(weight.duration)],
        "effort": table["effort"][str(weight.effort)],
        "fault": table["fault"][weight.fault or "ours"],
    }
    share = percent["duration"] * percent["effort"] * percent["fault"]
    whole = 10 ** exponent(currency)
    return Band(
        low=row.low * share // 1_000_000 // whole * whole,
        high=-(-row.high * share // 1_000_000 // whole) * whole,
        currency=currency,
        base_low=row.low,
        base_high=row.high,
        weight=weight,
        percent=percent,
    )


def factors(tx) -> dict[str, dict[str, int]]:
    """Per cent by duration, effort and fault."""
    kept = installation.get(tx, _KEY)
    return json.loads(kept) if kept else FACTORS


def change_factors(tx, table: dict[str, dict[str, int]]) -> None:
    """Raises Refused for anything but whole per cents from 0 to 1000."""
    for name, usual in FACTORS.items():
        given = table.get(name, {})
        if set(given) != set(usual) or not all(
            isinstance(n, int) and 0 <= n <= 1000 for n in given.values()
        ):
            raise Refused(N_("Write every factor as per cent, from 0 to 1000."), code="bad_factor")
    installation.put(tx, _KEY, json.dumps(table))


def listed(tx, currency: str) -> dict[int, tuple[int, int]]:
    """(low, high) by severity."""
    rows = tx.all(select(bands).where(bands.c.currency == currency).order_by(bands.c.severity))
    return {row.severity: (row.low, row.high) for row in rows}


def change(tx, currency: str, table: dict[int, tuple[int, int]]) -> None:
    """Set the bands of a currency, minor units. Raises Refused."""
    if set(table) != set(SEVERITIES) or not all(
        0 <= amount <= MOST for pair in table.values() for amount in pair
    ):
        raise Refused(N_("Write a lower and an upper amount for each severity."), code="bad_band")
    for severity, (low, high) in table.items():
        if low > high:
            raise Refused(
                N_("Severity %(severity)s: the lower amount is above the upper one."),
                code="bad_band",
                field=f"low_{severity}",
                severity=severity,
            )
    tx.execute(delete(bands).where(bands.c.currency == currency))
    for severity, (low, high) in table.items():
        tx.execute(insert(bands).values(currency=currency, severity=severity, low=low, high=high))


def furnish(tx, currency: str) -> None:
    """The usual bands for a currency that has none and whose worth we know about."""
    if scales.known(currency) and not listed(tx, currency):
        usual = {
            severity: tuple(scales.worth(n, currency) for n in pair)
            for severity, pair in _USUAL.items()
        }
        change(tx, currency, usual)
