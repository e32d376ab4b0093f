"""What the protocol has to say about an agent's turn: its harmful cues, and its guards."""

from collections.abc import Iterator

from lagniappe.desk.complaints.protocol.kinds import KINDS, SOLVING, Cue
from lagniappe.desk.complaints.protocol.standing import Remark

ACKNOWLEDGED_BY = 2
"""The agent's turn by which a heated customer must have been acknowledged."""


def about(course, turn) -> Iterator[Remark]:
    """The remarks on an agent's turn that the course (machine.Course) has just taken."""
    here = turn.position
    for cue in turn.cues:
        if not cue.good:
            yield Remark(cue.kind, here, cue.start, cue.end)
    for code, cue in guards(course, turn.cues):
        if code in turn.spared:
            continue
        yield Remark(code, here, cue.start if cue else 0, cue.end if cue else 0)


def guards(course, cues: tuple[Cue, ...]) -> Iterator[tuple[str, Cue | None]]:
    """Which guards a text breaks where the course stands after it, with the cue that does."""
    kinds = {cue.kind for cue in cues}
    working = next((cue for cue in cues if cue.kind in SOLVING), None)
    if working and course.hot and not course.named:
        yield f"{working.kind}_too_early", working
    elif working and working.kind == "ask" and "LISTEN" not in course.marks:
        yield "ask_before_listened", working
    if course.agent_turns == ACKNOWLEDGED_BY and course.heated_once and not course.named:
        yield "no_acknowledgement", None
    if course.feeling_run > ACKNOWLEDGED_BY:
        yield "only_feelings", None
    if "computer" in kinds and not course.provoked:
        yield "computer_unprovoked", next(c for c in cues if c.kind == "computer")
    if "computer" in kinds and course.computer_run > ACKNOWLEDGED_BY:
        yield "computer_too_long", next(c for c in cues if c.kind == "computer")


GUARDS = (
    *(f"{kind}_too_early" for kind in sorted(SOLVING)),
    "ask_before_listened",
    "no_acknowledgement",
    "only_feelings",
    "computer_unprovoked",
    "computer_too_long",
)
CODES = (*(kind for kind, about in KINDS.items() if not about.good), *GUARDS)
"""Every code a remark can have."""
