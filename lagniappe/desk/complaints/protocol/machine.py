"""The protocol as a machine: turns in, standing out. Pure, rebuilt every time, never stored.

LISTEN -> ACKNOWLEDGE -> APOLOGISE -> ASK -> OFFER -> COMPENSATE -> CONFIRM -> FOLLOW_UP ->
CLOSED, with the detours COMPUTER, BOUNDARY and ESCALATE (docs/develop/coach.md).
"""

from collections.abc import Iterable

from lagniappe.desk.complaints.mood.levels import ANGRY_FROM, RISE, SURELY_ABUSIVE, TENSE_FROM
from lagniappe.desk.complaints.protocol import advice, followed, remarks
from lagniappe.desk.complaints.protocol.kinds import (
    BOUNDARY,
    CLOSED,
    COMPUTER,
    ESCALATE,
    FEELING,
    SOLVING,
    STEPS,
)
from lagniappe.desk.complaints.protocol.provocation import ABUSES, ESCALATES, PROVOKES
from lagniappe.desk.complaints.protocol.standing import Mark, Standing, Told
from lagniappe.desk.complaints.protocol.turns import BURST, Turn

SMOOTH = 0.6
MOST_FEELING = MOST_COMPUTER = 2
ACCOUNT_TURNS = 2
_NOBODYS_FAULT = ("theirs", "nobody")


def replay(turns: Iterable[Turn], *, fault: str = "") -> Standing:
    """Where the protocol stands after these turns. `fault` is the register's finding: without
    a fault of ours nothing is owed, so COMPENSATE is skipped."""
    course = Course(fault)
    for turn in turns:
        course.take(turn)
    return course.standing()


