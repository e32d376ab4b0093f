"""A complaint as everybody reads it: its facts, and the stage it has reached."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.complaints.register.tables import complaints

STAGES = (
    "received",
    "acknowledged",
    "assessed",
    "investigated",
    "decided",
    "communicated",
    "closed",
)
"""In the order of ISO 10002; a complaint is at the furthest one without a gap before it."""

WANTED = ("explanation", "apology", "repair", "replacement", "money", "other")
FAULTS = ("ours", "shared", "theirs", "nobody")
CAUSES = ("product", "service", "process", "handoff")
DECISIONS = ("accepted", "partly", "refused")
OUTCOMES = ("settled", "cannot_satisfy", "withdrawn")


@dataclass(frozen=True, slots=True)
class Complaint:
    """severity 1 to 5; duration, effort and complexity 1 to 3; 0 while nobody has looked.

    `fault` is ours, shared, theirs, nobody or empty; instants are ms UTC.
    """

    id: str
    number: int
    conversation_id: str
    customer_id: str
    brand_id: str
    department_id: str | None
    owner_id: str
    opened_by: str
    what: str
    wanted: str
    wanted_words: str
    severity: int
    duration: int
    effort: int
    complexity: int
    safety: bool
    urgent: bool
    fault: str
    root_cause: str
    cause_words: str
    decision: str
    fix: str
    reason: str
    no_remedy_because: str
    on_the_spot: bool | None
    outcome: str
    failed_at: int
    opened_at: int
    acknowledged_at: int | None
    assessed_at: int | None
    investigated_at: int | None
    decided_at: int | None
    communicated_at: int | None
    recovered_at: int | None
    closed_at: int | None
    due_at: int

    @property
    def stage(self) -> str:
        """The furthest of STAGES that was reached."""
        if self.closed_at:
            return "closed"
        reached = "received"
        for stage in STAGES[1:-1]:
            if getattr(self, f"{stage}_at") is None:
                break
            reached = stage
        return reached

    @property
    def label(self) -> str:
        """The number as people say it."""
        return f"C-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_late(self, now: int) -> bool:
        """Whether the decision should have been told by now (ms UTC)."""
        return (self.communicated_at or self.closed_at or now) > self.due_at


COLUMNS = [complaints.c[name] for name in Complaint.__slots__]


def selected():
    """The query every reading of complaints begins with."""
    return select(*COLUMNS)
