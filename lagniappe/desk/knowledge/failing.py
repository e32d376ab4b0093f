"""Entries that fail: people who were given them say that they did not help."""

from dataclasses import dataclass

from sqlalchemy import and_

from lagniappe.desk.knowledge.tables import entry_texts
from lagniappe.kit.figures import SURE, wilson

UNDER = 0.5
"""An entry fails when even the upper end of its helped share's interval is under this."""

ENOUGH = 10
"""Fewer votes say nothing yet."""


@dataclass(frozen=True, slots=True)
class Record:
    """What people said of an answer in one language, and the 95 % interval of its share."""

    helped: int
    n: int

    @property
    def enough(self) -> bool:
        return self.n >= ENOUGH

    @property
    def share(self) -> float:
        return self.helped / self.n

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.helped, self.n)

    @property
    def is_failing(self) -> bool:
        return self.enough and self.interval[1] < UNDER


def record(text) -> Record:
    """Of a row of entry_texts."""
    return Record(text.helped, text.helped + text.did_not_help)


def condition():
    """SQL condition on entry_texts: `Record.is_failing`, without a square root.

    Wilson's interval is every p with |hits/n - p| <= z sqrt(p(1-p)/n), so its upper end is
    under p when hits/n is and (n p - hits)^2 > z^2 n p (1 - p).
    """
    t = entry_texts.c
    n = t.helped + t.did_not_help
    short = UNDER * n - t.helped
    return and_(n >= ENOUGH, short > 0, short * short > SURE**2 * n * UNDER * (1 - UNDER))
