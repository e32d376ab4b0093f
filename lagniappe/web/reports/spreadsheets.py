"""Report pages as files: one table after another (CSV), or a sheet for each (XLSX)."""

import io
from collections.abc import Iterable

from lagniappe.kit import spreadsheet
from lagniappe.web.reports.blocks import Sheet

LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def csv(sheets: Iterable[Sheet]) -> bytes:
    """Every table below its title, in UTF-8; no cell runs as a formula."""
    parts = []
    for sheet in sheets:
        parts.append(spreadsheet.lines([[sheet.title], sheet.heads, *sheet.rows, []]))
    return b"\xef\xbb\xbf" + b"".join(parts)


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook; text stays text, whatever it begins with."""
    # Only here: it is 2 MB that most desks never need.
    import xlsxwriter

    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, options) as book:
        bold = book.add_format({"bold": True})
        taken: set[str] = set()
        for number, sheet in enumerate(sheets, 1):
            page = book.add_worksheet(_name(sheet.title, number, taken))
            for column, head in enumerate(sheet.heads):
                page.write_string(0, column, str(head), bold)
            for line, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    _write(page, line, column, value)
            page.freeze_panes(1, 0)
    return kept.getvalue()


def _write(page, line: int, column: int, value) -> None:
    if isinstance(value, (int, float)):
        page.write_number(line, column, value)
    elif value is not None:
        page.write_string(line, column, str(value))


def _name(title: str, number: int, taken: set[str]) -> str:
    name = title.translate(_FORBIDDEN).strip()[:LONGEST_NAME] or f"Sheet {number}"
    if name.lower() in taken:
        name = f"{name[: LONGEST_NAME - 4]} {number}"
    taken.add(name.lower())
    return name
