"""How groups stand beside each other, said only where chance is not enough to say it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lagniappe.desk.analytics.gauges import ENOUGH, Gauge
from lagniappe.desk.analytics.rollups.read import Counts
from lagniappe.desk.analytics.rules import Rules
from lagniappe.kit.figures import SURE, wilson
from lagniappe.kit.measures import Measure
from lagniappe.kit.measures_compare import Prior, prior, shrunken, surer

WRONG = 0.01
"""Of a hundred pages on which nothing differs, one says that something does: everything on
it is looked at together (Bonferroni)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A group's figure, 95 % interval and n; `measure` is None where there are too few to
    show (`n` says how many). `fair` is drawn towards all, the more the fewer there are.
    `verdict` is worse, better or empty; `alarm` is for bad rates surely above the goal."""

    value: str
    n: int
    measure: Measure | None
    fair: Measure | None
    verdict: str = ""
    alarm: bool = False


def standings(
    groups: Mapping[str, Counts], whole: Counts, gauge: Gauge, rules: Rules
) -> list[Standing]:
    """The groups, the surely worst first: by the bound that even luck would not hide."""
    measured = {value: gauge.of(counts, rules) for value, counts in groups.items()}
    shown = {v: m for v, m in measured.items() if m and m.n >= ENOUGH}
    overall = gauge.of(whole, rules)
    known = prior([gauge.hits(groups[v]) for v in shown]) if gauge.hits else None
    z = surer(len(shown), wrong=WRONG)
    found = [_standing(v, groups[v], m, gauge, rules, overall, known, z) for v, m in shown.items()]
    found.sort(key=lambda one: _worst_first(one, gauge))
    few = sorted((v, m.n) for v, m in measured.items() if m and m.n < ENOUGH)
    return found + [Standing(v, n, None, None) for v, n in few]


def _standing(
    value: str,
    counts: Counts,
    measure: Measure,
    gauge: Gauge,
    rules: Rules,
    overall: Measure,
    known: Prior | None,
    z: float,
) -> Standing:
    fair = shrunken(*gauge.hits(counts), known) if known else measure
    if measure.low is None:
        return Standing(value, measure.n, measure, fair)
    low, high = _around(counts, measure, gauge, z)
    below, above = high < overall.value, low > overall.value
    verdict = ""
    if below or above:
        verdict = "worse" if above == gauge.less_is_better else "better"
    goal = rules.goal / 100
    alarm = gauge.key == "bad" and low > max(goal, overall.value)
    return Standing(value, measure.n, measure, fair, verdict, alarm)


def _around(counts: Counts, measure: Measure, gauge: Gauge, z: float) -> tuple[float, float]:
    """The interval at another z than 95 %."""
    if gauge.hits:
        return wilson(*gauge.hits(counts), z=z)
    wider = z / SURE
    return (
        measure.value - (measure.value - measure.low) * wider,
        measure.value + (measure.high - measure.value) * wider,
    )


def _worst_first(one: Standing, gauge: Gauge) -> float:
    fair = one.fair
    if fair.low is None:
        return -fair.value if gauge.less_is_better else fair.value
    return -fair.low if gauge.less_is_better else fair.high
