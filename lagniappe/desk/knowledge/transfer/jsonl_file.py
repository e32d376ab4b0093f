"""JSON lines: one answer a line, as `lagniappe evaluate answers` reads them too."""

import json
from collections.abc import Iterable, Iterator

from lagniappe.desk.knowledge.review import day
from lagniappe.desk.knowledge.transfer.line import Line, Place, Problem, checked, problem
from lagniappe.kit.text import N_


def read(file: str, text: str) -> Iterator[Line | Problem]:
    """Each line's answer, or what is wrong with it."""
    # Only \n ends a line: JSON may hold the other separators inside its strings.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _read(Place(file, number), line)


def write(lines: Iterable[Line]) -> bytes:
    """The file for these answers."""
    out = []
    for line in lines:
        fields = {
            "id": line.key,
            "questions": list(line.said.questions),
            "answer": line.said.answer,
            "language": line.language,
            "department": line.department,
            "visibility": line.visibility,
            "state": line.state,
            "review": day(line.review_at),
            "silent": "yes" if line.silent else "",
        }
        kept = {name: value for name, value in fields.items() if value}
        out.append(json.dumps(kept, ensure_ascii=False) + "\n")
    return "".join(out).encode()


def _read(place: Place, line: str) -> Line | Problem:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return problem(place, N_("This line is not JSON."))
    if not isinstance(fields, dict):
        return problem(place, N_("This line is not a JSON object."))
    return checked(place, fields)
