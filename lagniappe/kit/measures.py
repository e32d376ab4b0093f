"""The measures the product shows, as pure functions: each says its formula and its source.

Every share comes with Wilson's interval (`figures.wilson`), every figure with its n.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagniappe.kit.figures import SURE, wilson

ACSI_WEIGHTS = (0.3885, 0.3190, 0.2925)
"""Published weights of overall satisfaction, against expectations, against the ideal (State of
Ohio, by Verint). The index's own are its owner's; ours is therefore called ACSI-style."""

LEAVES_AFTER_BAD_CONTACT = 0.63
"""Share of consumers who said they would stop after a bad call: Purdue University and
BenchmarkPortal, 2003, n = 561. A reference from a study, never a company's own figure."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its 95 % interval (None where there is none) and how many it rests on."""

    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Recommend score: `value`, `low`, `high` and `error` are points from -100 to 100."""

    value: float
    low: float
    high: float
    error: float
    n: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What bad contacts cost in a year, now and when the rate is lower by `improvement`."""

    lost: float
    then: float
    gain: float


@dataclass(frozen=True, slots=True)
class Step:
    """Of a survival curve: how many were still there just before `time`, how many left then,
    and the share that stays longer, with its 95 % interval."""

    time: float
    at_risk: int
    left: int
    survival: float
    low: float
    high: float


def acsi(
    satisfaction: float,
    expectations: float,
    ideal: float,
    *,
    weights: Sequence[float] = ACSI_WEIGHTS,
) -> float:
    """The ACSI-style index, 0 to 100, of three answers (or means of answers) from 1 to 10.

    ((x1-1)w1 + (x2-1)w2 + (x3-1)w3) / 9 x 100, the weights summing to 1 (ACSI Methodology
    Report 2005). Raises ValueError outside 1 to 10 or for weights that do not sum to 1.
    """
    answers = (satisfaction, expectations, ideal)
    if not all(1 <= x <= 10 for x in answers):
        raise ValueError("answers go from 1 to 10")
    if len(weights) != 3 or min(weights) < 0 or abs(sum(weights) - 1) > 1e-6:
        raise ValueError("three weights of 0 or more must sum to 1")
    return sum((x - 1) * w for x, w in zip(answers, weights, strict=True)) / 9 * 100


def csat(satisfied: int, n: int) -> Measure:
    """The share, 0 to 1, of answers 4 and 5 on a scale of 1 to 5. Raises ValueError."""
    return share(satisfied, n)


def ces(easy: int, n: int) -> Measure:
    """The share, 0 to 1, of answers 5 to 7 to "The company made it easy for me to handle my
    issue", 1 to 7 (CES 2.0: Dixon, Toman and DeLisi, The Effortless Experience, 2013).
    Raises ValueError."""
    return share(easy, n)


def nps(promoters: int, passives: int, detractors: int) -> Spread:
    """The recommend score: % of 9 and 10 minus % of 0 to 6 (Reichheld 2003).

    Var = p + d - (p - d)^2 with p and d as shares, error = sqrt(var / n), interval
    score +- 1.96 error, all in points. Raises ValueError without answers.
    """
    n = promoters + passives + detractors
    if n <= 0 or min(promoters, passives, detractors) < 0:
        raise ValueError("there must be answers, and none may be negative")
    p, d = promoters / n, detractors / n
    error = math.sqrt(max(0.0, p + d - (p - d) ** 2) / n)
    score, reach = (p - d) * 100, SURE * error * 100
    return Spread(score, max(-100.0, score - reach), min(100.0, score + reach), error * 100, n)


def bad_contact_cost(
    contacts: int,
    bad: float,
    *,
    value: float,
    leave: float = LEAVES_AFTER_BAD_CONTACT,
    improvement: float = 0.01,
) -> Cost:
    """contacts x bad x leave x value; `bad`, `leave` and `improvement` are shares, 0 to 1,
    `value` is what a customer is worth in a year. Raises ValueError outside that."""
    if contacts < 0 or value < 0 or not (0 <= bad <= 1 and 0 <= leave <= 1):
        raise ValueError("shares go from 0 to 1, and nothing may be negative")
    if not 0 <= improvement <= 1:
        raise ValueError("shares go from 0 to 1, and nothing may be negative")
    lost, then = (contacts * rate * leave * value for rate in (bad, max(0.0, bad - improvement)))
    return Cost(lost, then, lost - then)


def kaplan_meier(times: Sequence[float], left: Sequence[bool]) -> list[Step]:
    """The share that stays longer than each time at which somebody left.

    `left` is False for who was still there when last seen (censored); who is censored at a
    time still counts as there at it. Raises ValueError for lists of different lengths, none
    at all, or negative times. The formula: `survival`.
    """
    if len(times) != len(left) or not times:
        raise ValueError("one time and one outcome for each, and at least one")
    if min(times) < 0 or not all(map(math.isfinite, times)):
        raise ValueError("times are 0 or more")
    ended: dict[float, list[int]] = {}
    for time, gone in zip(times, left, strict=True):
        ended.setdefault(time, [0, 0])[0 if gone else 1] += 1
    return survival({time: (gone, stayed) for time, (gone, stayed) in ended.items()})


def survival(ended: Mapping[float, tuple[int, int]]) -> list[Step]:
    """Kaplan and Meier's curve (1958) from counts: at each time, how many left and how many
    were seen there last (censored).

    S(t) = product of (1 - left / at risk); interval by Greenwood's variance on the log(-log)
    scale (Kalbfleisch and Prentice).
    """
    stays, greenwood, steps = 1.0, 0.0, []
    at_risk = sum(map(sum, ended.values()))
    for time in sorted(ended):
        gone, stayed = ended[time]
        if gone:
            stays *= 1 - gone / at_risk
            greenwood += gone / (at_risk * (at_risk - gone)) if at_risk > gone else math.inf
            steps.append(Step(time, at_risk, gone, stays, *_around(stays, greenwood)))
        at_risk -= gone + stayed
    return steps


def _around(stays: float, greenwood: float) -> tuple[float, float]:
    if stays <= 0:
        return 0.0, 0.0
    reach = SURE * math.sqrt(greenwood) / abs(math.log(stays))
    return stays ** math.exp(reach), stays ** math.exp(-reach)


def share(hits: int, n: int) -> Measure:
    """`hits` in `n`, 0 to 1, with Wilson's interval. Raises ValueError."""
    if n <= 0 or not 0 <= hits <= n:
        raise ValueError("there must be answers, and not more hits than answers")
    between = wilson(hits, n)
    return Measure(hits / n, *between, n)
