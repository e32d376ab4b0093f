"""What was answered stands in the conversation, for staff: one line that grows with it."""

from sqlalchemy import select, update

from lagniappe.desk.conversations import append, message
from lagniappe.desk.surveys import templates
from lagniappe.desk.surveys.tables import survey_answers, surveys

EVENT = "survey_answered"
SHOWN_WORDS = 600


def show(tx, survey_id: str) -> None:
    """Put the answers on the conversation's timeline, or renew them there."""
    survey = tx.one(select(surveys).where(surveys.c.id == survey_id))
    if survey.conversation_id is None:
        return
    answers = _answers(tx, survey)
    entry = survey.position and message.at(tx, survey.conversation_id, survey.position)
    if entry:
        message.redescribe(tx, entry, answers=answers)
        return
    entry = append.event(
        tx, survey.conversation_id, EVENT, public=False, survey=survey.id, answers=answers
    )
    tx.execute(update(surveys).where(surveys.c.id == survey.id).values(position=entry.position))


def _answers(tx, survey) -> list[dict]:
    """In the order they were asked, in the words they were asked in."""
    rows = tx.all(select(survey_answers).where(survey_answers.c.survey_id == survey.id))
    given = {row.question: row for row in rows}
    shown = []
    for one in templates.version(tx, survey.version_id):
        row = given.get(one.key)
        if row is None:
            continue
        said = one.said(survey.locale)
        about = {"ask": said["ask"], "language": said["language"], "kind": one.kind}
        about |= {"measure": one.measure, "value": row.value, "low": one.low, "high": one.high}
        if one.kind == "choice":
            about["words"] = said["options"][row.value - 1]
        else:
            about["words"] = row.words[:SHOWN_WORDS]
        shown.append(about)
    return shown
