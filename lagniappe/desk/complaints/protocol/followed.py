"""Whether a heated conversation was handled as the protocol says: defused before solved.

For reports about conversations (S61), never about people.
"""

from lagniappe.desk.complaints.mood.levels import ANGRY_FROM
from lagniappe.desk.complaints.protocol.kinds import SOLVING
from lagniappe.desk.complaints.protocol.standing import Followed

_LOST = frozenset({"hostile", "echo_swear", "blame", "should_have", "calm_down"})


class Record:
    """What the verdict needs to remember of the course."""

    def __init__(self) -> None:
        self._acknowledged: int | None = None
        self._solved_hot: int | None = None
        self._kinds: set[str] = set()

    def hear(self, turn, course) -> None:
        """An agent's turn that the course has just taken."""
        self._kinds |= turn.kinds
        if self._acknowledged is None and "acknowledge" in turn.kinds:
            self._acknowledged = turn.position
        if turn.kinds & SOLVING and course.hot:
            self.solved(turn.position)

    def solved(self, position: int) -> None:
        """Somebody began to work on the matter."""
        if self._solved_hot is None:
            self._solved_hot = position

    def verdict(self, course) -> Followed | None:
        """None while nobody was angry, or nobody answered."""
        if course.peak < ANGRY_FROM or not course.agent_turns:
            return None
        first = self._acknowledged is not None and (
            self._solved_hot is None or self._acknowledged <= self._solved_hot
        )
        parts = {
            "acknowledged": self._acknowledged is not None,
            "acknowledged_first": first,
            "apologised": "apology" in self._kinds,
            "options": bool(self._kinds & {"options"}),
            "confirmed": "CONFIRM" in course.marks and course.marks["CONFIRM"].how != "skipped",
            "composed": not self._kinds & _LOST,
        }
        missing = tuple(name for name, there in parts.items() if not there)
        if not parts["acknowledged"]:
            return Followed("no", missing)
        return Followed("parts" if missing else "yes", missing)
