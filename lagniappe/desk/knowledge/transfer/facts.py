"""What the lines of an import say about whole entries, and whether they agree."""

from dataclasses import dataclass

from lagniappe.desk.accounts import departments
from lagniappe.desk.knowledge.transfer.line import Line, Problem, problem
from lagniappe.kit.text import N_, fold


@dataclass(slots=True)
class Facts:
    """None where no line says it."""

    department_id: str | None = None
    visibility: str | None = None
    review_at: int | None = None
    silent: bool | None = None


def agreed(tx, lines: list[Line]) -> tuple[dict[str, Facts], list[Problem]]:
    """Each key's facts, and the lines that contradict another or name what is not there."""
    rooms = _rooms(tx)
    facts: dict[str, Facts] = {}
    seen: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for line in lines:
        about = facts.setdefault(line.key, Facts())
        if (line.key, line.language) in seen:
            problems.append(_twice(line))
        seen.add((line.key, line.language))
        if line.department and fold(line.department) not in rooms:
            problems.append(_no_such_department(line))
            continue
        room = rooms[fold(line.department)] if line.department else None
        said = {
            "department_id": room,
            "visibility": line.visibility,
            "review_at": line.review_at,
            "silent": line.silent,
        }
        for name, value in said.items():
            known = getattr(about, name)
            if value is not None and known not in (None, value):
                problems.append(_disagrees(line))
                break
            setattr(about, name, known if value is None else value)
    return facts, problems


def _rooms(tx) -> dict[str, str]:
    rooms: dict[str, str] = {}
    for room in departments.all_departments(tx):
        for name in (*(room.names or {}).values(), room.name):
            rooms[fold(name)] = room.id
    return rooms


def _twice(line: Line) -> Problem:
    message = N_("The entry %(key)s is there twice in %(language)s.")
    return problem(line.place, message, key=line.key, language=line.language)


def _no_such_department(line: Line) -> Problem:
    message = N_("There is no department called %(name)s.")
    return problem(line.place, message, name=line.department[:80])


def _disagrees(line: Line) -> Problem:
    message = N_("Another line says something else about the whole entry %(key)s.")
    return problem(line.place, message, key=line.key)
