"""What customers are worth and how one figure leads another; pure functions."""

import math
from collections.abc import Sequence

from lagniappe.kit.figures import SURE
from lagniappe.kit.measures import Measure

ENOUGH = 8
"""Periods below which a correlation says nothing."""


def lifetime_value(margin: float, retention: float, discount: float) -> float:
    """What a customer brings over all years: the sum over t = 0, 1, ... of
    margin x retention^t / (1 + discount)^t = margin (1 + discount) / (1 + discount - retention).

    `margin` is a year's, `retention` and `discount` are shares. Raises ValueError where the
    sum has no end (retention of 1 + discount or more) or shares are negative.
    """
    if retention < 0 or discount < 0 or retention >= 1 + discount:
        raise ValueError("retention lies from 0 to below 1 + discount")
    return margin * (1 + discount) / (1 + discount - retention)


def leads(first: Sequence[float], second: Sequence[float], *, lag: int = 1) -> Measure | None:
    """How `first` goes with `second` `lag` periods later: Pearson's r with Fisher's 95 %
    interval, tanh(atanh r +- 1.96 / sqrt(n - 3)). None below ENOUGH periods (S112) or where
    one of them never changes."""
    if min(len(first), len(second)) < ENOUGH:
        return None
    ahead, after = first[: len(first) - lag], second[lag:]
    pairs = list(zip(ahead, after, strict=False))
    n = len(pairs)
    x, y = (sum(values) / n for values in zip(*pairs, strict=True))
    xy = sum((a - x) * (b - y) for a, b in pairs)
    xx, yy = sum((a - x) ** 2 for a, _ in pairs), sum((b - y) ** 2 for _, b in pairs)
    if not xx or not yy:
        return None
    r = max(-1.0, min(1.0, xy / math.sqrt(xx * yy)))
    if abs(r) == 1:
        return Measure(r, r, r, n)
    middle, reach = math.atanh(r), SURE / math.sqrt(n - 3)
    return Measure(r, math.tanh(middle - reach), math.tanh(middle + reach), n)
