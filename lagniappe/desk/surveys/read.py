"""Reading surveys: one with its answers, the one that stands open, and lists."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.surveys import questions, templates
from lagniappe.desk.surveys.questions import Question
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.desk.surveys.voice import judge
from lagniappe.kit import tokens
from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id

_s, _a = surveys.c, survey_answers.c
LONGEST_SECRET = 60


@dataclass(frozen=True, slots=True)
class Answered:
    """A survey's row, and what was answered: numbers by measure, words as they were written."""

    survey: object
    values: dict[str, int]
    words: dict[str, str]
    """By the question's key, in the order they were given."""

    @property
    def said(self) -> str:
        """All free words in one text, empty without any."""
        return "\n\n".join(self.words.values())


def is_bad(values: dict[str, int | None]) -> bool:
    """Whether any of these answers, by measure, says that something went wrong."""
    return bool(judge.reasons({k: value for k, value in values.items() if value is not None}))


@dataclass(frozen=True, slots=True)
class Standing:
    """A survey as it stands before whoever answers it."""

    survey: object
    questions: tuple[Question, ...]
    given: dict

    @property
    def open(self) -> list[Question]:
        """What is put to somebody who answered like this so far."""
        return questions.open_to(self.questions, {k: row.value for k, row in self.given.items()})

    @property
    def next(self) -> Question | None:
        """The first after the last that was answered: what was skipped is not asked again."""
        last = max((n for n, one in enumerate(self.open) if one.key in self.given), default=-1)
        return next(iter(self.open[last + 1 :]), None)

    def after(self, key: str) -> Question | None:
        """The question that follows `key` among those that are put, None at the end."""
        keys = [one.key for one in self.open]
        return next(iter(self.open[keys.index(key) + 1 :]), None) if key in keys else self.next

    def before(self, key: str) -> Question | None:
        """The one before it, None at the beginning."""
        keys = [one.key for one in self.open]
        at = keys.index(key) if key in keys else 0
        return self.open[at - 1] if at else None


def answered(tx, survey_id: str) -> Answered:
    """A survey and what was answered so far. Raises NotFound."""
    row = tx.one(select(surveys).where(_s.id == survey_id)) if is_id(survey_id) else None
    if row is None:
        raise NotFound()
    given = tx.all(
        select(survey_answers).where(_a.survey_id == survey_id).order_by(_a.created_at, _a.question)
    )
    return Answered(
        row,
        {one.measure: one.value for one in given if one.value is not None},
        {one.question: one.words for one in given if one.words},
    )


def standing(tx, survey) -> Standing:
    """A survey's row with its questions and what was answered."""
    rows = tx.all(select(survey_answers).where(_a.survey_id == survey.id))
    asked = templates.version(tx, survey.version_id)
    return Standing(survey, asked, {row.question: row for row in rows})


def of_secret(tx, secret: str):
    """The row of the survey whose link this is. Raises NotFound."""
    row = None
    if 0 < len(secret) <= LONGEST_SECRET:
        row = tx.one(select(surveys).where(_s.secret_digest == tokens.digest(secret)))
    if row is None or row.state in ("waiting", "passed_over"):
        raise NotFound()
    return row


def in_widget(tx, conversation_id: str):
    """The survey that stands in this conversation's widget, the newest; None without any."""
    return tx.one(
        select(surveys)
        .where(
            _s.conversation_id == conversation_id,
            _s.medium == "chat",
            _s.state.in_(("asked", "answered")),
            _s.expires_at > tx.now,
        )
        .order_by(_s.asked_at.desc(), _s.id.desc())
        .limit(1)
    )
