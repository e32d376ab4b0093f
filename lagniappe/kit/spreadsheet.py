"""CSV as spreadsheets like to open it, and as they do no harm with."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

# A spreadsheet takes a cell that begins like this for a formula and would run it.
FORMULA = ("=", "+", "-", "@", "\t", "'")


def file(heads: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """A CSV file of these rows below their heads, in UTF-8 with a mark that says so."""
    return b"\xef\xbb\xbf" + lines([heads]) + lines(rows)


def lines(rows: Iterable[Iterable]) -> bytes:
    """Rows of a file that is begun already."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def cell(value) -> str:
    """A value as a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    return f"'{value}" if value.startswith(FORMULA) else value


def plain(written: str) -> str:
    """What `cell` was made from."""
    guarded = written.startswith("'") and written[1:].startswith(FORMULA)
    return written[1:] if guarded else written
