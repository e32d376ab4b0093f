"""Phrases that tell how somebody feels, per language, negation aware, with their places."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

LANGUAGES = ("en", "el", "ro", "ja", "id")
_FOLDER = Path(__file__).parent / "words"

INSULT, SWEAR, THREAT = "insult", "swear", "threat"
HARASS = "harass"
"""Advances and obscenities."""
ANGER, OUTRAGE, DISAPPOINTED = "anger", "outrage", "disappointed"
ULTIMATUM, LEGAL, PUBLIC = "ultimatum", "legal", "public"
REPEAT, WAITING = "repeat", "waiting"
VERY, THANKS, AGREE = "very", "thanks", "agree"
# "Not helpful" is no praise, "I will not sue" no threat; but "still not here" is a complaint.
_NEGATED = {
    *(INSULT, SWEAR, THREAT, HARASS),
    *(ANGER, OUTRAGE, DISAPPOINTED),
    *(LEGAL, PUBLIC),
    *(THANKS, AGREE),
}
_FEELINGS = {ANGER, DISAPPOINTED}
_WORDS_BEFORE = 3
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?;:,…·。、]")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of this kind at `start` to `end` of the text."""

    kind: str
    start: int
    end: int


def found_in(text: str, language: str) -> list[Found]:
    """What stands in a text, left to right, nothing twice; what is denied is left out."""
    return [found for found, said in _hits(text, language) if said]


def denied_in(text: str, language: str) -> list[Found]:
    """Feelings that somebody says they do not have, each with its "not"."""
    return [found for found, said in _hits(text, language) if not said and found.kind in _FEELINGS]


def _hits(text: str, language: str) -> list[tuple[Found, bool]]:
    """Each phrase, and whether it is said rather than denied."""
    folded, places = _folded(text)
    found = _table(language if language in LANGUAGES else "en").search(folded)
    return [
        (Found(kind, places[start], places[end - 1] + 1), said) for kind, start, end, said in found
    ]


class _Spaced:
    """The phrases of a language that puts spaces between words, by their first word."""

    def __init__(self, content: dict) -> None:
        self._not = {_fold(word) for word in content["not_before"]}
        self._despite = tuple(f" {_fold(words)} " for words in content["despite"])
        self._whole: dict[str, list] = {}
        self._beginnings: dict[str, list] = {}
        for kind, phrase in _pairs(content):
            words = _TOKEN.findall(phrase.rstrip("*"))
            alone = len(words) == 1 and phrase.endswith("*")
            place = self._beginnings if alone else self._whole
            place.setdefault(words[0], []).append((words, phrase.endswith("*"), kind))
        for table in (self._whole, self._beginnings):
            for phrases in table.values():
                phrases.sort(key=lambda phrase: -len(phrase[0]))

    def search(self, text: str) -> list[tuple[str, int, int, bool]]:
        """(kind, start, end, said) of each phrase, the longest where several begin; what is
        denied begins at its "not"."""
        tokens = list(_TOKEN.finditer(text))
        words = [token.group() for token in tokens]
        found, at = [], 0
        while at < len(words):
            kind, length = self._longest(words, at)
            if kind:
                denied = self._denied(words, at) if kind in _NEGATED else None
                first = tokens[at if denied is None else denied]
                last = tokens[at + length - 1]
                found.append((kind, first.start(), last.end(), denied is None))
            at += length
        return found

    def _longest(self, words: list[str], at: int) -> tuple[str, int]:
        word = words[at]
        for phrase, goes_on, kind in self._whole.get(word, ()):
            said = words[at : at + len(phrase)]
            if said == phrase or (
                goes_on and said[:-1] == phrase[:-1] and said[-1].startswith(phrase[-1])
            ):
                return kind, len(phrase)
        for size in range(len(word), 2, -1):
            for _, _, kind in self._beginnings.get(word[:size], ()):
                return kind, 1
        return "", 1

    def _denied(self, words: list[str], at: int) -> int | None:
        """Where a "not" stands shortly before, in the same clause, if it denies: "not only
        angry" and "you don't know how angry" say the contrary."""
        for place in range(at - 1, max(-1, at - 1 - _WORDS_BEFORE), -1):
            if not words[place][0].isalnum():
                return None
            if words[place] in self._not:
                between = f" {' '.join(words[place + 1 : at])} "
                return None if any(word in between for word in self._despite) else place
        return None


class _Unspaced:
    """The phrases of a language without spaces, found anywhere; "not" stands behind them."""

    def __init__(self, content: dict) -> None:
        self._not = tuple(_fold(word) for word in content["not_after"])
        self._kinds = {phrase: kind for kind, phrase in _pairs(content)}
        longest_first = sorted(self._kinds, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def search(self, text: str) -> list[tuple[str, int, int, bool]]:
        """(kind, start, end, said) of each phrase."""
        found = []
        for match in self._pattern.finditer(text):
            kind = self._kinds[match.group()]
            said = kind not in _NEGATED or not text.startswith(self._not, match.end())
            found.append((kind, match.start(), match.end(), said))
        return found


@cache
def _table(language: str) -> _Spaced | _Unspaced:
    content = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    return _Unspaced(content) if content["not_after"] else _Spaced(content)


def _pairs(content: dict) -> list[tuple[str, str]]:
    return [
        (kind, _fold(phrase)) for kind, phrases in content["phrases"].items() for phrase in phrases
    ]


def _fold(text: str) -> str:
    return "".join(map(_letter, text))


def _folded(text: str) -> tuple[str, list[int] | range]:
    """The text as phrases are written, and for each of its letters the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters, places = [], []
    for place, character in enumerate(text):
        folded = _letter(character)
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), places


@lru_cache(maxsize=4_096)
def _letter(character: str) -> str:
    """Case, width and accents forgiven, except that kana keep their voicing: ガス is not カス.
    What cannot be seen is no letter."""
    if unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    folded = unicodedata.normalize("NFKC", character).casefold()
    base = unicodedata.normalize("NFD", folded)
    if base and base[0] < "\u2000":
        folded = "".join(c for c in base if unicodedata.category(c) != "Mn")
    return {"’": "'", "ς": "σ"}.get(folded, folded)
