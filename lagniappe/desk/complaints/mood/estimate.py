"""How angry a text is, from its words alone, with the reason. Pure: no clock, no database.

A fitted model says how likely people who read the text would call it angry; phrases that
customers of a service use when they are (threats to leave, to sue or to tell others, asking
again, shouting) move its log-odds. The scale is laid so that at 6 as many texts are called
angry as people call angry; docs/develop/mood.md has how many were, at each level. Abuse is a
probability of its own, 0 to 1: one can be angry and polite, or rude and calm.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from lagniappe.desk.complaints.mood import model, phrases, shouting, spoken
from lagniappe.desk.complaints.mood.groups import unnamed
from lagniappe.desk.complaints.mood.own_words import own
from lagniappe.desk.complaints.mood.phrases import Found
from lagniappe.desk.complaints.mood.windows import together, windows

WORDING = "wording"
"""The reason when it is how they say it, and no phrase of the lists."""

# What each kind of phrase adds to the log-odds of anger and of abuse, the first time and each
# time after that.
ANGER = {
    phrases.INSULT: (1.6, 0.5),
    phrases.THREAT: (1.6, 0.5),
    phrases.SWEAR: (0.9, 0.3),
    phrases.ANGER: (1.5, 0.5),
    phrases.OUTRAGE: (1.5, 0.6),
    phrases.DISAPPOINTED: (0.9, 0.3),
    phrases.ULTIMATUM: (1.0, 0.4),
    phrases.LEGAL: (1.5, 0.4),
    phrases.PUBLIC: (1.1, 0.3),
    phrases.REPEAT: (0.9, 0.3),
    phrases.WAITING: (0.6, 0.3),
    phrases.VERY: (0.0, 0.0),
    phrases.THANKS: (-1.0, -0.2),
    phrases.AGREE: (-0.9, -0.4),
    shouting.CAPITALS: (1.0, 0.3),
    shouting.MARKS: (0.7, 0.2),
}
ABUSE = {
    phrases.INSULT: (2.2, 0.6),
    phrases.THREAT: (3.0, 1.0),
    phrases.SWEAR: (0.7, 0.3),
    phrases.HARASS: (2.2, 0.6),
}
# What only customers say, and no corpus taught the model: it counts whole.
_CUSTOMERS = {
    phrases.ULTIMATUM,
    phrases.LEGAL,
    phrases.PUBLIC,
    phrases.REPEAT,
    phrases.WAITING,
}
# How much other phrases count beside a model that knows the language, hardly, or not at all.
HEEDED = {model.WELL: 0.4, model.LITTLE: 1.0, model.NONE: 0.8}
# Abuse was learnt in English alone: elsewhere phrases are all there is, and one insult is enough.
ABUSE_HEEDED = {"en": 0.5}
_ABUSE_ALONE = 3.0
# "Very" weighs when it stands before one of these.
_STRONG = {phrases.ANGER, phrases.OUTRAGE, phrases.DISAPPOINTED, phrases.INSULT}
_VERY = 0.4
_SHOWN = 6
# From this probability on an estimate owes a reason.
_WORDED = 0.3


@dataclass(frozen=True, slots=True)
class Span:
    """Why: a piece of the customer's words, characters `start` to `end`, its reason and how
    much it moved the log-odds (below 0 it calmed)."""

    start: int
    end: int
    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """anger 0 to 10, abuse 0 to 1, how likely they are dissatisfied 0 to 1 (however calmly they
    say it), the spans that made it so (the strongest first), and the language it was read in."""

    anger: float
    abuse: float
    dissatisfied: float
    spans: tuple[Span, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as the model is asked about it: `read` in `passages` (start, end), phrases found, and
    what these move: `told` the log-odds of anger, `rude` those of abuse."""

    said: str
    language: str
    read: str
    passages: list[tuple[int, int]]
    cues: list[Found]
    told: float
    rude: float

    def texts(self) -> list[str]:
        """The passages' words."""
        return [self.read[start:end] for start, end in self.passages]


