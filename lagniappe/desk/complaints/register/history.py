"""What was done to a complaint, and what each step changed."""

from dataclasses import dataclass
from typing import Any

from lagniappe.desk.accounts import agents
from lagniappe.desk.complaints.register import read
from lagniappe.desk.complaints.register.complaint import Complaint

TOLD = (
    *("severity", "duration", "effort", "complexity", "safety", "urgent"),
    *("fault", "root_cause", "cause_words"),
    *("decision", "fix", "reason", "no_remedy_because"),
    *("outcome", "owner_id"),
)
"""What a step may change and people want to read, in the order they find it out."""


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is None where nothing was known; owners are told by name."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Step:
    """`because` says why, `said` what the customer said; `agent` is who did it, if anybody."""

    name: str
    at: int
    agent: str | None
    changes: list[Change]
    because: str
    said: str


def of_complaint(tx, complaint: Complaint) -> list[Step]:
    """Every step, oldest first; a step done again tells what is other than before."""
    known: dict[str, Any] = {"owner_id": complaint.opened_by}
    steps = []
    for event in read.events(tx, complaint.id):
        changes = list(_changes(tx, known, event.details))
        known |= {name: event.details[name] for name in TOLD if name in event.details}
        because, said = event.details.get("because", ""), event.details.get("what", "")
        steps.append(Step(event.name, event.created_at, event.agent, changes, because, said))
    return steps


def _changes(tx, known: dict[str, Any], details: dict[str, Any]):
    for name in TOLD:
        before, after = known.get(name) or None, details.get(name) or None
        if name in details and before != after:
            if name == "owner_id":
                before, after = (agents.get(tx, one).name for one in (before, after))
            yield Change(name, before, after)
