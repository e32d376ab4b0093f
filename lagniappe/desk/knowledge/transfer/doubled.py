"""Questions of an import that another entry asks already, in the file or in the library.

Two entries with one question get in each other's way. A row of which every question and the
answer are another's adds nothing and is left out; of any other, somebody has to decide. What
an entry asks already it goes on asking, so that an export comes in again as it is. Departments
may answer the same question in their own ways.
"""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions
from lagniappe.desk.knowledge.transfer.facts import Facts
from lagniappe.desk.knowledge.transfer.line import Line, Problem, problem
from lagniappe.desk.knowledge.transfer.stored import Stored
from lagniappe.kit.text import N_, fold


@dataclass(frozen=True, slots=True)
class _Asks:
    key: str
    answer: str


def doubled(
    tx, lines: list[Line], facts: dict[str, Facts], stored: Stored
) -> tuple[list[Line], list[Problem]]:
    """The lines that only repeat another entry, and what is wrong with those that share a
    question with one."""
    files = {(line.key, line.language) for line in lines}
    asked = _of_library(tx, {line.language for line in lines}, files)
    fresh: list[tuple[Line, tuple, list[str]]] = []
    for line in lines:
        room = _room(line, facts[line.key], stored)
        known = _asked_already(stored, line)
        fresh.append((line, room, [q for q in _folded(line.said.questions) if q not in known]))
        for question in known & set(_folded(line.said.questions)):
            asked.setdefault((*room, question), _Asks(line.key, fold(line.said.answer)))
    left_out: list[Line] = []
    problems: list[Problem] = []
    for line, room, questions in fresh:
        mine = _Asks(line.key, fold(line.said.answer))
        found = [asked.setdefault((*room, question), mine) for question in questions]
        others = [one for one in found if one.key != line.key]
        repeats = len(others) == len(_folded(line.said.questions))
        if repeats and all(one.answer == mine.answer for one in others):
            left_out.append(line)
        elif others:
            problems.append(_asked_by(line, others[0]))
    return left_out, problems


def _asked_by(line: Line, other: _Asks) -> Problem:
    message = N_(
        "The entry %(key)s already asks a question of this one. Keep the question in one of them."
    )
    return problem(line.place, message, key=other.key)


def _room(line: Line, about: Facts, stored: Stored) -> tuple:
    """Where a question may be asked once: language and department."""
    known = stored.entries.get(line.key)
    return line.language, about.department_id or (known and known.department_id)


def _asked_already(stored: Stored, line: Line) -> set[str]:
    known = stored.entries.get(line.key)
    text = known and stored.texts.get((known.id, line.language))
    wordings = text.wordings.values() if text else ()
    return {question for said in wordings for question in _folded(said.questions)}


def _of_library(tx, languages: set[str], files: set[tuple[str, str]]) -> dict[tuple, _Asks]:
    """What the entries in force or waiting ask, but for those that the file says anew."""
    e, t, v = entries.c, entry_texts.c, entry_versions.c
    current = or_(v.number == t.approved_number, v.number == t.draft_number)
    same = and_(v.entry_id == t.entry_id, v.language == t.language, current)
    query = (
        select(e.key, e.department_id, t.language, v.questions, v.answer)
        .join(entry_texts, t.entry_id == e.id)
        .join(entry_versions, same)
        .where(e.retired_at.is_(None), t.language.in_(sorted(languages)))
        .order_by(e.key, v.number)
    )
    asked: dict[tuple, _Asks] = {}
    for row in tx.all(query):
        if (row.key, row.language) in files:
            continue
        for question in _folded(row.questions):
            place = row.language, row.department_id, question
            asked.setdefault(place, _Asks(row.key, fold(row.answer)))
    return asked


def _folded(questions) -> list[str]:
    return [fold(question) for question in questions]
