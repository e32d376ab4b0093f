"""How departments serve each other and how it is to work here: of everybody, never of one.

Answers of staff are shown from FEWEST people on, and say of a department only what they say
together.
"""

from collections import defaultdict

from sqlalchemy import func, select

from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit.clock import DAY

YEAR = 365 * DAY
FEWEST = 5
SCALES = ("in_response", "in_quality", "in_communication", "in_teamwork", "in_morale")
PAIRS = ("needs_others", "listens", "solves")
PULSE = ("pulse_stay", "pulse_place", "pulse_pay")
AGREES = 6
"""Of 7: from here on somebody agrees."""
_a, _s = survey_answers.c, surveys.c


def measure(tx) -> dict:
    """The report as JSON keeps it."""
    return {"scales": _scales(tx), "pairs": _pairs(tx), "pulse": _pulse(tx)}


def _answered(tx, measures, *columns):
    return (
        select(*columns)
        .join(surveys, _s.id == _a.survey_id)
        .where(
            _a.measure.in_(measures),
            _a.value.is_not(None),
            _s.created_at > tx.now - YEAR,
            _s.created_at <= tx.now,
        )
    )


def _scales(tx) -> dict[str, dict[str, list]]:
    """By department that was judged: [n, sum, sum of squares] of each of five scales."""
    found: dict = defaultdict(dict)
    query = _answered(
        tx,
        SCALES,
        _s.department_id,
        _a.measure,
        func.count(),
        func.sum(_a.value),
        func.sum(_a.value * _a.value),
    )
    for room, measure_, n, total, squares in tx.all(query.group_by(_s.department_id, _a.measure)):
        if n >= FEWEST:
            found[room or ""][measure_] = [int(n), int(total), int(squares)]
    return found


def _pairs(tx) -> list[list]:
    """[who speaks, of whom, n, sum of the three questions together]."""
    query = _answered(
        tx,
        PAIRS,
        _s.by_department_id,
        _s.department_id,
        func.count(func.distinct(_s.id)),
        func.count(),
        func.sum(_a.value),
    )
    rows = tx.all(query.group_by(_s.by_department_id, _s.department_id))
    return [
        [by or "", of or "", int(people), total / n]
        for by, of, people, n, total in rows
        if people >= FEWEST
    ]


def _pulse(tx) -> dict[str, dict[str, list[int]]]:
    """By trained or not ("1", "0"): [how many agree, n] of each question."""
    trained = survey_answers.alias()
    query = _answered(tx, PULSE, trained.c.value, _a.measure, _a.value, func.count()).join(
        trained, (trained.c.survey_id == _s.id) & (trained.c.measure == "pulse_trained")
    )
    found: dict = {"1": {}, "0": {}}
    for who, measure_, value, n in tx.all(query.group_by(trained.c.value, _a.measure, _a.value)):
        known = found[str(who)].setdefault(measure_, [0, 0])
        known[0] += int(n) if value >= AGREES else 0
        known[1] += int(n)
    return {
        who: {key: hits for key, hits in some.items() if hits[1] >= FEWEST}
        for who, some in found.items()
    }
