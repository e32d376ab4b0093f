"""What report pages are made of. Each block is shown by its template, reports/_KIND.html, and
goes into files as its sheet: heads, and rows of plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from lagniappe.kit.measures import Measure
from lagniappe.web.reports.plots import Plot


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as people read it; `how` is its formula, `change` against the days before,
    `href` the contacts behind it, `note` what should be known of it."""

    key: str
    title: str
    value: str
    interval: str
    n: str
    how: str
    measure: Measure | None
    change: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    kind: ClassVar[str] = "figures"
    items: list[Figure]
    title: str = ""
    says: str = ""

    @property
    def sheets(self) -> list[Sheet]:
        rows = [(item.title, *numbers(item.measure)) for item in self.items]
        return [Sheet(self.title or "Figures", ("figure", *NUMBERS), rows)]


@dataclass(frozen=True, slots=True)
class Trend:
    """A plot, and the same as a table."""

    kind: ClassVar[str] = "trend"
    title: str
    plot: Plot
    heads: Sequence[str]
    rows: list[Sequence[str]]
    numbers: list[Sequence]
    numbers_heads: Sequence[str]
    says: str = ""
    how: str = ""

    @property
    def sheets(self) -> list[Sheet]:
        return [Sheet(self.title, self.numbers_heads, self.numbers)]


@dataclass(frozen=True, slots=True)
class Row:
    """A group's line: `low`, `value_at` and `high` are places on the line of its plot, 0 to
    100; None where too few are known."""

    name: str
    value: str
    interval: str
    n: str
    measure: Measure | None
    href: str = ""
    contacts: str = ""
    verdict: str = ""
    alarm: bool = False
    low: float | None = None
    at: float | None = None
    high: float | None = None
    fair: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """`whole` and `goal` are places on every line; `choices` are other ways to group: (name,
    address, whether it is this one)."""

    kind: ClassVar[str] = "groups"
    title: str
    head: str
    measured: str
    rows: list[Row]
    says: str = ""
    how: str = ""
    whole: float | None = None
    goal: float | None = None
    scale: tuple[str, str] = ("", "")
    choices: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def sheets(self) -> list[Sheet]:
        rows = [(row.name, *numbers(row.measure), row.verdict) for row in self.rows]
        return [Sheet(self.title, ("group", *NUMBERS, "verdict"), rows)]


@dataclass(frozen=True, slots=True)
class Table:
    """Words and figures in lines; `raw` is what files get, where it differs."""

    kind: ClassVar[str] = "table"
    title: str
    heads: Sequence[str]
    rows: list[Sequence[str]]
    says: str = ""
    how: str = ""
    raw: list[Sequence] = field(default_factory=list)
    raw_heads: Sequence[str] = ()

    @property
    def sheets(self) -> list[Sheet]:
        return [Sheet(self.title, self.raw_heads or self.heads, self.raw or self.rows)]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence; `alarm` when something should be done."""

    kind: ClassVar[str] = "note"
    text: str
    alarm: bool = False
    href: str = ""
    more: str = ""
    sheets: ClassVar[list] = []


NUMBERS = ("value", "low", "high", "n")


def numbers(measure: Measure | None) -> tuple:
    """Plain numbers for a file."""
    if measure is None:
        return (None, None, None, None)
    return measure.value, measure.low, measure.high, measure.n
