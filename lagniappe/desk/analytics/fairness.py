"""How fair it was to those who complained (S114 and the four kinds of justice), by shares only:
a scale of agreement is never averaged."""

from collections import defaultdict

from sqlalchemy import func, select

from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit.clock import DAY

YEAR = 365 * DAY
ITEMS = ("just_outcome", "just_process", "just_manner", "just_explained")
AGREES = 5
"""Of 7: from here on somebody agrees."""
_a, _s = survey_answers.c, surveys.c


def measure(tx) -> dict:
    """The report as JSON keeps it: [hits, n] of each figure."""
    found: dict = defaultdict(lambda: [0, 0])
    query = (
        select(_a.measure, _a.value, func.count())
        .join(surveys, _s.id == _a.survey_id)
        .where(
            _a.measure.in_((*ITEMS, "happy_now")),
            _a.value.is_not(None),
            _s.created_at > tx.now - YEAR,
        )
    )
    for measured, value, n in tx.all(query.group_by(_a.measure, _a.value)):
        agrees = value >= (1 if measured == "happy_now" else AGREES)
        hits, known = found[measured]
        found[measured] = [hits + (int(n) if agrees else 0), known + int(n)]
    return {**found, **_trust(tx)}


def _trust(tx) -> dict[str, list[int]]:
    """Of people who said how far they trusted us before and now: whose trust is larger now,
    and whose is smaller."""
    now = survey_answers.alias()
    query = (
        select(_a.value, now.c.value, func.count())
        .join(surveys, _s.id == _a.survey_id)
        .join(now, (now.c.survey_id == _a.survey_id) & (now.c.measure == "trust_now"))
        .where(
            _a.measure == "trust_before",
            _a.value.is_not(None),
            now.c.value.is_not(None),
            _s.created_at > tx.now - YEAR,
        )
    )
    more = less = known = 0
    for before, after, n in tx.all(query.group_by(_a.value, now.c.value)):
        known += int(n)
        more += int(n) if after > before else 0
        less += int(n) if after < before else 0
    return {"trust_more": [more, known], "trust_less": [less, known]}
