"""Comparing groups and periods without being fooled by chance; pure functions."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from lagniappe.kit.figures import SURE, wilson
from lagniappe.kit.measures import Measure


@dataclass(frozen=True, slots=True)
class Test:
    """A test's statistic and the chance of one as large or larger if nothing differs."""

    statistic: float
    p: float


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of a group before looking: its rate is `mean`, worth `weight` cases."""

    mean: float
    weight: float


def surer(groups: int, *, wrong: float = 0.05) -> float:
    """z for intervals of which, over all `groups` looked at, one in twenty errs at most
    (Bonferroni): each is given wrong / groups."""
    return NormalDist().inv_cdf(1 - wrong / max(1, groups) / 2)


def difference_of_shares(first: tuple[int, int], second: tuple[int, int]) -> Measure | None:
    """First minus second, each (hits, n), with Newcombe's 95 % interval (1998, method 10):
    square-and-add of both Wilson intervals. None of nothing."""
    (a, n), (b, m) = first, second
    one, two = wilson(a, n), wilson(b, m)
    if one is None or two is None:
        return None
    p, q = a / n, b / m
    low = math.hypot(p - one[0], two[1] - q)
    high = math.hypot(one[1] - p, q - two[0])
    return Measure(p - q, p - q - low, p - q + high, n + m)


def mean(n: int, total: float, squares: float) -> Measure | None:
    """The mean of n values from their sum and sum of squares, +- 1.96 SD / sqrt(n). Without
    an interval of one value, None of none."""
    if not n:
        return None
    middle = total / n
    if n == 1:
        return Measure(middle, None, None, 1)
    spread = max(0.0, squares - n * middle * middle) / (n - 1)
    reach = SURE * math.sqrt(spread / n)
    return Measure(middle, middle - reach, middle + reach, n)


def difference_of_means(first: Measure, second: Measure) -> Measure | None:
    """First minus second from independent samples; interval from both (Welch, normal). None
    where one of them has none."""
    if first.high is None or second.high is None:
        return None
    value = first.value - second.value
    reach = math.hypot(first.high - first.value, second.high - second.value)
    return Measure(value, value - reach, value + reach, first.n + second.n)


def prior(groups: Sequence[tuple[int, int]]) -> Prior:
    """What groups of (hits, n) have in common, by moments: the rate of all, and how many
    cases that is worth when one of them is judged.

    Between-variance t2 = (S - (k-1)pq) / (N - sum n2/N), S = sum n (p_i - p)^2 (DerSimonian
    and Laird's for shares); weight = pq/t2 - 1, N where the groups do not differ.
    """
    counted = [(hits, n) for hits, n in groups if n]
    total = sum(n for _, n in counted)
    if not total:
        return Prior(0.0, 0.0)
    p = sum(hits for hits, _ in counted) / total
    spread = sum(n * (hits / n - p) ** 2 for hits, n in counted)
    room = total - sum(n * n for _, n in counted) / total
    between = (spread - (len(counted) - 1) * p * (1 - p)) / room if room > 0 else 0.0
    if between <= 0:
        return Prior(p, float(total))
    return Prior(p, min(float(total), max(0.0, p * (1 - p) / between - 1)))


def shrunken(hits: int, n: int, known: Prior, *, z: float = SURE) -> Measure:
    """A group's rate drawn towards what all have in common, the more the fewer cases it has:
    (hits + mean weight) / (n + weight), the mean of a beta-binomial's posterior; interval:
    Wilson's of those counts. Raises ValueError of nothing at all."""
    a, m = hits + known.mean * known.weight, n + known.weight
    around = wilson(a, m, z=z)
    if around is None:
        raise ValueError("there must be cases, or something known before")
    return Measure(a / m, *around, n)


def log_rank(one: Mapping[float, tuple[int, int]], two: Mapping[float, tuple[int, int]]) -> Test:
    """Whether two survival curves differ (Mantel 1966; Peto and Peto 1972), from counts as
    `measures.survival` takes them: chi2 = (O - E)^2 / V with one degree of freedom."""
    risk = [sum(map(sum, ended.values())) for ended in (one, two)]
    observed = expected = variance = 0.0
    for time in sorted(one.keys() | two.keys()):
        (d1, c1), (d2, c2) = one.get(time, (0, 0)), two.get(time, (0, 0))
        n, d = sum(risk), d1 + d2
        if n and d:
            observed += d1
            expected += d * risk[0] / n
            if n > 1:
                variance += d * (risk[0] / n) * (risk[1] / n) * (n - d) / (n - 1)
        risk = [risk[0] - d1 - c1, risk[1] - d2 - c2]
    if variance <= 0:
        return Test(0.0, 1.0)
    chi2 = (observed - expected) ** 2 / variance
    return Test(chi2, math.erfc(math.sqrt(chi2 / 2)))
