"""Floods: token buckets in memory, per key, with a bounded number of keys."""

import time

MOST_KEYS = 20_000


class Buckets:
    """`per_minute` requests a key, in bursts of a third of that (at least five)."""

    __slots__ = ("_keys", "_rate", "_size")

    def __init__(self, per_minute: int) -> None:
        self._rate = per_minute / 60
        self._size = max(5.0, per_minute / 3)
        self._keys: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> bool:
        """Whether this key may go on; takes one token if so."""
        now = time.monotonic()
        level, since = self._keys.get(key, (self._size, now))
        level = min(self._size, level + (now - since) * self._rate)
        if level < 1:
            return False
        if key not in self._keys and len(self._keys) >= MOST_KEYS:
            self._forget(now)
        self._keys[key] = (level - 1, now)
        return True

    def _forget(self, now: float) -> None:
        """Drop the keys that are full again; if none is, drop the older half."""
        full = [
            k
            for k, (level, at) in self._keys.items()
            if level + (now - at) * self._rate >= self._size
        ]
        for key in full or list(self._keys)[: MOST_KEYS // 2]:
            del self._keys[key]
