"""What an agent finds out: how bad it is, whose fault, and where it came from."""

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import read, record
from lagniappe.desk.complaints.register.complaint import CAUSES, FAULTS
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written


def assess(
    tx,
    agent: Agent,
    complaint_id: str,
    *,
    severity: int,
    duration: int,
    effort: int,
    complexity: int = 1,
    safety: bool = False,
    urgent: bool = False,
) -> None:
    """Say how bad it is: severity 1 to 5, duration, effort and complexity 1 to 3.

    Assessing again replaces the assessment; the history keeps both. Raises NotFound, Refused.
    """
    complaint = read.open_one(tx, agent, complaint_id)
    if not (1 <= severity <= 5 and all(1 <= n <= 3 for n in (duration, effort, complexity))):
        raise Refused(
            N_("Say how bad it is, how long it lasted and what it cost them."), code="bad"
        )
    record.step(
        tx,
        complaint.id,
        complaint.conversation_id,
        "assessed",
        agent=agent,
        assessed_at=complaint.assessed_at or tx.now,
        severity=severity,
        duration=duration,
        effort=effort,
        complexity=complexity,
        safety=safety,
        urgent=urgent,
    )


def find_cause(
    tx, agent: Agent, complaint_id: str, *, fault: str, root_cause: str, words: str = ""
) -> None:
    """Say whose fault it was and where it came from. Raises NotFound, Refused."""
    complaint = read.open_one(tx, agent, complaint_id)
    if fault not in FAULTS or root_cause not in CAUSES:
        raise Refused(N_("Choose whose fault it was and where it came from."), code="bad_cause")
    record.step(
        tx,
        complaint.id,
        complaint.conversation_id,
        "investigated",
        agent=agent,
        investigated_at=complaint.investigated_at or tx.now,
        fault=fault,
        root_cause=root_cause,
        cause_words=written(words, 2_000, field="words"),
    )
