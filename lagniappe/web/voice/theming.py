"""Bringing words into themes every few minutes, beside the event loop."""

import asyncio

from lagniappe.bus import jobs
from lagniappe.desk.surveys.voice import gather
from lagniappe.kit.clock import MINUTE

JOB = "voice.themes"
EVERY = 10 * MINUTE


def plan(tx, *, at_once: bool = False) -> None:
    """Have the next round in ten minutes, unless one waits already."""
    jobs.add(tx, JOB, {}, key="round", at=tx.now if at_once else tx.now + EVERY)


def register(db) -> None:
    """Let this process's worker do it (`JOB`)."""

    @jobs.slow_job(JOB)
    async def round_of_themes(payload: dict):
        said = await db.read(gather.waiting)
        before = await db.read(gather.known, said) if said else []
        changed = await asyncio.to_thread(gather.grouped, before, said)

        def carry_out(tx) -> None:
            gather.place(tx, said, changed)
            more = len(said) == gather.AT_ONCE
            if not more:
                gather.count(tx)
            plan(tx, at_once=more)

        return carry_out
