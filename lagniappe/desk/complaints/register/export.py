"""The register as a file: one complaint a row, instants in UTC."""

from lagniappe.desk.complaints.register.browse import Line
from lagniappe.kit import spreadsheet
from lagniappe.kit.clock import iso

FACTS = (
    "stage",
    "what",
    "wanted",
    "wanted_words",
    "severity",
    "duration",
    "effort",
    "complexity",
    "safety",
    "urgent",
    "fault",
    "root_cause",
    "cause_words",
    "decision",
    "fix",
    "reason",
    "no_remedy_because",
    "on_the_spot",
    "outcome",
)
INSTANTS = (
    "failed_at",
    "opened_at",
    "acknowledged_at",
    "assessed_at",
    "investigated_at",
    "decided_at",
    "communicated_at",
    "recovered_at",
    "closed_at",
    "due_at",
)


def heads() -> bytes:
    """The first line of the file."""
    return spreadsheet.file(("number", "case", "customer", "owner", *FACTS, *INSTANTS), ())


def rows(lines: list[Line]) -> bytes:
    """The lines of these complaints."""
    return spreadsheet.lines(map(_row, lines))


def _row(line: Line) -> tuple:
    found = line.complaint
    instants = (getattr(found, name) for name in INSTANTS)
    return (
        found.label,
        f"L-{line.case}",
        line.who,
        line.owner,
        *(_fact(getattr(found, name)) for name in FACTS),
        *(iso(instant) if instant else "" for instant in instants),
    )


def _fact(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