# The panel and the job read the same message, and people repeat themselves.
@lru_cache(maxsize=512)
def estimate(text: str, language: str = "") -> Estimate:
    """How angry and how abusive a chat line, a mail or a transcript is.

    `language` is what the conversation is held in, such as "el" or "ro-RO"; the text's own
    letters and words are believed first.
    """
    heard = heard_in(text, language)
    if not heard.passages:
        return Estimate(0.0, 0.0, 0.0, (), heard.language)
    judged = model.judge(heard.texts(), heard.language)
    anger = _probability(together([each.anger for each in judged]) + heard.told)
    dissatisfied = _probability(together([each.dissatisfied for each in judged]) + heard.told)
    abuse = _probability(max(each.abuse for each in judged) + heard.rude)
    spans = _spans(heard.cues)
    if anger >= _WORDED and not any(span.weight > 0 for span in spans):
        spans.append(_wording(heard.said, heard.passages, judged))
    return Estimate(
        round(10 * anger, 2),
        round(abuse, 3),
        round(dissatisfied, 3),
        tuple(sorted(spans, key=lambda span: -abs(span.weight))[:_SHOWN]),
        heard.language,
    )


def heard_in(text: str, language: str = "") -> Heard:
    """What a text says before the model is asked: the customer's own words in passages, the
    phrases among them and what those weigh in the text's language."""
    said = own(text)
    language = spoken.language_of(said, language)
    read = unnamed(said)
    passages = windows(read)
    cues = _cues(said, language) if passages else []
    if not any(cue.kind in _STRONG for cue in cues):
        read = _undenied(read, language)
    theirs = [cue for cue in cues if cue.kind in _CUSTOMERS]
    others = [cue for cue in cues if cue.kind not in _CUSTOMERS]
    told = _sum(theirs, ANGER) + HEEDED[model.trained(language)] * (
        _sum(others, ANGER) + _very(said, cues)
    )
    rude = ABUSE_HEEDED.get(language, _ABUSE_ALONE) * _sum(cues, ABUSE)
    return Heard(said, language, read, passages, cues, told, rude)


def _undenied(text: str, language: str) -> str:
    """The text with the feelings blanked that they say they do not have: the model hears
    "angry" in "not angry". Places stay."""
    for denied in phrases.denied_in(text, language):
        blank = " " * (denied.end - denied.start)
        text = text[: denied.start] + blank + text[denied.end :]
    return text


def _wording(text: str, passages: list, judged: list[model.Judged]) -> Span:
    """The passage that was judged angriest, when no phrase explains it."""
    highest = max(range(len(judged)), key=lambda at: judged[at].anger)
    start, end = passages[highest]
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()), WORDING, round(judged[highest].anger, 2))


def _cues(text: str, language: str) -> list[Found]:
    found = phrases.found_in(text, language)
    taken = {place for cue in found for place in (cue.start, cue.end - 1)}
    for other in spoken.also(text, language):
        more = phrases.found_in(text, other)
        found += [cue for cue in more if not {cue.start, cue.end - 1} & taken]
    return found + shouting.found_in(text)


def _spans(cues: list[Found]) -> list[Span]:
    """Each cue with what it weighs; a kind said again weighs less."""
    spans, before = [], set()
    for cue in cues:
        # Harassment says nothing of anger; it is shown for what it says of abuse.
        first, again = ANGER.get(cue.kind) or ABUSE[cue.kind]
        weight = again if cue.kind in before else first
        before.add(cue.kind)
        if weight:
            spans.append(Span(cue.start, cue.end, cue.kind, weight))
    return spans


def _sum(cues: list[Found], weights: dict[str, tuple[float, float]]) -> float:
    """What the cues add: the first of a kind, and up to three more of it."""
    said: dict[str, int] = {}
    for cue in cues:
        said[cue.kind] = said.get(cue.kind, 0) + 1
    return sum(
        weights[kind][0] + min(times - 1, 3) * weights[kind][1]
        for kind, times in said.items()
        if kind in weights
    )


def _very(text: str, cues: list[Found]) -> float:
    """What "very" adds where it stands right before a strong word."""
    ends = {cue.end for cue in cues if cue.kind == phrases.VERY}
    return _VERY * sum(
        cue.kind in _STRONG and len(text[: cue.start].rstrip()) in ends for cue in cues
    )


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
