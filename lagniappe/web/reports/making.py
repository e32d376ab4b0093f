"""Making reports by a job, beside the event loop."""

from lagniappe.bus import jobs
from lagniappe.desk.analytics import colleagues, fairness, kept, leaving, recovery
from lagniappe.desk.complaints.remedies import parity
from lagniappe.desk.surveys.recognition import fair
from lagniappe.desk.surveys.voice import figures

MAKERS = {
    "recovery": recovery.measure,
    "remedies": parity.measure,
    "leaving": leaving.measure,
    "colleagues": colleagues.measure,
    "fairness": fairness.measure,
    figures.NAME: figures.measure,
    fair.NAME: fair.measure,
}
"""Each report's maker: fn(tx) to what JSON can keep."""


def register(state) -> None:
    """Let this process's worker make reports (`kept.JOB`)."""

    @jobs.slow_job(kept.JOB)
    async def make(payload: dict):
        name = payload["report"]
        made_at = state.db.clock.now()
        content = await state.db.read(MAKERS[name])
        return lambda tx: kept.keep(tx, name, content, made_at=made_at)


def plan(tx) -> None:
    """Have every report made in its time."""
    kept.plan(tx, *MAKERS)
