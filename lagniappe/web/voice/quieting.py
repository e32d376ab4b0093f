"""The silent-churn watch, every few minutes, by the same patience as the reports."""

from lagniappe.bus import jobs
from lagniappe.desk.analytics.rules import rules
from lagniappe.desk.surveys.voice import quiet
from lagniappe.kit.clock import MINUTE

JOB = "voice.quiet"
EVERY = 10 * MINUTE


def plan(tx) -> None:
    """Have the next look in ten minutes, unless one waits already."""
    jobs.add(tx, JOB, {}, key="round", at=tx.now + EVERY)


@jobs.job(JOB)
def look(tx, payload: dict) -> None:
    quiet.look(tx, patience=rules(tx).patience)
    plan(tx)
