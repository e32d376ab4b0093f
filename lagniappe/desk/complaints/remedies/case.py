"""What the complaint register knows of a conversation, as far as remedies care."""

from dataclasses import dataclass

from lagniappe.desk.complaints.register import read
from lagniappe.desk.complaints.remedies.band import Weight


@dataclass(frozen=True, slots=True)
class Case:
    """The complaint of a conversation; `weight` is None until somebody assessed it."""

    complaint_id: str | None = None
    weight: Weight | None = None
    what: str = ""


NONE = Case()


def of(tx, conversation_id: str) -> Case:
    """The complaint this conversation belongs to, or NONE."""
    complaint = read.of_conversation(tx, conversation_id)
    if complaint is None:
        return NONE
    weight = None
    if complaint.severity:
        weight = Weight(
            severity=complaint.severity,
            duration=complaint.duration or 1,
            effort=complaint.effort or 1,
            fault=complaint.fault or "ours",
        )
    return Case(complaint.id, weight, complaint.what)
