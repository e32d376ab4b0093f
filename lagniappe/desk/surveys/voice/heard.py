"""An answered survey as the voice reads it: whose, where, its numbers and its words."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.surveys.tables import survey_answers, surveys

AUDIENCES = ("contact", "complaint", "recovery")
"""What colleagues and staff answer is anonymous and goes elsewhere."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`survey` is the row; `numbers` by measure; `words` are (question, text), not empty."""

    survey: object
    numbers: dict[str, int]
    words: list[tuple[str, str]]

    @property
    def all_words(self) -> str:
        return "\n\n".join(text for _, text in self.words)


def heard(tx, survey_id: str) -> Heard | None:
    """What a customer has answered so far; None for a survey that is no customer's."""
    row = tx.one(select(surveys).where(surveys.c.id == survey_id))
    if row is None or row.audience not in AUDIENCES:
        return None
    answers = tx.all(
        select(survey_answers)
        .where(survey_answers.c.survey_id == survey_id)
        .order_by(survey_answers.c.created_at, survey_answers.c.question)
    )
    return Heard(
        row,
        {a.measure: a.value for a in answers if a.value is not None},
        [(a.question, a.words) for a in answers if a.words.strip()],
    )
