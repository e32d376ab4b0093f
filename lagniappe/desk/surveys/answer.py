"""Answering: one question at a time, each kept at once, wherever it comes from."""

from sqlalchemy import delete, insert, select, update

from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import blocks
from lagniappe.desk.people.tables import customers
from lagniappe.desk.reactions import SURVEY_ANSWERED
from lagniappe.desk.surveys import card, questions, templates
from lagniappe.desk.surveys.questions import Question
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written

LONGEST_WORDS = 4_000
MAY_CHANGE_FOR = 30 * MINUTE
_s, _a = surveys.c, survey_answers.c


def answer(tx, survey_id: str, question: str, *, value: int | None = None, words: str = "") -> bool:
    """Keep the answer to one question, by its key; True when it says something new.

    The same again changes nothing. Another answer replaces the first for 30 minutes. Raises
    NotFound, and Refused when it is out of range, not asked, or no longer open.
    """
    survey = open_one(tx, survey_id)
    asked = templates.version(tx, survey.version_id)
    given = given_to(tx, survey_id)
    put = _put(asked, given, question)
    value, words = fitting(put, value, words)
    if put.kind == "words" and not words:
        return False
    before = given.get(put.key)
    if before is not None:
        if (before.value, before.words) == (value, words):
            return False
        if tx.now > before.created_at + MAY_CHANGE_FOR:
            raise Refused(N_("You have answered this. Thank you."), code="answered", status=409)
    _keep(tx, survey_id, put, value, words, again=before is not None)
    _forget_what_no_longer_applies(tx, survey_id, asked)
    _mark(tx, survey, state="done" if survey.done_at else "answered")
    card.show(tx, survey_id)
    SURVEY_ANSWERED.tell(tx, survey_id, put.key)
    return True


def finish(tx, survey_id: str) -> None:
    """The customer came to the end; what they left out they may still answer."""
    survey = open_one(tx, survey_id)
    if survey.answered_at is not None and survey.done_at is None:
        tx.execute(update(surveys).where(_s.id == survey_id).values(state="done", done_at=tx.now))


def decline(tx, survey_id: str) -> None:
    """The customer would rather not: the question goes, and what was answered stays."""
    survey = open_one(tx, survey_id)
    if survey.answered_at is not None:
        finish(tx, survey_id)
        return
    tx.execute(update(surveys).where(_s.id == survey_id).values(state="expired", reason="declined"))


def seen(tx, survey_id: str) -> None:
    """The question was on the customer's screen."""
    tx.execute(
        update(surveys).where(_s.id == survey_id, _s.seen_at.is_(None)).values(seen_at=tx.now)
    )


def stop_asking(tx, survey_id: str) -> None:
    """Never ask this customer again: they said so. Raises NotFound."""
    survey = _row(tx, survey_id)
    tx.execute(
        update(customers).where(customers.c.id == survey.customer_id).values(surveys_off_at=tx.now)
    )
    tx.execute(
        update(surveys)
        .where(_s.customer_id == survey.customer_id, _s.state.in_(("waiting", "asked")))
        .values(state="expired", reason="opted_out")
    )


def open_one(tx, survey_id: str):
    """The survey's row, while it may be answered. Raises NotFound, Refused."""
    survey = _row(tx, survey_id)
    expired = survey.state not in ("asked", "answered", "done") or survey.expires_at <= tx.now
    if expired or not _still_asked(tx, survey):
        raise Refused(
            N_("This question is no longer open. Write to us: we read it all the same."),
            code="closed",
            status=410,
        )
    return survey


def given_to(tx, survey_id: str) -> dict:
    """The rows of what was answered, by the question's key."""
    rows = tx.all(select(survey_answers).where(_a.survey_id == survey_id))
    return {row.question: row for row in rows}


def fitting(put: Question, value: int | None, words: str) -> tuple[int | None, str]:
    """The value, or the cleaned words, to keep. Raises Refused for what is no answer to it."""
    if put.kind == "words":
        return None, written(words, LONGEST_WORDS, field="words")
    if isinstance(value, bool) or not isinstance(value, int) or value not in put.values:
        raise Refused(N_("Choose one of the answers."), code="bad_value")
    return value, ""


def _row(tx, survey_id: str):
    query = select(surveys).where(_s.id == survey_id)
    row = tx.one(query.with_for_update() if tx.dialect == "postgresql" else query)
    if row is None:
        raise NotFound()
    return row


def _still_asked(tx, survey) -> bool:
    """Whether the people and the conversation it is about are still served."""
    known = tx.value(select(customers.c.id).where(customers.c.id == survey.customer_id))
    spam = select(conversations.c.spam_at).where(conversations.c.id == survey.conversation_id)
    return bool(known) and tx.value(spam) is None and not blocks.is_blocked(tx, survey.customer_id)


def _put(asked: tuple[Question, ...], given: dict, key: str) -> Question:
    """Raises Refused for a question that is not put to somebody who answered like this."""
    values = {name: row.value for name, row in given.items()}
    for one in questions.open_to(asked, values):
        if one.key == key:
            return one
    raise Refused(N_("This is not asked here."), code="not_asked")


def _keep(tx, survey_id: str, put: Question, value, words: str, *, again: bool) -> None:
    if again:
        tx.execute(
            update(survey_answers)
            .where(_a.survey_id == survey_id, _a.question == put.key)
            .values(value=value, words=words)
        )
        return
    tx.execute(
        insert(survey_answers).values(
            survey_id=survey_id,
            question=put.key,
            measure=put.measure,
            value=value,
            words=words,
            created_at=tx.now,
        )
    )


def _forget_what_no_longer_applies(tx, survey_id: str, asked: tuple[Question, ...]) -> None:
    """Whoever says yes after all has not said what they would do after a no."""
    values = {name: row.value for name, row in given_to(tx, survey_id).items()}
    left = {one.key for one in asked} - {one.key for one in questions.open_to(asked, values)}
    if left & set(values):
        tx.execute(delete(survey_answers).where(_a.survey_id == survey_id, _a.question.in_(left)))


def _mark(tx, survey, *, state: str) -> None:
    tx.execute(
        update(surveys)
        .where(_s.id == survey.id)
        .values(
            state=state,
            answered_at=survey.answered_at or tx.now,
            seen_at=survey.seen_at or tx.now,
        )
    )
