"""The worker: carries out jobs, one at a time, woken by a commit or by the clock."""

import asyncio
import logging
import os
import socket

from lagniappe.bus import jobs

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0


class Worker:
    """One per process. Several processes share the work through leases."""

    def __init__(self, db) -> None:
        self._db = db
        self._name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self._wake = asyncio.Event()
        self._task = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    def wake(self) -> None:
        self._wake.set()

    async def stop(self) -> None:
        """Stop between jobs; a job under way runs to its end in its transaction."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def work_off(self) -> int:
        """Carry out every job that is due; returns how many were tried."""
        done = 0
        while await self._next():
            done += 1
        return done

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self.work_off()
            except Exception:
                log.exception("worker could not reach its jobs")
            try:
                await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
            except TimeoutError:
                continue

    async def _next(self) -> bool:
        claimed = await self._db.write(jobs.claim, self._name)
        if claimed is None:
            return False
        try:
            await self._db.write(jobs.carry_out, claimed, self._name)
        except Exception as error:
            log.warning("job failed", extra={"kind": claimed.kind, "error": repr(error)})
            await self._db.write(jobs.put_back, claimed, repr(error))
        return True
