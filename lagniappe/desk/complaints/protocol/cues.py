"""What an agent's text does to somebody who is upset, with the words it does it by.

Lexicon and patterns per language, never a verdict: every hit has its span so that the coach
can show it, and anybody may say that it is wrong (overrule.py).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from lagniappe.desk.complaints.protocol import lexicon, making
from lagniappe.desk.complaints.protocol.folded import LONGEST, folded
from lagniappe.desk.complaints.protocol.kinds import KINDS, Cue
from lagniappe.desk.complaints.protocol.lexicon import Lexicon
from lagniappe.desk.complaints.protocol.spans import Sentences, inside, quoted

# A negation further back than this belongs to something else.
_REACH = 60
_CLAUSE = re.compile(r"[,.!?;;:。、！？\n—–]")
# What is only raw material: other cues are made of it, or it means something in context.
_RAW = ("swear", "closing")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was known when the text was written. `told` are kinds of facts (facts.py),
    `waited` the seconds between the customer's last words and the text."""

    words: str = ""
    told: frozenset[str] = frozenset()
    provoked: bool = False
    apologies: int = 0
    settled: bool = False
    legal: bool = False
    waited: float | None = None


@dataclass(slots=True)
class Text:
    """A text taken apart once: what every detector looks at."""

    plain: str
    lexicon: Lexicon
    quotes: list = field(default_factory=list)
    sentences: Sentences = None

    def find(self, what: re.Pattern | None):
        return what.finditer(self.plain) if what else ()

    def negated(self, start: int, end: int, *, anywhere: bool = False) -> bool:
        """Whether the clause before `start` denies what stands there, right before it or
        `anywhere` in it, or what comes after `end` does, as in some languages."""
        clause = _CLAUSE.split(self.plain[max(0, start - _REACH) : start])[-1]
        lexicon = self.lexicon
        before = lexicon.negators if anywhere else lexicon.negated_before
        if before and before.search(clause):
            return True
        return bool(lexicon.negated_after and lexicon.negated_after.match(self.plain, end))


def cues_in(text: str, language: str = "", heard: Heard | None = None) -> list[Cue]:
    """Every cue of a text, in the order of its words; `heard` adds what only shows against
    what was said before."""
    plain = list(_alone(text[:LONGEST], lexicon.of(language, text).language))
    if heard is not None:
        plain = making.in_context(plain, read(text, language), heard)
    return sorted(plain, key=lambda cue: (cue.start, cue.end, cue.kind))


def read(text: str, language: str = "") -> Text:
    """A text taken apart in its language."""
    text = text[:LONGEST]
    plain = folded(text)
    return Text(plain, lexicon.of(language, text), quoted(text), Sentences(plain))


def hits(text: Text, what: re.Pattern, *, negatable: bool = False):
    """Where a text says it itself: not in a quotation, and not the contrary of it."""
    for match in text.find(what):
        span = match.span()
        if inside(span, text.quotes):
            continue
        if negatable and text.negated(*span):
            continue
        yield span


@lru_cache(maxsize=2048)
def _alone(text: str, language: str) -> tuple[Cue, ...]:
    """Cues that show in the text itself; the same texts are asked about again and again."""
    taken = read(text, language)
    found = [
        Cue(kind, *span)
        for kind, what in taken.lexicon.cues.items()
        if kind not in _RAW
        for span in hits(taken, what, negatable=KINDS[kind].negatable)
    ]
    for make in _MADE:
        found = make(found, taken)
    return tuple(found)


_MADE: tuple[Callable[[list[Cue], Text], list[Cue]], ...] = (
    making.feelings_named,
    making.apologies,
    making.computer_lines,
    making.questions,
    making.dates,
    making.gifts,
    making.contradictions,
    making.purposes,
    making.listening,
    making.alternatives,
)
