"""How long to wait before trying again."""

import random


def delay(tries: int, *, first: int = 2_000, longest: int = 3_600_000) -> int:
    """Milliseconds before try number `tries + 1`: doubling, capped, with a fifth of jitter."""
    base = min(longest, first * 2 ** min(tries, 30))
    return round(base * random.uniform(0.9, 1.1))
