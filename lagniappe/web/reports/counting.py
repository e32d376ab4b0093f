"""Counting contacts by a job: read beside the event loop, written in one short transaction."""

from lagniappe.bus import jobs
from lagniappe.desk.analytics.contacts import count, gather, marks, watch


def register(state) -> None:
    """Let this process's worker count what is marked."""

    @jobs.slow_job(marks.JOB)
    async def counting(payload: dict):
        batch = await state.db.read(gather.next_batch)
        return lambda tx: write(tx, batch)


def plan(tx) -> None:
    """Go on with what is marked, and look after what nobody tells."""
    jobs.add(tx, marks.JOB, {}, key="next")
    watch.plan(tx)


def write(tx, batch: gather.Batch) -> None:
    """Count the batch, and go on with what was marked meanwhile."""
    count.write(tx, batch)
    marks.go_on(tx)
