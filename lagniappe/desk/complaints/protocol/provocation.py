"""What a customer's text asks of the protocol: bait not to take, somebody to fetch, an account
that has ended, an offer taken or refused."""

from dataclasses import dataclass
from functools import lru_cache

from lagniappe.desk.complaints.mood import phrases
from lagniappe.desk.complaints.mood.own_words import own
from lagniappe.desk.complaints.protocol.cues import Text, hits, read

ABUSES = ("threat", "advance")
"""What is abuse the first time, the gravest first; an insult is bait before it is said again."""
PROVOKES = frozenset({"bait", "insult", *ABUSES})
COMPLAINS = frozenset({"repeat", "ultimatum", "finished"})
"""What says that something is wrong or wanted: an insult beside it is anger, and no bait."""
ESCALATES = ("safety", "legal", "supervisor")
"""Why somebody else must be fetched, the most urgent first."""
GRAVE = frozenset({"insult", *ABUSES, *ESCALATES})
"""What takes a conversation aside however calmly it is said; bait alone may be irony."""
ANSWERS = frozenset({"agrees", "chooses", "declines"})
# "Ok" answers in a short message or at the beginning of a sentence; elsewhere it is a word.
_SHORT, _NEAR = 60, 6
_NEGATABLE = frozenset({"supervisor", "legal", "agrees", "chooses", "thanks", *PROVOKES - {"bait"}})


@dataclass(frozen=True, slots=True)
class Sign:
    """One of `heard` in words/: bait, insult, threat (of violence), supervisor, legal, safety,
    exposure, ultimatum, finished, agrees, chooses, declines, thanks, repeat; or an advance, or
    obscenities, whose words moods know. Said in `text[start:end]`."""

    kind: str
    start: int
    end: int


def signs_in(text: str, language: str = "") -> list[Sign]:
    """Every sign of a customer's text, in the order of its words."""
    return list(_signs(text[:20_000], language))


@lru_cache(maxsize=2048)
def _signs(text: str, language: str) -> tuple[Sign, ...]:
    taken = read(text, language)
    found = [
        Sign(kind, *span)
        for kind, what in taken.lexicon.heard.items()
        for span in hits(taken, what, negatable=kind in _NEGATABLE)
        if kind not in ANSWERS or _answers(taken, *span)
    ]
    found += [
        Sign("advance", advance.start, advance.end)
        for advance in phrases.found_in(own(text), taken.lexicon.language)
        if advance.kind == phrases.HARASS
    ]
    kinds = {sign.kind for sign in found}
    if kinds & {"declines", *PROVOKES}:
        found = [sign for sign in found if sign.kind not in ("agrees", "chooses")]
    return tuple(sorted(found, key=lambda sign: (sign.start, sign.end, sign.kind)))


def _answers(text: Text, start: int, end: int) -> bool:
    begin, _ = text.sentences.around(start)
    return len(text.plain) <= _SHORT or start - begin <= _NEAR
