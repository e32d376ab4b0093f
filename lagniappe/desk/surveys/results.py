"""What a round found, once it has ended: of groups only, so that nobody can be told apart."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from lagniappe.desk.surveys.rounds import FEWEST, Round
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit.errors import NotFound

_s, _a = surveys.c, survey_answers.c
OTHERS = ""
"""Stands for the departments too small to be shown, together."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`mean` of `n` answers to a number question."""

    n: int
    mean: float


@dataclass(frozen=True, slots=True)
class Found:
    """`groups` are {department's id, or OTHERS: {measure: Figure}}; `words` in no order."""

    people: int
    everybody: dict[str, Figure]
    groups: dict[str, dict[str, Figure]]
    words: list[str]


def of(tx, asked: Round) -> Found:
    """What was said in a round. Raises NotFound while it goes on."""
    if asked.closes_at > tx.now:
        raise NotFound()
    theirs = _s.round_id == asked.id
    people = dict(
        tx.execute(
            select(_s.department_id, func.count()).where(theirs).group_by(_s.department_id)
        ).all()
    )
    total = sum(people.values())
    if total < FEWEST:
        return Found(total, {}, {}, [])
    sums = _sums(tx, theirs)
    groups = grouped(people)
    return Found(
        people=total,
        everybody=_figures(sums, list(people)),
        groups={name: _figures(sums, rooms) for name, rooms in groups.items()},
        words=_words(tx, theirs),
    )


def grouped(people: dict[str | None, int]) -> dict[str, list]:
    """Which departments are shown, each alone or the small ones together: what is left over is
    never fewer than FEWEST either, or it could be told by taking the shown from the whole."""
    shown = sorted((n, room or OTHERS) for room, n in people.items() if room and n >= FEWEST)
    small = [room for room, n in people.items() if not room or n < FEWEST]
    rest = sum(people[room] for room in small)
    while small and rest < FEWEST and shown:
        n, room = shown.pop(0)
        small.append(room)
        rest += n
    made = {room: [room] for _, room in shown}
    if small and made:
        made[OTHERS] = small
    return made


def _sums(tx, theirs) -> dict[tuple, tuple[int, int]]:
    rows = tx.all(
        select(_s.department_id, _a.measure, func.count(), func.sum(_a.value))
        .join(surveys, _s.id == _a.survey_id)
        .where(theirs, _a.value.is_not(None))
        .group_by(_s.department_id, _a.measure)
    )
    return {(room, measure): (int(n), int(total)) for room, measure, n, total in rows}


def _figures(sums: dict, rooms: list) -> dict[str, Figure]:
    """By measure, of those departments together; fewer than FEWEST answers are not shown."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (room, measure), (n, total) in sums.items():
        if room in rooms:
            found[measure][0] += n
            found[measure][1] += total
    return {m: Figure(n, total / n) for m, (n, total) in found.items() if n >= FEWEST}


def _words(tx, theirs) -> list[str]:
    """Free words of everybody together, ordered by ids that say nothing."""
    query = select(_a.words).join(surveys, _s.id == _a.survey_id).where(theirs, _a.words != "")
    return list(tx.execute(query.order_by(_a.survey_id)).scalars())
