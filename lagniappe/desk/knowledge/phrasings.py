"""What an entry says in one language: the ways people ask, and the answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lagniappe.desk.knowledge import spoken
from lagniappe.desk.knowledge.canned import check_variables
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean, clean_line, fold

MOST_QUESTIONS = 30
LONGEST_QUESTION = 300
LONGEST_ANSWER = 5_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}")


@dataclass(frozen=True, slots=True)
class Wording:
    questions: tuple[str, ...]
    answer: str


def wording(questions: Iterable[str], answer: str) -> Wording:
    """Questions without blanks and repetitions, and the answer. Raises Refused for what
    cannot be used."""
    return Wording(_questions(questions), _answer(answer))


def language_tag(text: str) -> str:
    """A language as it is stored, such as el or pt-br. Raises Refused."""
    tag = text.strip().lower().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag) or len(tag) > 16:
        raise Refused(N_("Name the language by its code, such as en or el."), code="bad_language")
    return tag


def known_language(text: str) -> str:
    """The same for something new, which must be in a language there is: gr is a country.
    Raises Refused, and says which was likely meant."""
    try:
        tag = language_tag(text)
    except Refused:
        spoken.check(clean_line(text, 40).lower())
        raise
    spoken.check(tag)
    return tag


def search_text(*wordings: Wording | None) -> str:
    """What these wordings are found by, case and accents forgiven."""
    parts = {part for w in wordings if w for part in (*w.questions, w.answer)}
    return fold(" ".join(sorted(parts)))


def _questions(given: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in given:
        # Cut nothing silently: one over the limit is refused below.
        line = clean_line(text, LONGEST_QUESTION + 1)
        if line:
            kept.setdefault(fold(line), line)
    if not kept:
        raise Refused(
            N_("Write at least one way of asking."), code="no_question", field="questions"
        )
    if len(kept) > MOST_QUESTIONS:
        raise Refused(
            N_("Keep to %(n)s ways of asking."),
            code="too_many_questions",
            field="questions",
            n=MOST_QUESTIONS,
        )
    if any(len(line) > LONGEST_QUESTION for line in kept.values()):
        raise Refused(
            N_("Keep each question under %(n)s characters."),
            code="too_long",
            field="questions",
            n=LONGEST_QUESTION,
        )
    return tuple(kept.values())


def _answer(text: str) -> str:
    answer = clean(text)
    if not answer:
        raise Refused(N_("Write the answer."), code="no_answer", field="answer")
    if len(answer) > LONGEST_ANSWER:
        raise Refused(
            N_("Keep the text under %(n)s characters."),
            code="too_long",
            field="answer",
            n=LONGEST_ANSWER,
        )
    check_variables(answer, field="answer")
    return answer
