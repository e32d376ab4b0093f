"""What a reader asks of a report: a period, how to group, and whether of one group only."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from lagniappe.desk.analytics.rollups.counts import DIMENSIONS
from lagniappe.desk.analytics.rollups.read import Span
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import to_datetime

DAYS = {"30d": 30, "90d": 90, "12m": 365}
STEPS = {"30d": "day", "90d": "week", "12m": "month"}
USUAL = "90d"


@dataclass(frozen=True, slots=True)
class Asked:
    """`by` groups; `dimension` and `value` name the one group that is looked at, else all."""

    today: date
    period: str = USUAL
    by: str = "department"
    dimension: str = "all"
    value: str = ""

    @property
    def span(self) -> Span:
        return Span(self.today - timedelta(DAYS[self.period] - 1), self.today)

    @property
    def step(self) -> str:
        return STEPS[self.period]

    @property
    def of_all(self) -> bool:
        return self.dimension == "all"

    def query(self, **more: str) -> str:
        """As the address bar keeps it, with what is asked besides."""
        pairs = {"period": self.period, "by": self.by}
        if not self.of_all:
            pairs["of"] = f"{self.dimension}:{self.value}"
        return urlencode({**pairs, **more})

    def of(self, dimension: str, value: str) -> "Asked":
        """The same of one group only."""
        return replace(self, dimension=dimension, value=value)


def asked(tx, params) -> Asked:
    """What the address asks for; what it cannot mean is left at what is usual."""
    today = to_datetime(tx.now, organisation.calendar(tx).zone).date()
    found = Asked(today)
    if params.get("period") in DAYS:
        found = replace(found, period=params["period"])
    if params.get("by") in DIMENSIONS[1:]:
        found = replace(found, by=params["by"])
    dimension, colon, value = params.get("of", "")[:60].partition(":")
    if colon and dimension in DIMENSIONS[1:] and (value.isprintable() or not value):
        found = found.of(dimension, value)
    return found
