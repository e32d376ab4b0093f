"""Delivered and read marks, gathered for a moment and written together.

A mark per message would be a write per message; the newest mark says it all.
"""

import asyncio
import logging

from lagniappe.desk.conversations import read

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.25


class Marks:
    def __init__(self, db) -> None:
        self._db = db
        self._staff: set[str] = set()
        self._customers: dict[str, tuple[int, int]] = {}
        self._planned = None
        self._task = None

    def staff_received(self, conversation_ids: list[str]) -> None:
        """These conversations' newest messages are on an agent's screen."""
        self._staff.update(conversation_ids)
        self._plan()

    def customer_saw(self, conversation_id: str, *, delivered: int = 0, read: int = 0) -> None:
        """The widget holds, or shows, everything up to these public positions."""
        before = self._customers.get(conversation_id, (0, 0))
        self._customers[conversation_id] = (
            max(before[0], delivered, read),
            max(before[1], read),
        )
        self._plan()

    async def stop(self) -> None:
        """Write what has gathered, so that a restart forgets no mark."""
        if self._planned is not None:
            self._planned.cancel()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)
        await self._write_down()

    def _plan(self) -> None:
        if self._planned is None:
            self._planned = asyncio.get_running_loop().call_later(GATHER_SECONDS, self._begin)

    def _begin(self) -> None:
        self._planned = None
        self._task = asyncio.get_running_loop().create_task(self._write_down())

    async def _write_down(self) -> None:
        staff, self._staff = self._staff, set()
        customers, self._customers = self._customers, {}
        if not staff and not customers:
            return
        try:
            await self._db.write(_write, staff, customers)
        except Exception:
            log.exception("marks not written")


def _write(tx, staff: set[str], customers: dict[str, tuple[int, int]]) -> None:
    if staff:
        read.delivered_to_staff(tx, sorted(staff))
    for conversation_id, (delivered, seen) in sorted(customers.items()):
        read.customer_saw(tx, conversation_id, delivered=delivered, read=seen)
