"""Plain wording: what in a question would make a customer stop and wonder. It remarks, and
forbids nothing: people decide."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lagniappe.desk.surveys.questions import LANGUAGES, Question
from lagniappe.kit.text import fold

LONGEST_WORDS = 18
LONGEST_JAPANESE = 45
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile("[?;？]")


@dataclass(frozen=True, slots=True)
class Remark:
    """`kind`: term (one of ours, `found`), long, two (questions in one), missing (language)."""

    question: str
    language: str
    kind: str
    found: str = ""


def remarks(asked: Iterable[Question]) -> list[Remark]:
    """What to look at again, question by question, language by language."""
    return [
        remark
        for one in asked
        for language in LANGUAGES
        for remark in _of(one, language, one.texts.get(language))
    ]


def _of(question: Question, language: str, said: dict | None) -> list[Remark]:
    if said is None:
        return [Remark(question.key, language, "missing")]
    ask = said["ask"]
    every = " ".join([ask, said.get("low", ""), said.get("high", ""), *said.get("options", ())])
    found = [Remark(question.key, language, "term", term) for term in _terms(every, language)]
    if _is_long(ask, language):
        found.append(Remark(question.key, language, "long"))
    if question.kind != "words" and _asks_two(ask, language):
        found.append(Remark(question.key, language, "two"))
    return found


def _terms(text: str, language: str) -> list[str]:
    folded = fold(text)
    return [term for term, way in _known()[language][0] if way.search(folded)]


def _is_long(text: str, language: str) -> bool:
    if language == "ja":
        return len(text) > LONGEST_JAPANESE
    return len(_WORD.findall(text)) > LONGEST_WORDS


def _asks_two(text: str, language: str) -> bool:
    marks = len(_MARK.findall(text)) if language == "el" else text.count("?") + text.count("？")
    return marks > 1 or any(join in text.lower() for join in _known()[language][1])


@cache
def _known() -> dict[str, tuple[list, list]]:
    raw = tomllib.loads((Path(__file__).parent / "plain.toml").read_text("utf-8"))
    return {
        language: ([(term, _way(term, language)) for term in one["terms"]], one["joins"])
        for language, one in raw.items()
    }


def _way(term: str, language: str) -> re.Pattern:
    """A term as a word of its own; Japanese is written without spaces."""
    folded = re.escape(fold(term))
    return re.compile(folded if language == "ja" else rf"(?<!\w){folded}(?!\w)")
