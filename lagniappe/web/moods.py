"""Judging customers' moods in this process: texts are read between everything else, outside of
any transaction, and what was found is written in one."""

import asyncio

from lagniappe.bus import jobs
from lagniappe.desk.complaints.mood import assess
from lagniappe.desk.complaints.mood.estimate import Estimate, estimate
from lagniappe.desk.complaints.mood.reactions import JOB

LONG = 2_000
"""Characters above which a text is read in a thread: it would keep everybody waiting."""


def register(db) -> None:
    """Let this process's worker do it (`JOB`)."""
    turn = asyncio.Semaphore(1)

    @jobs.slow_job(JOB)
    async def judge(payload: dict):
        async with turn:
            fresh = await db.read(assess.unread, payload["conversation"])
            if fresh is None:
                return lambda tx: None
            estimates = [await _judged(said) for said in fresh.said]
        return lambda tx: assess.keep(tx, fresh, estimates)


async def _judged(said: assess.Said) -> Estimate:
    # A short text takes a fraction of a millisecond. In a thread it would fight the loop for
    # the interpreter, five milliseconds a round (measured: post p99 37 ms instead of 10).
    if len(said.body) > LONG:
        return await asyncio.to_thread(estimate, said.body, said.language)
    found = estimate(said.body, said.language)
    await asyncio.sleep(0)
    return found
