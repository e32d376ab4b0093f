"""Judging customers' moods in this process: texts are read in a thread, outside of any
transaction, and what was found is written in one."""

import asyncio
import time

from lagniappe.bus import jobs
from lagniappe.desk.complaints.mood import assess
from lagniappe.desk.complaints.mood.estimate import Estimate, estimate
from lagniappe.desk.complaints.mood.reactions import JOB

BUSY = 0.001
"""Seconds after which the loop came back late: others were waiting for it."""

REST = 15
"""While others wait, so many times what a text took is left to them: a flood waits for its mood."""


def register(db) -> None:
    """Let this process's worker do it (`JOB`)."""
    turn = asyncio.Semaphore(1)

    @jobs.slow_job(JOB)
    async def judge(payload: dict):
        keep = _nothing
        async with turn:
            for conversation_id in payload["conversations"]:
                # One transaction each: nobody's message waits for a whole batch.
                if keep is not _nothing:
                    await db.write(keep)
                keep = await _read(db, conversation_id)
        return keep


async def _read(db, conversation_id: str):
    """What is to be kept of a conversation's mood, as `fn(tx)`; doing it twice does no harm."""
    fresh = await db.read(assess.unread, conversation_id)
    if fresh is None:
        return _nothing
    estimates = [await _judged(said) for said in fresh.said]
    return lambda tx: assess.keep(tx, fresh, estimates)


def _nothing(tx) -> None:
    pass


async def _judged(said: assess.Said) -> Estimate:
    # Nearly all of it is sums outside the interpreter: in a thread the loop goes on meanwhile
    # (measured: post p99 12 ms instead of 27 between everything else).
    began = time.perf_counter()
    found = await asyncio.to_thread(estimate, said.body, said.language)
    read = time.perf_counter()
    await asyncio.sleep(0)
    if time.perf_counter() - read > BUSY:
        await asyncio.sleep(REST * (read - began))
    return found
