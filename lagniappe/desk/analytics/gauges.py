"""What reports show of the sums: each gauge with its value, its interval and its n."""

from collections.abc import Callable
from dataclasses import dataclass

from lagniappe.desk.analytics.contacts.contact import REASONS
from lagniappe.desk.analytics.rollups.read import Counts
from lagniappe.desk.analytics.rules import Rules
from lagniappe.kit import measures, measures_compare
from lagniappe.kit.measures import Measure

ENOUGH = 10
"""A group's figure resting on fewer is not shown: it would be about a person or a chance."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """`unit` is share (0 to 1), points (-100 to 100), index (0 to 100), mean or seconds; `hits`
    gives (hits, n) of a share."""

    key: str
    unit: str
    of: Callable[[Counts, Rules], Measure | None]
    hits: Callable[[Counts], tuple[int, int]] | None = None
    less_is_better: bool = False


def _share(key: str, hits: Callable[[Counts], tuple[int, int]], *, less: bool = False) -> Gauge:
    def of(counts: Counts, rules: Rules) -> Measure | None:
        found, n = hits(counts)
        return measures.share(found, n) if n else None

    return Gauge(key, "share", of, hits, less)


def _named(hits: str, n: str) -> Callable[[Counts], tuple[int, int]]:
    return lambda counts: (counts[hits], counts[n])


def scores(counts: Counts) -> int:
    """How many answered from 1 to 5."""
    return sum(counts[f"csat_{score}"] for score in range(1, 6))


def _recommend(counts: Counts, rules: Rules) -> Measure | None:
    n, up, down = counts["recommend_n"], counts["promoters"], counts["detractors"]
    if not n:
        return None
    found = measures.nps(up, n - up - down, down)
    return Measure(found.value, found.low, found.high, n)


def index(counts: Counts, rules: Rules) -> Measure | None:
    """The ACSI-style index of each answer, its mean and interval. The weights may be any: the
    sums of squares and products give the variance of every weighting."""
    n, weights = counts["acsi_n"], rules.weights
    total = sum(w * counts[f"acsi_{i}"] for i, w in enumerate(weights, 1))
    squares = 0.0
    for i, w in enumerate(weights, 1):
        for j, v in enumerate(weights[i - 1 :], i):
            squares += (1 if i == j else 2) * w * v * counts[f"acsi_{i}{j}"]
    found = measures_compare.mean(n, total, squares)
    return found and _from_tens(found)


def _from_tens(found: Measure) -> Measure:
    """A mean from 1 to 10 as 0 to 100."""

    def scaled(x: float | None) -> float | None:
        return None if x is None else min(100.0, max(0.0, (x - 1) / 9 * 100))

    return Measure(scaled(found.value), scaled(found.low), scaled(found.high), found.n)


def _mean(total: str, n: str) -> Callable[[Counts, Rules], Measure | None]:
    def of(counts: Counts, rules: Rules) -> Measure | None:
        return Measure(counts[total] / counts[n], None, None, counts[n]) if counts[n] else None

    return of


_LIST = (
    _share("bad", _named("bad", "n"), less=True),
    *(_share(f"bad_{reason}", _named(f"bad_{reason}", "n"), less=True) for reason in REASONS),
    _share("satisfied", lambda c: (c["csat_4"] + c["csat_5"], scores(c))),
    _share("unhappy", lambda c: (c["csat_1"] + c["csat_2"], scores(c)), less=True),
    _share("needs", _named("needs_met", "needs_n")),
    _share("leave", _named("leave_yes", "leave_n"), less=True),
    _share("easy", _named("easy", "ease_n")),
    Gauge("ease_mean", "mean", _mean("ease_sum", "ease_n")),
    Gauge("recommend", "points", _recommend),
    Gauge("index", "index", index),
    _share("settled", lambda c: (c["n"] - c["bad_repeat"], c["n"])),
    _share("solved", _named("solved", "solved_n")),
    _share("answered", _named("answered", "asked")),
    _share("asked", _named("asked", "n")),
    _share("feeling", _named("feeling_good", "feeling_n")),
    _share("chose_self", lambda c: (c["chose_self"], c["chose_self"] + c["n"] - c["tried_alone"])),
    _share("contained", _named("contained", "chose_self")),
    _share("came_here", lambda c: (c["tried_alone"], c["n"]), less=True),
    Gauge("waited", "seconds", _mean("waited_s", "responded"), less_is_better=True),
)
GAUGES = {gauge.key: gauge for gauge in _LIST}
