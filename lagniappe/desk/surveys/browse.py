"""Who was asked, who was passed over and why: every contact that ended, newest first."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.db import paging
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit import cursors
from lagniappe.kit.errors import NotFound

VIEWS = {
    "all": None,
    "asked": ("waiting", "asked"),
    "answered": ("answered", "done"),
    "passed_over": ("passed_over",),
    "expired": ("expired",),
}
# Nobody's name stands beside what colleagues say anonymously.
ABOUT_CUSTOMERS = ("contact", "complaint", "recovery")
_s = surveys.c


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page; `reason` says why nobody was asked, or why it ended."""

    id: str
    template: str
    audience: str
    state: str
    reason: str
    medium: str
    channel: str
    created_at: int
    asked_at: int | None
    answered_at: int | None
    conversation_id: str | None
    number: int | None
    name: str
    preferred: str

    @property
    def who(self) -> str:
        return self.preferred or self.name

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursors.cursor(self.created_at, self.id)


def lines(tx, view: str, *, before: str | None = None, limit: int = 40) -> list[Line]:
    """One page of VIEWS. Raises NotFound for a view or a cursor that is not ours."""
    if view not in VIEWS:
        raise NotFound()
    query = (
        select(
            _s.id,
            _s.template_key,
            _s.audience,
            _s.state,
            _s.reason,
            _s.medium,
            _s.channel,
            _s.created_at,
            _s.asked_at,
            _s.answered_at,
            _s.conversation_id,
            conversations.c.number,
            customers.c.name,
            customers.c.preferred_name,
        )
        .join(customers, customers.c.id == _s.customer_id)
        .outerjoin(conversations, conversations.c.id == _s.conversation_id)
        .where(_s.audience.in_(ABOUT_CUSTOMERS))
    )
    query = paging.falling(query, _s.created_at, _s.id, before=before).limit(limit)
    if VIEWS[view] is None:
        return [Line(*row) for row in tx.all(query)]
    # One state at a time comes out of its index in order; together they would be sorted.
    found = [Line(*row) for state in VIEWS[view] for row in tx.all(query.where(_s.state == state))]
    return sorted(found, key=lambda line: (line.created_at, line.id), reverse=True)[:limit]


def answered_after(tx, after: str | None, *, limit: int) -> list:
    """Customers' surveys with an answer, by when the first came, oldest first, beginning behind
    the cursor `after`: (row, its answers' rows). Raises NotFound for a cursor that is none."""
    query = select(surveys).where(_s.answered_at.is_not(None), _s.audience.in_(ABOUT_CUSTOMERS))
    query = paging.rising(query, _s.answered_at, _s.id, after=after).limit(limit)
    found = tx.all(query)
    answers: dict[str, list] = {row.id: [] for row in found}
    theirs = select(survey_answers).where(survey_answers.c.survey_id.in_(list(answers)))
    for one in tx.all(theirs.order_by(survey_answers.c.created_at, survey_answers.c.question)):
        answers[one.survey_id].append(one)
    return [(row, answers[row.id]) for row in found]
