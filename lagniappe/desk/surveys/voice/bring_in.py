"""Words that were answered without anybody being told: a history brought in, in batches.

Nobody is alerted, thanked or followed up: what is brought in is over.
"""

from sqlalchemy import exists, insert, select, tuple_

from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.desk.surveys.voice import judge, searching
from lagniappe.desk.surveys.voice.heard import AUDIENCES
from lagniappe.desk.surveys.voice.tables import verbatims
from lagniappe.desk.surveys.voice.verbatims import language_of
from lagniappe.kit import ids

AT_ONCE = 2_000
_s, _a = surveys.c, survey_answers.c


def batch(tx, after: tuple[int, str]) -> tuple[int, str] | None:
    """Bring in the words of the next AT_ONCE surveys answered after (answered_at, id); returns
    where the next batch starts, None when there is none."""
    rows = tx.all(
        select(surveys)
        .where(
            _s.answered_at.is_not(None),
            tuple_(_s.answered_at, _s.id) > tuple_(*after),
            _s.audience.in_(AUDIENCES),
            ~exists().where(verbatims.c.survey_id == _s.id),
        )
        .order_by(_s.answered_at, _s.id)
        .limit(AT_ONCE)
    )
    if not rows:
        return None
    answers = _answers(tx, rows)
    made = [one for row in rows for one in _of(row, answers.get(row.id, []))]
    if made:
        tx.execute(insert(verbatims), made)
        searching.index_many(tx, [(one["id"], one["words"]) for one in made])
    return rows[-1].answered_at, rows[-1].id


def everything(db) -> None:
    """All of it, each batch in a transaction of its own; for commands, in their thread."""
    after = (0, "")
    while after is not None:
        after = db.write_sync(batch, after)


def _answers(tx, rows: list) -> dict[str, list]:
    found: dict[str, list] = {}
    wanted = select(survey_answers).where(_a.survey_id.in_([row.id for row in rows]))
    for answer in tx.all(wanted):
        found.setdefault(answer.survey_id, []).append(answer)
    return found


def _of(survey, answers: list) -> list[dict]:
    numbers = {a.measure: a.value for a in answers if a.value is not None}
    return [
        {
            "id": ids.new(),
            "survey_id": survey.id,
            "question": answer.question,
            "words": answer.words,
            "language": language_of(answer.words, survey.locale),
            "tone": judge.tone(numbers),
            "numbers": numbers,
            "conversation_id": survey.conversation_id,
            "customer_id": survey.customer_id,
            "agent_id": survey.agent_id,
            "department_id": survey.department_id,
            "channel": survey.channel,
            "said_at": survey.answered_at,
        }
        for answer in answers
        if answer.words.strip()
    ]
