"""CSV: one answer a row, the ways of asking on lines of their own inside their cell."""

import csv
import io
from collections.abc import Iterable, Iterator

from lagniappe.desk.knowledge.review import day
from lagniappe.desk.knowledge.transfer.line import (
    FIELDS,
    REQUIRED,
    Line,
    Place,
    Problem,
    checked,
    problem,
)
from lagniappe.kit import spreadsheet
from lagniappe.kit.text import N_


def read(file: str, text: str) -> Iterator[Line | Problem]:
    """Each row's answer, or what is wrong with it; a broken row ends the reading."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    names: list[str] | None = None
    begins = 1
    try:
        for row in rows:
            place, begins = Place(file, begins), rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if names is None:
                names = [cell.strip().lower() for cell in row]
                wrong = _wrong_names(place, names)
                if wrong:
                    yield wrong
                    return
            else:
                yield _read(place, names, row)
    except csv.Error:
        yield problem(Place(file, begins), N_("The quotation marks of this row do not match."))


def write(lines: Iterable[Line]) -> bytes:
    """The file for these answers, as spreadsheets like to open it."""
    return spreadsheet.file(FIELDS, map(_cells, lines))


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.key,
        line.language,
        "\n".join(line.said.questions),
        line.said.answer,
        line.department or "",
        line.visibility or "",
        line.state or "",
        day(line.review_at),
        "yes" if line.silent else "",
    )


def _delimiter(text: str) -> str:
    """Spreadsheets of half of Europe write semicolons, because the comma is taken."""
    head = text.lstrip("\ufeff").partition("\n")[0]
    return max(",;\t", key=head.count)


def _wrong_names(place: Place, names: list[str]) -> Problem | None:
    for name in names:
        if name not in FIELDS:
            return problem(place, N_("There is no field called %(name)s."), name=name[:60])
        if names.count(name) > 1:
            return problem(place, N_("The column %(name)s is there twice."), name=name)
    for name in REQUIRED:
        if name not in names:
            return problem(place, N_("The column %(name)s is missing."), name=name)
    return None


def _read(place: Place, names: list[str], row: list[str]) -> Line | Problem:
    if len(row) != len(names):
        return problem(
            place,
            N_("This row has %(n)s cells; the first row has %(expected)s."),
            n=len(row),
            expected=len(names),
        )
    fields = {name: spreadsheet.plain(cell) for name, cell in zip(names, row, strict=True)}
    return checked(place, {**fields, "questions": fields["questions"].splitlines()})
