"""What each language says, read from `words/` once and made ready to look for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lagniappe.desk.complaints.protocol.folded import folded, pattern
from lagniappe.kit.languages import guess

LANGUAGES = ("en", "el", "ro", "ja", "id")
_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Feeling:
    """How a feeling is recognised, and the form in which a phrase gives it back."""

    found: re.Pattern
    say: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: `cues` for what agents write, `heard` for what customers write."""

    language: str
    spaced: bool
    cues: dict[str, re.Pattern]
    heard: dict[str, re.Pattern]
    facts: dict[str, re.Pattern]
    asks_for: dict[str, re.Pattern]
    feelings: tuple[Feeling, ...]
    you: re.Pattern
    generic: re.Pattern
    negators: re.Pattern | None
    negated_before: re.Pattern | None
    negated_after: re.Pattern | None
    because: re.Pattern
    when: re.Pattern
    promise: re.Pattern
    question: re.Pattern
    vague: frozenset[str]
    common: frozenset[str]


def of(locale: str, text: str = "") -> "Lexicon":
    """The lexicon of a conversation's language; where we have none, of the language the text
    is written in; English otherwise."""
    language = locale.partition("-")[0].lower()
    if language not in LANGUAGES:
        language = guess(text) if text else ""
    return _read(language if language in LANGUAGES else "en")


@cache
def _read(language: str) -> Lexicon:
    raw = tomllib.loads((_FOLDER / f"{language}.toml").read_text())
    spaced = language != "ja"
    grammar = raw["grammar"]

    def one(ways: list[str]) -> re.Pattern:
        return pattern(*ways, spaced=spaced)

    def several(table: dict[str, list[str]]) -> dict[str, re.Pattern]:
        return {name: one(ways) for name, ways in table.items() if ways}

    return Lexicon(
        language=language,
        spaced=spaced,
        cues=several(raw["cues"]),
        heard=several(raw["heard"]),
        facts=several(raw["facts"]),
        asks_for=several(raw["asks_for"]),
        feelings=tuple(Feeling(one(f["found"]), f["say"]) for f in raw["feelings"]),
        you=one(grammar["you"]),
        generic=one(grammar["generic"]),
        negators=one(grammar["negated_before"]),
        negated_before=_before(grammar["negated_before"]),
        negated_after=one(grammar["negated_after"]),
        because=one(grammar["because"]),
        when=one(grammar["when"]),
        promise=one(grammar["promise"]),
        question=one(grammar.get("question", ["(?!)"])),
        vague=_words(grammar["vague"]),
        common=_words(grammar["common"]),
    )


def _before(ways: list[str]) -> re.Pattern | None:
    """A negation up to two words before the place where the text is cut."""
    if not ways:
        return None
    found = pattern(*ways).pattern
    return re.compile(rf"{found}(?:\s+\w+){{0,2}}\s*$")


def _words(line: str) -> frozenset[str]:
    return frozenset(folded(line).split())
