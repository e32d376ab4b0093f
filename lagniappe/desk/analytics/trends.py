"""What changes from one period to the next, and what must not be taken for a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lagniappe.desk.analytics.gauges import GAUGES, Gauge, scores
from lagniappe.desk.analytics.rollups.read import Counts
from lagniappe.desk.analytics.rules import Rules
from lagniappe.kit.measures import Measure
from lagniappe.kit.measures_compare import difference_of_means, difference_of_shares


@dataclass(frozen=True, slots=True)
class Fall:
    """The latest period's fall: `percent` of the period before (-0.9), `change` in points
    with its interval, and the `largest_in` how many periods, itself counted."""

    percent: float
    change: Measure
    largest_in: int

    @property
    def sure(self) -> bool:
        return self.change.high is not None and self.change.high < 0


def change(now: Counts, before: Counts, gauge: Gauge, rules: Rules) -> Measure | None:
    """Now minus before, with its 95 % interval; None where one of them is nothing."""
    if gauge.hits:
        return difference_of_shares(gauge.hits(now), gauge.hits(before))
    one, two = gauge.of(now, rules), gauge.of(before, rules)
    if one is None or two is None:
        return None
    return difference_of_means(one, two)


def fall(values: Sequence[Measure]) -> Fall | None:
    """Whether the last of these fell against the one before, and the largest fall in how many
    (S17: 74.3, 73.6 is a fall of 0.9 %). None while there are not two, or it did not fall."""
    if len(values) < 2 or values[-1].value >= values[-2].value:
        return None
    falls = [
        (later.value - sooner.value) / sooner.value if sooner.value else 0.0
        for sooner, later in pairwise(values)
    ]
    span = 1
    while span < len(falls) and falls[-1 - span] > falls[-1]:
        span += 1
    moved = difference_of_means(values[-1], values[-2])
    apart = values[-1].value - values[-2].value
    return Fall(falls[-1] * 100, moved or Measure(apart, None, None, values[-1].n), span)


def busier_and_unhappier(points: Sequence[Counts]) -> bool:
    """Two periods running more contacts and less satisfaction than the one before (S18); only
    where satisfaction is surely lower than it was at first (Newcombe's interval)."""
    if len(points) < 3:
        return False
    first, middle, last = points[-3:]
    if not all(scores(one) for one in (first, middle, last)):
        return False
    rates = [GAUGES["satisfied"].hits(one) for one in (first, middle, last)]
    volume = first["n"] < middle["n"] < last["n"]
    shares = [hits / n for hits, n in rates]
    sure = difference_of_shares(rates[-1], rates[0]).high < 0
    return volume and shares[0] > shares[1] > shares[2] and sure
