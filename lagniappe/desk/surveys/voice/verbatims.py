"""Verbatims: each free answer as it was written, beside the numbers it came with."""

from sqlalchemy import delete, exists, insert, select, update

from lagniappe.desk.surveys.voice import judge, searching
from lagniappe.desk.surveys.voice.heard import Heard
from lagniappe.desk.surveys.voice.tables import quotes, verbatims
from lagniappe.kit import ids
from lagniappe.kit.languages import guess

_v = verbatims.c


def keep(tx, said: Heard) -> None:
    """Keep what was said, or what was said instead of it, with the numbers as they now are."""
    known = {
        row.question: row for row in tx.all(select(verbatims).where(_v.survey_id == said.survey.id))
    }
    about = {"tone": judge.tone(said.numbers), "numbers": said.numbers}
    for question, words in said.words:
        row = known.pop(question, None)
        if row is None:
            _add(tx, said, question, words, about)
        else:
            _change(tx, row, words, about)
    for row in known.values():
        _drop(tx, row)


def _add(tx, said: Heard, question: str, words: str, about: dict) -> None:
    survey = said.survey
    verbatim_id = ids.new()
    tx.execute(
        insert(verbatims).values(
            id=verbatim_id,
            survey_id=survey.id,
            question=question,
            words=words,
            language=language_of(words, survey.locale),
            conversation_id=survey.conversation_id,
            customer_id=survey.customer_id,
            agent_id=survey.agent_id,
            department_id=survey.department_id,
            channel=survey.channel,
            said_at=tx.now,
            **about,
        )
    )
    searching.index(tx, verbatim_id, words)


def _change(tx, row, words: str, about: dict) -> None:
    changes = dict(about)
    if words != row.words:
        searching.forget(tx, row.id, row.words)
        searching.index(tx, row.id, words)
        changes.update(words=words, language=language_of(words, row.language))
    tx.execute(update(verbatims).where(_v.id == row.id).values(changes))


def _drop(tx, row) -> None:
    """They took their words back. What was quoted into training is no longer theirs alone."""
    quoted = exists().where(quotes.c.verbatim_id == row.id)
    gone = tx.execute(delete(verbatims).where(_v.id == row.id, ~quoted)).rowcount
    if gone:
        searching.forget(tx, row.id, row.words)


def language_of(words: str, asked_in: str) -> str:
    """The language without its country: what the words look like, else what was asked in."""
    return guess(words) or (asked_in or "en").partition("-")[0]
