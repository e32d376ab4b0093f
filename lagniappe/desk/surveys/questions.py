"""A question: what it measures, how it is put in each language, and when it is put at all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean_line

LANGUAGES = ("en", "el", "ro", "ja", "id")
KINDS = ("yes_no", "scale", "choice", "words")
MOST_QUESTIONS = 20
LONGEST_TEXT = 300
MOST_CHOICES = 12

# Stands in addresses and in the names of fields.
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")

# The kind of each measure and the ends of its scale. The names are kept with every answer.
MEASURES = {
    "needs_met": ("yes_no", 0, 1),
    "would_leave": ("yes_no", 0, 1),
    "csat": ("scale", 1, 5),
    "acsi_overall": ("scale", 1, 10),
    "acsi_expected": ("scale", 1, 10),
    "acsi_ideal": ("scale", 1, 10),
    "recommend": ("scale", 0, 10),
    "ease": ("scale", 1, 7),
    "solved": ("yes_no", 0, 1),
    "feeling": ("scale", 1, 5),
    "happy_now": ("yes_no", 0, 1),
    "trust_before": ("scale", 1, 7),
    "trust_now": ("scale", 1, 7),
    "just_outcome": ("scale", 1, 7),
    "just_process": ("scale", 1, 7),
    "just_manner": ("scale", 1, 7),
    "just_explained": ("scale", 1, 7),
    "in_response": ("scale", 1, 10),
    "in_quality": ("scale", 1, 10),
    "in_communication": ("scale", 1, 10),
    "in_teamwork": ("scale", 1, 10),
    "in_morale": ("scale", 1, 10),
    "needs_others": ("scale", 1, 10),
    "listens": ("scale", 1, 10),
    "solves": ("scale", 1, 10),
    "before_contact": ("scale", 1, 5),
    "pulse_stay": ("scale", 1, 7),
    "pulse_place": ("scale", 1, 7),
    "pulse_pay": ("scale", 1, 7),
    "pulse_trained": ("yes_no", 0, 1),
    "choice": ("choice", 1, MOST_CHOICES),
    "words": ("words", 0, 0),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """Put only when `question` was answered within these bounds."""

    question: str
    low: int | None = None
    high: int | None = None

    def holds(self, given: Mapping[str, int | None]) -> bool:
        value = given.get(self.question)
        if value is None:
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Question:
    """`texts` is {language: {"ask", "low"?, "high"?, "options"?: [...]}}, English always there."""

    key: str
    kind: str
    measure: str
    low: int
    high: int
    texts: dict = field(hash=False)
    only_if: Condition | None = None

    def said(self, locale: str) -> dict:
        """Its words for a reader: {"ask", "low", "high", "options", "language"}."""
        language = locale.replace("_", "-").partition("-")[0].lower()
        if not self.texts.get(language, {}).get("ask"):
            language = "en"
        words = self.texts[language]
        return {"low": "", "high": "", "options": [], "language": language, **words}

    @property
    def values(self) -> range:
        """Every value one may give, from the least on."""
        return range(self.low, self.high + 1)

    def as_json(self) -> dict:
        """The form kept in `survey_versions.questions`."""
        made = {"key": self.key, "kind": self.kind, "measure": self.measure}
        made |= {"low": self.low, "high": self.high, "texts": self.texts}
        if self.only_if:
            bounds = {"min": self.only_if.low, "max": self.only_if.high}
            kept = {name: bound for name, bound in bounds.items() if bound is not None}
            made["only_if"] = {"question": self.only_if.question, **kept}
        return made


def read(stored: list[dict]) -> tuple[Question, ...]:
    """The questions of a stored version."""
    return tuple(_question(one) for one in stored)


def open_to(asked: Iterable[Question], given: Mapping[str, int | None]) -> list[Question]:
    """Those of the questions that are put to somebody who gave these values, by key."""
    return [one for one in asked if one.only_if is None or one.only_if.holds(given)]


def checked(raw: list[dict]) -> list[dict]:
    """A version's questions as people edited them, ready to be stored. Raises Refused."""
    if not 0 < len(raw) <= MOST_QUESTIONS:
        raise Refused(
            N_("Ask between one and %(most)s questions."), code="bad_count", most=MOST_QUESTIONS
        )
    made, known = [], {}
    for one in raw:
        question = _checked(one, known)
        known[question.key] = question
        made.append(question.as_json())
    return made


def _checked(raw: dict, before: dict[str, Question]) -> Question:
    measure = str(raw.get("measure", ""))
    if measure not in MEASURES:
        raise Refused(N_("Choose what each question measures."), code="bad_measure")
    key = str(raw.get("key") or measure)
    if not _KEY.fullmatch(key):
        raise Refused(N_("This request is malformed."), code="malformed", status=400)
    if key in before or any(one.measure == measure != "words" for one in before.values()):
        raise Refused(N_("Ask each thing once."), code="twice")
    texts = _texts(raw.get("texts") or {})
    kind, low, high = MEASURES[measure]
    if kind == "choice":
        high = len(texts["en"].get("options") or ())
        if high < 2:
            raise Refused(N_("Give at least two answers to choose from."), code="bad_options")
    return Question(key, kind, measure, low, high, texts, _condition(raw.get("only_if"), before))


def _texts(raw: dict) -> dict:
    texts = {}
    for language in LANGUAGES:
        given = raw.get(language) or {}
        said = {n: clean_line(str(given.get(n, "")), LONGEST_TEXT) for n in ("ask", "low", "high")}
        kept = {name: text for name, text in said.items() if text}
        options = [clean_line(str(text), 80) for text in given.get("options") or ()]
        if options := [text for text in options if text][:MOST_CHOICES]:
            kept["options"] = options
        if "ask" in kept:
            texts[language] = kept
    if "en" not in texts:
        raise Refused(
            N_(
                "Write every question in English too: it is what is asked where a language is"
                " missing."
            ),
            code="no_english",
        )
    return texts


def _condition(raw: dict | None, before: dict[str, Question]) -> Condition | None:
    """Raises Refused when it asks for an answer that cannot have been given yet."""
    if not raw or not raw.get("question"):
        return None
    upon = before.get(raw["question"])
    if upon is None or upon.kind == "words":
        raise Refused(
            N_("A question can depend only on a number given before it."), code="bad_branch"
        )
    low, high = raw.get("min"), raw.get("max")
    if low is None and high is None:
        raise Refused(N_("Say which answers lead to the question."), code="bad_branch")
    return Condition(upon.key, low, high)


def _question(stored: dict) -> Question:
    only_if = stored.get("only_if")
    return Question(
        stored["key"],
        stored["kind"],
        stored["measure"],
        stored.get("low", 0),
        stored.get("high", 0),
        stored["texts"],
        Condition(only_if["question"], only_if.get("min"), only_if.get("max")) if only_if else None,
    )
