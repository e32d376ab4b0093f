"""What the customer has already told, so that nobody asks again."""

import re
from dataclasses import dataclass
from functools import lru_cache

from lagniappe.desk.complaints.protocol.cues import read
from lagniappe.desk.complaints.protocol.making import MONEY

KINDS = ("order", "serial", "model", "amount", "date", "email", "phone", "tried")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\d[\d ()/-]{7,16}\d(?!\w)")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told, in the customer's own words, at a position of the conversation."""

    kind: str
    text: str
    position: int


def told(text: str, language: str, position: int) -> tuple[Fact, ...]:
    """The facts in a customer's text, each kind and wording once."""
    return tuple(Fact(kind, words, position) for kind, words in _told(text[:20_000], language))


@lru_cache(maxsize=2048)
def _told(text: str, language: str) -> tuple[tuple[str, str], ...]:
    taken = read(text, language)
    patterns = {
        **taken.lexicon.facts,
        "amount": MONEY,
        "date": taken.lexicon.when,
        "email": _EMAIL,
        "phone": _PHONE,
    }
    found: dict[tuple[str, str], None] = {}
    covered: list[tuple[int, int]] = []
    for kind in KINDS:
        for match in taken.find(patterns.get(kind)):
            start, end = match.span()
            # A telephone number is no date and an order's number no telephone's.
            if kind != "tried" and any(start < b and a < end for a, b in covered):
                continue
            covered.append((start, end))
            words = " ".join(text[start:end].split())[:_LONGEST]
            if any(character.isdigit() for character in words) or kind in ("tried", "date"):
                found[kind, words.strip(" ,.;:")] = None
            elif kind == "email":
                found[kind, words] = None
    return tuple(found)[:24]
