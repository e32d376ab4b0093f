"""A survey's questions as the form sends them: every field once for each question, in order."""

from lagniappe.desk.surveys.questions import LANGUAGES
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form


def questions_of(fields) -> list[dict]:
    """The questions, as surveys.questions.checked takes them. Raises Refused when the form is
    not whole."""
    columns = {name: form.texts(fields, name) for name in _names()}
    counts = {len(values) for values in columns.values()}
    if len(counts) != 1:
        raise Refused(N_("This request is malformed."), code="malformed", status=400)
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    taken: set[str] = set()
    return [_question(row, taken) for row in rows]


def _names() -> list[str]:
    texts = [f"{part}_{code}" for code in LANGUAGES for part in ("ask", "low", "high", "options")]
    return ["key", "measure", "if", "if_min", "if_max", *texts]


def _question(row: dict[str, str], taken: set[str]) -> dict:
    made = {"key": _key(row, taken), "measure": row["measure"], "texts": {}}
    for code in LANGUAGES:
        said = {part: row[f"{part}_{code}"] for part in ("ask", "low", "high")}
        options = [line.strip() for line in row[f"options_{code}"].splitlines()]
        made["texts"][code] = {**said, "options": options}
    if row["if"]:
        bounds = {"min": _number(row["if_min"]), "max": _number(row["if_max"])}
        made["only_if"] = {"question": row["if"], **bounds}
    return made


def _key(row: dict[str, str], taken: set[str]) -> str:
    """What it was called before, else after its measure; never two alike."""
    wanted = row["key"] or row["measure"]
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    taken.add(key)
    return key


def _number(typed: str) -> int | None:
    """Raises Refused for what is no small number; None for nothing typed."""
    typed = typed.strip()
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 2:
        raise Refused(N_("Write a whole number."), code="bad_number")
    return int(typed)
