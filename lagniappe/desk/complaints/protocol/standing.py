"""Where a conversation stands in the protocol, as `machine.replay` finds it."""

from dataclasses import dataclass

from lagniappe.desk.complaints.mood.levels import ANGRY_FROM
from lagniappe.desk.complaints.protocol.facts import Fact


@dataclass(frozen=True, slots=True)
class Mark:
    """How a step came to be behind us: "done", "skipped", or "said" by a colleague."""

    how: str
    position: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a turn: a harmful cue's kind, or a guard of the protocol.
    `start` and `end` are its words in that turn; both 0 when it is the turn as a whole."""

    code: str
    position: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What was said about one turn; later turns never change it."""

    position: int
    state: str
    side: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """Whether the protocol was followed: "yes", "parts" or "no", and which parts were not:
    acknowledged, acknowledged_first, apologised, options, confirmed, composed."""

    verdict: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is the step we are at, `side` a detour from it; `next` is what to do now and
    `why` the reason's code (advice.py). `marks` has the steps behind us."""

    state: str
    side: str
    next: str
    why: str
    marks: dict[str, Mark]
    told: tuple[Told, ...]
    facts: tuple[Fact, ...]
    anger: float
    latest: float
    peak: float
    customer_turns: int
    agent_turns: int
    named: bool
    promised: int | None
    legal: bool
    escalation: str
    may_end: bool
    followed: Followed | None

    @property
    def remarks(self) -> list[Remark]:
        return [remark for turn in self.told for remark in turn.remarks]

    @property
    def hot(self) -> bool:
        """Whether the gate is shut: too angry to be reasoned with."""
        return max(self.anger, self.latest) >= ANGRY_FROM

    @property
    def heated(self) -> bool:
        return self.peak >= ANGRY_FROM