class Course:
    """The machine while it runs: one `take` per turn, in order."""

    def __init__(self, fault: str = "") -> None:
        self.marks: dict[str, Mark] = {}
        self.told: list[Told] = []
        self.facts: dict = {}
        self.anger = self.latest = self.peak = 0.0
        self.felt = False
        self.customer_turns = self.agent_turns = 0
        self.side = self.escalation = self.abuse = ""
        self.named = self.mirrored = self.regressed = False
        self.provoked = self.warned = self.may_end = self.legal = self.closed = False
        # Abuse that nobody has answered yet: a harmless line after it does not undo it.
        self.owes_warning = False
        self.insults = self.feeling_run = self.computer_run = 0
        # What waits for the customer's answer: the step, and where it was put to them.
        self.waiting: dict[str, int] = {}
        self.promised: int | None = None
        self.record = followed.Record()
        self._last: Turn | None = None
        if fault in _NOBODYS_FAULT:
            self.marks["COMPENSATE"] = Mark("skipped", 0)

    @property
    def state(self) -> str:
        if self.closed and self.promised is None:
            return CLOSED
        return next((step for step in STEPS if step not in self.marks), CLOSED)

    @property
    def hot(self) -> bool:
        return max(self.anger, self.latest) >= ANGRY_FROM

    @property
    def heated_once(self) -> bool:
        return self.peak >= ANGRY_FROM

    def take(self, turn: Turn) -> None:
        """One more turn."""
        continued = self._continues(turn)
        if turn.by == "customer":
            self._hear(turn, continued)
        elif turn.by == "agent":
            self._answer(turn, continued)
        elif turn.by == "remedy" and turn.name == "granted":
            self._mark("COMPENSATE", turn.position)
            self.record.solved(turn.position)
        elif turn.by == "mark" and turn.name in STEPS:
            self.marks[turn.name] = Mark("said", turn.position)
            self.named = self.named or turn.name == "ACKNOWLEDGE"
        elif turn.by == "event":
            self._happened(turn.name)
        noticed = remarks.about(self, turn) if turn.by == "agent" else ()
        self.told.append(Told(turn.position, self.state, self.side, tuple(noticed)))
        if turn.by in ("customer", "agent"):
            self._last = turn

    def standing(self) -> Standing:
        """What can be said now."""
        now, why = advice.next_step(self)
        return Standing(
            state=self.state,
            side=self.side,
            next=now,
            why=why,
            marks=dict(self.marks),
            told=tuple(self.told),
            facts=tuple(self.facts.values()),
            anger=self.anger,
            latest=self.latest,
            peak=self.peak,
            customer_turns=self.customer_turns,
            agent_turns=self.agent_turns,
            named=self.named,
            promised=self.promised,
            legal=self.legal,
            escalation=self.escalation,
            may_end=self.may_end,
            followed=self.record.verdict(self),
        )

    def _continues(self, turn: Turn) -> bool:
        last = self._last
        return bool(last and last.by == turn.by and turn.at - last.at < BURST)

    def _hear(self, turn: Turn, continued: bool) -> None:
        self.customer_turns += not continued
        for fact in turn.facts:
            self.facts.setdefault((fact.kind, fact.text), fact)
        self._feel(turn)
        self.provoked = bool(turn.signs & PROVOKES)
        self.legal = self.legal or "legal" in turn.signs
        if "finished" in turn.signs or turn.letter or self.customer_turns >= ACCOUNT_TURNS:
            self.marks.setdefault("LISTEN", Mark("done", turn.position))
        self._take_answer(turn)
        self._turn_aside(turn)

    def _feel(self, turn: Turn) -> None:
        if turn.anger is None:
            return
        risen = self.felt and turn.anger - self.latest >= RISE and turn.anger >= TENSE_FROM
        self.anger = (
            turn.anger if not self.felt else SMOOTH * self.anger + (1 - SMOOTH) * turn.anger
        )
        self.latest, self.felt = turn.anger, True
        self.peak = max(self.peak, turn.anger)
        if risen and "ACKNOWLEDGE" in self.marks:
            # Angrier than before: what was acknowledged is not what they feel now.
            del self.marks["ACKNOWLEDGE"]
            self.named = self.mirrored = False
            self.regressed, self.feeling_run = True, 0

    def _take_answer(self, turn: Turn) -> None:
        here, signs = turn.position, turn.signs
        self._settle_question(here)
        if "declines" in signs:
            if self.waiting.pop("COMPENSATE", None) is not None:
                self.marks.setdefault("COMPENSATE", Mark("skipped", here))
            elif self.waiting.pop("CONFIRM", None) is not None:
                self.marks.pop("OFFER", None)
            self.waiting.pop("OFFER", None)
        elif signs & {"agrees", "chooses"} or ("thanks" in signs and not self.hot):
            for step in ("OFFER", "COMPENSATE", "CONFIRM"):
                if self.waiting.pop(step, None) is not None:
                    self._mark(step, here)

    def _settle_question(self, here: int) -> None:
        if self.waiting.pop("ASK", None) is not None:
            self._mark("ASK", here)

    def _turn_aside(self, turn: Turn) -> None:
        insulted = "insult" in turn.signs or turn.abuse >= SURELY_ABUSIVE
        again = "insult" if insulted and self.insults > 0 else ""
        abuse = next((kind for kind in ABUSES if kind in turn.signs), again)
        self.insults += insulted
        reason = next((why for why in ESCALATES if why in turn.signs), "")
        if reason:
            self.escalation = self.escalation or reason
            self.side = ESCALATE
        elif abuse:
            self._overstepped(abuse)
        elif self.side == ESCALATE or self.owes_warning:
            return
        elif turn.provokes and self.computer_run < MOST_COMPUTER:
            self.side = COMPUTER
        else:
            self.side = ""
        if not self.provoked:
            self.computer_run = 0

    def _overstepped(self, abuse: str) -> None:
        """A warning speaks of the gravest of what was done before it."""
        owed = (self.abuse,) if self.owes_warning else ()
        self.abuse = next(kind for kind in (*ABUSES, "insult") if kind in (abuse, *owed))
        self.side, self.may_end = BOUNDARY, self.warned
        self.owes_warning = not self.warned

    def _answer(self, turn: Turn, continued: bool) -> None:
        self.agent_turns += not continued
        self.owes_warning = False
        kinds = turn.kinds
        if kinds & (SOLVING | {"confirm", "dated"}):
            self.feeling_run = 0
        elif kinds & FEELING:
            self.feeling_run += not continued
        self._soothe(turn, kinds)
        self._solve(turn, kinds)
        self._return(kinds)
        self.record.hear(turn, self)

    def _soothe(self, turn: Turn, kinds: frozenset[str]) -> None:
        here = turn.position
        self.named = self.named or "acknowledge" in kinds
        self.mirrored = self.mirrored or "paraphrase" in kinds
        if self.named and (self.mirrored or self.feeling_run >= MOST_FEELING):
            self._mark("ACKNOWLEDGE", here)
            self.regressed = False
        if "apology" in kinds:
            self._mark("APOLOGISE", here)

    def _solve(self, turn: Turn, kinds: frozenset[str]) -> None:
        here = turn.position
        for step, cues in _WORKS.items():
            if kinds & cues and step not in self.marks and self._may(step, kinds):
                self.waiting[step] = here
                self._pass_over(step, here)
        if "dated" in kinds:
            self.promised = here
        if "follow_up" in kinds and "CONFIRM" in self.marks:
            self._mark("FOLLOW_UP", here)

    def _may(self, step: str, kinds: frozenset[str]) -> bool:
        """ "Is that right?" asks to settle only when there is something to settle."""
        offered = "OFFER" in self.marks or "OFFER" in self.waiting
        return step != "CONFIRM" or offered or "summary" in kinds

    def _pass_over(self, step: str, here: int) -> None:
        """Going on leaves the steps before it behind, but never an anger nobody has named."""
        if self.hot and not self.named:
            return
        for earlier in STEPS[: STEPS.index(step)]:
            if earlier not in self.waiting:
                self.marks.setdefault(earlier, Mark("skipped", here))

    def _return(self, kinds: frozenset[str]) -> None:
        if "boundary" in kinds:
            self.warned = True
            self.side = "" if self.side == BOUNDARY and not self.may_end else self.side
        if "handover" in kinds and self.side == ESCALATE:
            self.side = ""
        if self.provoked and "computer" in kinds:
            self.computer_run += 1

    def _happened(self, name: str) -> None:
        if name == "transferred" and self.side == ESCALATE:
            self.side = ""
        self.closed = {"closed": True, "reopened": False}.get(name, self.closed)

    def _mark(self, step: str, here: int) -> None:
        if self.marks.get(step, Mark("skipped", 0)).how == "skipped":
            self.marks[step] = Mark("done", here)
        self.waiting.pop(step, None)
        if step in _WORKS and step != "ASK":
            self._pass_over(step, here)


_WORKS = {
    "ASK": frozenset({"ask"}),
    "OFFER": frozenset({"solution", "options"}),
    "COMPENSATE": frozenset({"compensation"}),
    "CONFIRM": frozenset({"confirm"}),
}
