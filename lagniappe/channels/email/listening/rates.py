"""How much one machine may hand us: enough for any mail server, too little to drown in."""

import time
from collections import Counter

CONNECTIONS = 100
CONNECTIONS_OF_ONE = 30
MAILS_A_MINUTE = 1_200


class Rates:
    """Counts what is open now, and what came in the running minute, by network address."""

    def __init__(self, clock=time.monotonic) -> None:
        self._clock = clock
        self._open: Counter = Counter()
        self._came: Counter = Counter()
        self._minute = 0

    def enter(self, address: str) -> bool:
        """Whether one more connection from here is taken; `leave` when it ends."""
        if self._open.total() >= CONNECTIONS or self._open[address] >= CONNECTIONS_OF_ONE:
            return False
        self._open[address] += 1
        return True

    def leave(self, address: str) -> None:
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]

    def mail(self, address: str) -> bool:
        """Whether one more mail from here is taken in this minute."""
        minute = int(self._clock() // 60)
        if minute != self._minute:
            self._minute = minute
            self._came.clear()
        self._came[address] += 1
        return self._came[address] <= MAILS_A_MINUTE
