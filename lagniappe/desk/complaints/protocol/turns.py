"""A conversation's lines made into turns: each with its cues, against what was heard before.

Pure and in order: what is said about a line never depends on a later one.
"""

from dataclasses import dataclass, field, replace

from lagniappe.desk.complaints.protocol import facts
from lagniappe.desk.complaints.protocol.cues import Cue, Heard, cues_in
from lagniappe.desk.complaints.protocol.facts import Fact
from lagniappe.desk.complaints.protocol.folded import folded, key
from lagniappe.desk.complaints.protocol.provocation import COMPLAINS, PROVOKES, signs_in
from lagniappe.desk.complaints.protocol.remarks import GUARDS

BURST = 60_000
"""Lines of one side this close together, in ms, are one turn."""
# What customers wrote since the last answer is looked at from its end.
_REMEMBERED = 4_000


@dataclass(frozen=True, slots=True)
class Line:
    """Something stored. `by`: customer, agent, automatic, event, mark (somebody said that a
    step is done) or remedy (granted); `name` is the event, the step or the remedy's state.
    A `letter` tells the whole story at once."""

    position: int
    by: str
    text: str = ""
    at: int = 0
    anger: float | None = None
    abuse: float = 0.0
    name: str = ""
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A line understood: signs for a customer's, cues for an agent's."""

    position: int
    by: str
    at: int = 0
    anger: float | None = None
    abuse: float = 0.0
    signs: frozenset[str] = frozenset()
    cues: tuple[Cue, ...] = ()
    facts: tuple[Fact, ...] = ()
    name: str = ""
    letter: bool = False
    spared: frozenset[str] = frozenset()
    """Guards (remarks.GUARDS) that somebody overruled, for these cues or for any."""
    provokes: bool = False
    """It provokes and nothing else: who says in the same breath what happened or what they
    want has a complaint, and is answered about that."""

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(cue.kind for cue in self.cues)


@dataclass(slots=True)
class Ear:
    """Listens line by line and remembers what later lines are measured against. `wrong`
    holds the hits that somebody overruled: (code, folded words). `words` are the customer's since
    the last answer, `story` all of theirs, `said` what we wrote."""

    language: str = ""
    wrong: frozenset[tuple[str, str]] = frozenset()
    legal: bool = False
    words: str = ""
    story: str = ""
    said: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    provoked: bool = False
    apologies: int = 0
    settled: bool = False
    _heard_at: int | None = None
    _answered: bool = False
    _complained: bool = False

    def hear(self, line: Line) -> Turn:
        """The line as a turn."""
        turn = Turn(
            line.position,
            line.by,
            line.at,
            line.anger,
            line.abuse,
            name=line.name,
            letter=line.letter,
        )
        if line.by == "customer":
            return self._listen(line, turn)
        if line.by == "agent":
            return self._read(line, turn)
        return turn

    def heard(self, at: int | None = None) -> Heard:
        """What a text written now, or at `at` (ms), answers to."""
        fresh = at is not None and self._heard_at is not None and not self._answered
        return Heard(
            words=self.words,
            told=frozenset(self.told),
            provoked=self.provoked,
            apologies=self.apologies,
            settled=self.settled,
            legal=self.legal,
            waited=(at - self._heard_at) / 1000 if fresh else None,
        )

    def cues(self, text: str, at: int | None = None) -> tuple[Cue, ...]:
        """The cues of an agent's text, without those that people said are wrong."""
        return tuple(
            cue
            for cue in cues_in(text, self.language, self.heard(at))
            if not self.wrong & {(cue.kind, _words(text, cue)), (cue.kind, "")}
        )

    def spared(self, text: str, cues: tuple[Cue, ...]) -> frozenset[str]:
        """The guards that people said are wrong about one of these cues, or whatever the words."""
        words = {_words(text, cue) for cue in cues} | {""}
        return frozenset(code for code, said in self.wrong if code in GUARDS and said in words)

    def _listen(self, line: Line, turn: Turn) -> Turn:
        signs = frozenset(sign.kind for sign in signs_in(line.text, self.language))
        told = facts.told(line.text, self.language, line.position)
        if self._answered:
            self.words = ""
        self.words = f"{self.words}\n{line.text}".strip()[-_REMEMBERED:]
        self.story = f"{self.story}\n{line.text}".strip()[-_REMEMBERED:]
        self.told |= {fact.kind for fact in told}
        self.legal = self.legal or "legal" in signs
        continued = not self._answered and line.at - (self._heard_at or 0) < BURST
        self._complained = bool(told or signs & COMPLAINS) or (continued and self._complained)
        self.provoked = bool(signs & PROVOKES) and not self._complained
        self._heard_at, self._answered = line.at, False
        return replace(turn, signs=signs, facts=told, provokes=self.provoked)

    def _read(self, line: Line, turn: Turn) -> Turn:
        cues = self.cues(line.text, line.at)
        turn = replace(turn, cues=cues, spared=self.spared(line.text, cues))
        self.said.add(folded(line.text.strip()))
        self.apologies += "apology" in turn.kinds
        self.settled = self.settled or "confirm" in turn.kinds
        self._answered = True
        return turn


def _words(text: str, cue: Cue) -> str:
    return key(text[cue.start : cue.end])


def heard_all(lines, language: str = "", **known) -> tuple[list[Turn], Ear]:
    """All lines as turns, and the ear that heard them."""
    ear = Ear(language, **known)
    return [ear.hear(line) for line in lines], ear
