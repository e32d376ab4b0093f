"""Greetings, thanks and contentment, yes and no: what people say beside their questions, and what
the automaton answers to it. Short messages only."""

import re
import tomllib
from functools import cache
from pathlib import Path

from lagniappe.kit.text import fold

GREETS, THANKS, CONTENT, YES, NO = "greets", "thanks", "content", "yes", "no"
LONGEST = 80
_HERE = Path(__file__).parent
_NOT_WORDS = re.compile(r"[\W_]+")
_GLAD = re.compile("[👍👌🙏🙂😊😀❤💙💚🌷]")


def manners(text: str) -> frozenset[str]:
    """What a line is made of, of GREETS, THANKS, CONTENT, YES and NO; empty where anything else
    is said, which may be a question."""
    if len(text) > LONGEST:
        return frozenset()
    words = _words(text)
    if not words:
        return frozenset({CONTENT} if _GLAD.search(text) else ())
    said: set[str] = set()
    while words:
        kind, length = _longest(words)
        if not kind:
            return frozenset()
        said.add(kind)
        words = words[length:]
    return frozenset(said)


def is_greeting(text: str) -> bool:
    """Whether this only greets, thanks or says that all is well: the question comes next, or
    came before. A mere yes or no may be the answer to something (typed.py)."""
    return bool(manners(text) - {YES, NO})


def said_back(kind: str, language: str) -> str:
    """What the automaton says to a greeting (GREETS) or to thanks, in a language of the screens,
    else in English."""
    lines = _read("words.toml")["hello" if kind == GREETS else "welcome"]
    return lines.get(language) or lines["en"]


def _longest(words: list[str]) -> tuple[str, int]:
    for length in range(min(len(words), _most()), 0, -1):
        kind = _kinds().get(" ".join(words[:length]))
        if kind:
            return kind, length
    return "", 0


def _words(text: str) -> list[str]:
    """Folded words; those of Japanese, where they stand together, one for each phrase."""
    found: list[str] = []
    for word in _NOT_WORDS.sub(" ", fold(text)).split():
        together = _unspaced().findall(word)
        found += together if len(together) > 1 and "".join(together) == word else [word]
    return found


@cache
def _kinds() -> dict[str, str]:
    """Each phrase as `_words` leaves it, with its kind."""
    return {
        " ".join(_NOT_WORDS.sub(" ", fold(phrase)).split()): kind
        for kind, languages in _read("manners.toml").items()
        for phrases in languages.values()
        for phrase in phrases
    }


@cache
def _most() -> int:
    return max(len(phrase.split()) for phrase in _kinds())


@cache
def _unspaced() -> re.Pattern:
    lists = _read("manners.toml").values()
    phrases = [fold(phrase) for languages in lists for phrase in languages["ja"]]
    return re.compile("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)))


@cache
def _read(name: str) -> dict:
    return tomllib.loads((_HERE / name).read_text("utf-8"))
