"""Two groups compared within cases of the same kind, so that a harder mix is no excuse."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lagniappe.kit.figures import SURE

ENOUGH = 10
"""Fewer on either side say nothing."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One side: how many, and their mean."""

    n: int
    mean: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Arm":
        return cls(len(values), sum(values) / len(values) if values else 0.0)


@dataclass(frozen=True, slots=True)
class Difference:
    """First minus second, with its 95 % interval, from `n` cases in `strata` kinds of case."""

    value: float
    low: float
    high: float
    n: int
    strata: int


def difference(
    first: Sequence[tuple[object, float]], second: Sequence[tuple[object, float]]
) -> Difference | None:
    """The difference of means within each stratum, averaged over the strata.

    Items are (stratum, value). Strata count by n1 n2 / (n1 + n2) (Cochran 1954), the variance
    is Welch's within each; interval value +- 1.96 SE. None with fewer than ENOUGH on a side
    in the strata where there are at least two of each.
    """
    total = spread = weights = 0.0
    counted = [0, 0]
    strata = 0
    for kind in {kind for kind, _ in first} & {kind for kind, _ in second}:
        sides = [[value for known, value in side if known == kind] for side in (first, second)]
        one, two = map(len, sides)
        if min(one, two) < 2:
            continue
        weight = one * two / (one + two)
        means, variances = zip(*map(_moments, sides), strict=True)
        total += weight * (means[0] - means[1])
        spread += weight**2 * (variances[0] / one + variances[1] / two)
        weights += weight
        counted = [counted[0] + one, counted[1] + two]
        strata += 1
    if min(counted) < ENOUGH:
        return None
    value, reach = total / weights, SURE * math.sqrt(spread) / weights
    return Difference(value, value - reach, value + reach, sum(counted), strata)


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / (len(values) - 1)
