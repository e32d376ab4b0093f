"""Reading what somebody sent: which kind it is, and everything wrong with it at once."""

from collections.abc import Iterator

from lagniappe.desk.knowledge.transfer import (
    csv_file,
    jsonl_file,
    markdown_file,
    markdown_folder,
)
from lagniappe.desk.knowledge.transfer.line import Line, Place, Problem, problem
from lagniappe.kit.text import N_, clean_line

LARGEST = 8 * 1024 * 1024
MOST_ANSWERS = 12_000
MOST_PROBLEMS = 50
_TEXTS = {
    "csv": csv_file.read,
    "tsv": csv_file.read,
    "jsonl": jsonl_file.read,
    "ndjson": jsonl_file.read,
}


def read(name: str, raw: bytes) -> tuple[list[Line], list[Problem]]:
    """The answers in a file, and what is wrong with it (only so many are told)."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for found in _found(clean_line(name, 120) or "?", raw):
        if isinstance(found, Line):
            lines.append(found)
        else:
            problems.append(found)
        if len(problems) >= MOST_PROBLEMS:
            break
        if len(lines) > MOST_ANSWERS:
            too_many = N_("Keep to %(n)s answers in one import.")
            return [], [problem(found.place, too_many, n=MOST_ANSWERS)]
    if not lines and not problems:
        problems.append(problem(Place(name), N_("There is no answer in this file.")))
    return lines, problems


def _found(name: str, raw: bytes) -> Iterator[Line | Problem]:
    kind = name.rpartition(".")[2].lower()
    if len(raw) > LARGEST:
        yield problem(Place(name), N_("This is too large to be accepted."))
    elif kind == "zip":
        yield from markdown_folder.read(name, raw)
    elif kind == "md":
        yield markdown_file.read(Place(name), raw)
    elif kind in _TEXTS:
        yield from _text(name, raw, _TEXTS[kind])
    else:
        yield problem(Place(name), N_("Send a file that ends in .csv, .jsonl, .md or .zip."))


def _text(name: str, raw: bytes, reader) -> Iterator[Line | Problem]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        yield problem(Place(name, line), N_("This text is not UTF-8."))
        return
    yield from reader(name, text)
