"""Which steps of the trails are questions that got no good answer."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, func, or_, select

from lagniappe.desk.accounts import installation
from lagniappe.desk.knowledge.gaps.tables import gap_questions
from lagniappe.desk.knowledge.phrasings import language_tag
from lagniappe.desk.knowledge.tables import trail_steps
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import Refused

SETTLED = 30 * MINUTE
"""How long somebody may take to open what they found before we say that they did not."""

LOOK_BACK = DAY
"""How long after an answer a "no" still makes its question a gap."""

_READ_TO = "gaps.read_to"


@dataclass(frozen=True, slots=True)
class Question:
    """A question without a good answer. `step_id` is the step of the trail that asked it."""

    step_id: str
    text: str
    language: str
    department_id: str | None
    asked_at: int


def waiting(tx, *, limit: int) -> list[Question]:
    """Questions in no group yet, oldest first: what we were silent about, an answer that did
    not help, a search that found nothing or after which nothing was opened, a choice offered
    of which nothing was chosen."""
    s = trail_steps.c
    since = int(installation.get(tx, _READ_TO) or 0) - LOOK_BACK
    rows = tx.all(
        select(s.id, s.text, s.language, s.department_id, s.created_at)
        .where(
            s.created_at > since,
            s.created_at <= tx.now - SETTLED,
            s.text != "",
            _failed(),
            ~exists().where(gap_questions.c.step_id == s.id),
        )
        .order_by(s.created_at, s.id)
        .limit(limit)
    )
    return [Question(row.id, row.text, _language(row.language), *row[3:]) for row in rows]


def read(tx, questions: list[Question], *, all_of_them: bool) -> None:
    """Remember how far the trails were read: to now, or to the last of the questions."""
    to = tx.now - SETTLED if all_of_them else questions[-1].asked_at
    installation.put(tx, _READ_TO, str(to))


def _language(code: str) -> str:
    """The language without its country; none where a stranger made one up."""
    try:
        return language_tag(code).partition("-")[0]
    except Refused:
        return ""


def _failed():
    s = trail_steps.c
    silent = s.kind == "silent"
    no_help = and_(s.kind == "answer", s.helped.is_(False))
    nothing_found = and_(s.kind == "search", s.found == 0)
    opened_nothing = and_(s.kind == "search", ~_later(("page", "answer")))
    chose_nothing = and_(s.kind == "offer", ~_later(("page", "answer")))
    return and_(
        or_(silent, no_help, nothing_found, opened_nothing, chose_nothing),
        or_(s.kind != "search", ~_typed_on()),
    )


def _later(kinds: tuple[str, ...]):
    s, later = trail_steps.c, trail_steps.alias()
    return exists().where(
        later.c.trail_id == s.trail_id, later.c.id > s.id, later.c.kind.in_(kinds)
    )


def _typed_on():
    """The same search went on: "desc", then "descale"."""
    s, later = trail_steps.c, trail_steps.alias()
    begins = func.substr(func.lower(later.c.text), 1, func.length(s.text))
    return exists().where(
        later.c.trail_id == s.trail_id,
        later.c.id > s.id,
        later.c.kind == "search",
        begins == func.lower(s.text),
    )
