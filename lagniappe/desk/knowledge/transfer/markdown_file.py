"""One answer as a Markdown file: facts between two lines of ---, then the answer.

Only as much of the front matter's grammar as the facts need: `name: value`, and the ways of
asking as a list. The answer stays the plain text it is; nothing in it becomes markup.
"""

from pathlib import PurePosixPath

from lagniappe.desk.knowledge.review import day
from lagniappe.desk.knowledge.transfer.line import Line, Place, Problem, checked, problem
from lagniappe.kit.text import N_, clean_line

_RULE = "---"


def read(place: Place, raw: bytes) -> Line | Problem:
    """The file's answer, or what is wrong with it. What it does not say, its path does:
    LANGUAGE/ID.md. A first heading is the question where no others are given."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return problem(Place(place.file, line), N_("This text is not UTF-8."))
    lines = text.replace("\r\n", "\n").split("\n")
    fields: dict = {}
    begins = 0
    if lines[0].strip() == _RULE:
        closing = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == _RULE), 0)
        if not closing:
            return problem(Place(place.file, 1), N_("The line --- that ends the facts is missing."))
        for number, line in enumerate(lines[1:closing], 2):
            if not _take(fields, line):
                return problem(
                    Place(place.file, number), N_("Write facts as a name, a colon and a value.")
                )
        begins = closing + 1
    return _answer(Place(place.file, begins + 1), fields, lines[begins:])


def write(line: Line) -> str:
    """The file of an answer."""
    facts = {
        "id": line.key,
        "language": line.language,
        "department": line.department,
        "visibility": line.visibility,
        "state": line.state,
        "review": day(line.review_at),
        "silent": "yes" if line.silent else "",
    }
    head = [f"{name}: {value}" for name, value in facts.items() if value]
    asked = [f"  - {question}" for question in line.said.questions]
    return "\n".join([_RULE, *head, "questions:", *asked, _RULE, "", line.said.answer, ""])


def _take(fields: dict, line: str) -> bool:
    """Read one line of facts; False when it is none."""
    bare = line.strip()
    if not bare or bare.startswith("#"):
        return True
    if bare.startswith("- "):
        if not isinstance(fields.get("questions"), list):
            return False
        fields["questions"].append(bare[2:].strip())
        return True
    name, colon, value = bare.partition(":")
    name, value = name.strip().lower(), value.strip()
    if not colon or name in fields:
        return False
    if name == "questions":
        fields[name] = [value] if value else []
    else:
        fields[name] = value
    return True


def _answer(place: Place, fields: dict, lines: list[str]) -> Line | Problem:
    while lines and not lines[0].strip():
        lines = lines[1:]
    if not fields.get("questions") and lines and lines[0].startswith("# "):
        fields["questions"] = [clean_line(lines[0][2:], 400)]
        lines = lines[1:]
    path = PurePosixPath(place.file)
    fields.setdefault("id", path.stem)
    fields.setdefault("language", path.parent.name)
    fields["answer"] = "\n".join(lines).strip()
    return checked(place, fields)
