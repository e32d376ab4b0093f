"""Questions of one's own past whose right answer is known, or known not to be there.

Right is an answer that customers said helped, one they chose from an offer, and one an agent
put into a reply and sent. None is right for what stands among the gaps.
"""

import re
from dataclasses import dataclass

from sqlalchemy import and_, exists, func, or_, select

from lagniappe.desk.accounts.tables import brands, departments
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.desk.knowledge.gaps.tables import gap_questions, gaps
from lagniappe.desk.knowledge.measuring.tables import suggestions_used
from lagniappe.desk.knowledge.retrieval import reading
from lagniappe.desk.knowledge.tables import entry_texts, entry_versions, trail_steps, trails
from lagniappe.kit.clock import DAY

MOST = 2_000
"""The newest so many judged questions are measured."""

SENT = 0.5
"""A reply that holds this share of a suggestion's words is the suggestion, edited or not."""

_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")


@dataclass(frozen=True, slots=True)
class Judged:
    """`expected` is the entry that answers it, None when none does. `everywhere`: it was asked
    in the help centre, where no department is left out. `precision` was promised there."""

    text: str
    language: str
    department_id: str | None
    expected: str | None
    precision: float
    source: str
    asked_at: int
    everywhere: bool


def judged(tx) -> list[Judged]:
    """The newest MOST judged questions, newest first."""
    found = [*_voted_and_chosen(tx), *_read(tx), *_suggested(tx), *_unanswered(tx)]
    found.sort(key=lambda one: (-one.asked_at, one.text, one.expected or ""))
    return found[:MOST]


_s = trail_steps.c
_promised = func.coalesce(departments.c.answer_precision, brands.c.answer_precision)


def _voted_and_chosen(tx) -> list[Judged]:
    offer = trail_steps.alias()
    chosen = exists().where(
        offer.c.trail_id == _s.trail_id,
        offer.c.kind == "offer",
        offer.c.text == _s.text,
        offer.c.id < _s.id,
    )
    rows = tx.all(
        _newest_steps(_s.text)
        .where(
            _s.kind == "answer",
            _s.text != "",
            _s.entry_id.is_not(None),
            or_(_s.helped.is_(True), and_(_s.helped.is_(None), chosen)),
        )
        .add_columns(_s.helped)
    )
    return [
        _judged(row, "vote" if row.helped else "offer", row.entry_id, everywhere=False)
        for row in rows
    ]


def _read(tx) -> list[Judged]:
    """Answers opened in the help centre that helped; what was asked is the search before."""
    search = trail_steps.alias()
    asked = (
        select(search.c.text)
        .where(search.c.trail_id == _s.trail_id, search.c.kind == "search", search.c.id < _s.id)
        .order_by(search.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = _newest_steps(asked).where(_s.kind == "page", _s.helped.is_(True))
    rows = [row for row in tx.all(query) if row.text]
    return [_judged(row, "vote", row.entry_id, everywhere=True) for row in rows]


def _newest_steps(text):
    return (
        select(
            text.label("text"),
            _s.language,
            _s.department_id,
            _s.entry_id,
            _s.created_at.label("asked_at"),
            _promised.label("precision"),
        )
        .join(trails, trails.c.id == _s.trail_id)
        .join(brands, brands.c.id == trails.c.brand_id)
        .outerjoin(departments, departments.c.id == _s.department_id)
        .order_by(_s.created_at.desc(), _s.id.desc())
        .limit(MOST)
    )


def _suggested(tx) -> list[Judged]:
    u, m, t, v = suggestions_used.c, messages.c, entry_texts.c, entry_versions.c
    sent = (
        select(m.body)
        .where(
            m.conversation_id == u.conversation_id,
            m.position > u.position,
            m.author_id == u.agent_id,
            m.kind == "reply",
            m.created_at < u.created_at + DAY,
        )
        .order_by(m.position)
        .limit(1)
        .scalar_subquery()
    )
    rows = tx.all(
        select(
            u.question.label("text"),
            u.language,
            conversations.c.department_id,
            u.entry_id,
            u.created_at.label("asked_at"),
            _promised.label("precision"),
            v.answer,
            sent.label("sent"),
        )
        .join(entry_texts, and_(t.entry_id == u.entry_id, t.language == u.language))
        .join(
            entry_versions,
            and_(v.entry_id == t.entry_id, v.language == t.language, v.number == t.approved_number),
        )
        .join(conversations, conversations.c.id == u.conversation_id)
        .join(brands, brands.c.id == conversations.c.brand_id)
        .outerjoin(departments, departments.c.id == conversations.c.department_id)
        .order_by(u.created_at.desc(), u.id.desc())
        .limit(MOST)
    )
    return [
        _judged(row, "suggestion", row.entry_id, everywhere=False)
        for row in rows
        if row.sent and kept_share(row.answer, row.sent) >= SENT
    ]


def _unanswered(tx) -> list[Judged]:
    q = gap_questions.c
    rows = tx.all(
        select(
            q.text,
            gaps.c.language,
            gaps.c.department_id,
            q.asked_at,
            _promised.label("precision"),
            _s.kind,
        )
        .join(gaps, gaps.c.id == q.gap_id)
        .join(trail_steps, _s.id == q.step_id)
        .join(trails, trails.c.id == _s.trail_id)
        .join(brands, brands.c.id == trails.c.brand_id)
        .outerjoin(departments, departments.c.id == gaps.c.department_id)
        .where(gaps.c.status != "answered")
        .order_by(q.asked_at.desc(), q.step_id.desc())
        .limit(MOST)
    )
    return [_judged(row, "gap", None, everywhere=row.kind == "search") for row in rows]


def kept_share(suggested: str, sent: str) -> float:
    """The share (0 to 1) of a suggestion's words that a reply holds."""
    wanted = _words(_VARIABLE.sub(" ", suggested))
    return len(wanted & _words(sent)) / len(wanted) if wanted else 0.0


def _words(text: str) -> set[str]:
    return set(reading.words(reading.read(text, reading.ANSWER_LIMIT)))


def _judged(row, source: str, expected: str | None, *, everywhere: bool) -> Judged:
    return Judged(
        row.text,
        row.language.partition("-")[0],
        row.department_id,
        expected,
        row.precision,
        source,
        row.asked_at,
        everywhere,
    )
