"""Shares of small numbers, with how far they can be trusted."""

import math

SURE = 1.959964
"""z of a 95 % interval."""


def wilson(hits: float, n: float, *, z: float = SURE) -> tuple[float, float] | None:
    """The interval, 0 to 1, of a share of `hits` in `n`, 95 % unless `z` is another one; None
    of nothing.

    (p + z2/2n +- z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), p = hits/n, z2 = z * z. Wilson,
    "Probable inference, the law of succession, and statistical inference" (1927); Brown, Cai
    and DasGupta (2001) recommend it for small n.
    """
    if not n:
        return None
    rate, z2 = hits / n, z**2
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    reach = z / (1 + z2 / n) * math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    low = 0.0 if hits == 0 else max(0.0, middle - reach)
    return low, 1.0 if hits == n else min(1.0, middle + reach)
