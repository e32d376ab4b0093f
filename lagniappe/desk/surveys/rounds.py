"""Rounds: asking the people who work here, for a time, and never knowing who said what.

What is kept of an answer is the department and the words: no agent, no moment (an answer bears
the day its round ends), an id that sorts by nothing. That somebody took part is kept apart, so
that nobody does twice. Nothing is shown before the round has ended, or of fewer than FEWEST.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys import answer, questions, templates
from lagniappe.desk.surveys.tables import (
    survey_answers,
    survey_rounds,
    survey_taken,
    survey_templates,
    surveys,
)
from lagniappe.kit import ids, tokens
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_, clean_line

FEWEST = 5
AUDIENCES = ("staff", "colleague")
LONGEST_DAYS = 60
_r = survey_rounds.c


@dataclass(frozen=True, slots=True)
class Round:
    """`key` is the template's; `audience` staff (a pulse) or colleague (another department)."""

    id: str
    template_id: str
    key: str
    audience: str
    name: str
    created_at: int
    closes_at: int


def begin(tx, agent: Agent, *, template_id: str, name: str, days: int) -> str:
    """Ask everybody who works here for `days`; returns the round's id. Raises NotFound, Refused."""
    template = templates.get(tx, template_id)
    name = clean_line(name, 80)
    if template.audience not in AUDIENCES:
        raise Refused(N_("Choose a survey for colleagues."), code="bad_audience")
    if not name:
        raise Refused(N_("Give the survey a name."), code="no_name")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(N_("Ask for between 1 and 60 days."), code="bad_days")
    round_id = ids.new()
    tx.execute(
        insert(survey_rounds).values(
            id=round_id,
            template_id=template_id,
            audience=template.audience,
            name=name,
            by_agent_id=agent.id,
            created_at=tx.now,
            closes_at=tx.now + days * DAY,
        )
    )
    return round_id


def close(tx, round_id: str) -> None:
    """End a round now; what was said counts from now on. Raises NotFound."""
    open_one(tx, round_id)
    tx.execute(update(survey_rounds).where(_r.id == round_id).values(closes_at=tx.now))
    tx.execute(
        update(surveys)
        .where(surveys.c.round_id == round_id)
        .values(
            created_at=tx.now,
            asked_at=tx.now,
            answered_at=tx.now,
            done_at=tx.now,
            expires_at=tx.now,
        )
    )


def listed(tx, *, limit: int = 50) -> list[Round]:
    """The rounds, newest first."""
    query = _selected().order_by(_r.created_at.desc(), _r.id.desc()).limit(limit)
    return [Round(*row) for row in tx.all(query)]


def open_one(tx, round_id: str) -> Round:
    """A round that can still be answered. Raises NotFound for another."""
    found = get(tx, round_id)
    if found.closes_at <= tx.now:
        raise NotFound()
    return found


def get(tx, round_id: str) -> Round:
    """Raises NotFound."""
    row = tx.one(_selected().where(_r.id == round_id)) if is_id(round_id) else None
    if row is None:
        raise NotFound()
    return Round(*row)


def left(tx, agent: Agent, found: Round) -> list[str]:
    """What this agent may still speak of: departments' ids, or [""] in a pulse; empty when they
    have said everything."""
    taken = set(
        tx.execute(
            select(survey_taken.c.about_id).where(
                survey_taken.c.round_id == found.id, survey_taken.c.agent_id == agent.id
            )
        ).scalars()
    )
    if found.audience == "staff":
        return [] if taken else [""]
    own = set(departments.of_agent(tx, agent.id))
    every = [one.id for one in departments.all_departments(tx)]
    return [one for one in every if one not in own | taken]


def said_already() -> Refused:
    return Refused(N_("You have said this already. Thank you."), code="answered", status=409)


def take(tx, agent: Agent, round_id: str, *, about: str = "", given: dict[str, int | str]) -> None:
    """Keep what somebody says in a round, once, by the questions' keys: numbers, or words.

    `about` is the department spoken of. Raises NotFound, Refused.
    """
    found = open_one(tx, round_id)
    if about not in left(tx, agent, found):
        raise said_already()
    template = templates.get(tx, found.template_id)
    kept = _fitting(template.questions, given)
    if not kept:
        raise Refused(N_("Answer at least one question."), code="empty")
    _note(tx, agent, round_id, about)
    survey_id = str(uuid.uuid4())
    own = min(departments.of_agent(tx, agent.id), default=None)
    at = found.closes_at
    tx.execute(
        insert(surveys).values(
            id=survey_id,
            version_id=template.version_id,
            template_key=template.key,
            audience=found.audience,
            occasion=f"round:{survey_id}",
            round_id=round_id,
            secret_digest=tokens.digest(tokens.random_token()),
            department_id=about or own,
            by_department_id=own,
            channel="desk",
            medium="page",
            locale="",
            state="done",
            created_at=at,
            asked_at=at,
            answered_at=at,
            done_at=at,
            expires_at=at,
        )
    )
    tx.execute(
        insert(survey_answers),
        [{"survey_id": survey_id, "created_at": at, **one} for one in kept],
    )


def _note(tx, agent: Agent, round_id: str, about: str) -> None:
    """Raises Refused for whoever presses twice at the same instant."""
    taken = insert(survey_taken).values(round_id=round_id, agent_id=agent.id, about_id=about)
    try:
        with tx.attempt():
            tx.execute(taken)
    except IntegrityError as error:
        raise said_already() from error


def _fitting(asked, given: dict) -> list[dict]:
    """Raises Refused for what is no answer."""
    kept: list[dict] = []
    values: dict[str, int | None] = {}
    for one in asked:
        if one not in questions.open_to(asked, values) or given.get(one.key) in (None, ""):
            continue
        said = given[one.key]
        value, words = answer.fitting(
            one,
            said if isinstance(said, int) else None,
            said if isinstance(said, str) else "",
        )
        values[one.key] = value
        if value is not None or words:
            kept.append(
                {"question": one.key, "measure": one.measure, "value": value, "words": words}
            )
    return kept


def _selected():
    return select(
        _r.id,
        _r.template_id,
        survey_templates.c.key,
        _r.audience,
        _r.name,
        _r.created_at,
        _r.closes_at,
    ).join(survey_templates, survey_templates.c.id == _r.template_id)
