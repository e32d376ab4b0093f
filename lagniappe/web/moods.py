"""Judging customers' moods in this process: texts are read beside the event loop, outside of
any transaction, and what was found is written in one."""

import asyncio

from lagniappe.bus import jobs
from lagniappe.desk.complaints.mood import assess
from lagniappe.desk.complaints.mood.reactions import JOB


def register(db) -> None:
    """Let this process's worker do it (`JOB`)."""

    @jobs.slow_job(JOB)
    async def judge(payload: dict):
        fresh = await db.read(assess.unread, payload["conversation"])
        if fresh is None:
            return lambda tx: None
        estimates = await asyncio.to_thread(assess.judged, fresh)
        return lambda tx: assess.keep(tx, fresh, estimates)
