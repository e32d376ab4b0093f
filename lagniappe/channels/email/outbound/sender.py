"""The sender: letters that are due go out, each box's one after the other on one line.

What it is doing stands in the rows, so it may be killed at any moment: a letter that was begun
and not settled is sent again with the same Message-ID, and counted.
"""

import asyncio
import contextlib
import logging
import os
import socket
import time
from pathlib import Path

from lagniappe.channels.email.outbound import boxes, sending
from lagniappe.channels.email.outbound.letter import letter, needs_utf8
from lagniappe.channels.email.outbound.smtp import Later, Line, Never
from lagniappe.desk.conversations import shelf
from lagniappe.kit import ids
from lagniappe.kit.clock import SECOND

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
SHORTEST_PAUSE = 0.05
TOGETHER = 16
# A line nobody used for so long is closed; servers do the same.
IDLE_SECONDS = 30


class Sender:
    """One per process. Several processes share the outbox through leases."""

    def __init__(self, db, folder: Path, key: bytes) -> None:
        self._db = db
        self._key = key
        self._folder = folder
        self._name = f"{socket.gethostname()[:24]}:{os.getpid()}:{ids.new()[-12:]}"
        self._task = None
        self._freed = asyncio.Event()
        self._busy: dict[str, asyncio.Task] = {}
        self._lines: dict[str, tuple[tuple, Line]] = {}
        self._used: dict[str, float] = {}

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Stop claiming; what is being handed over is handed over to its end."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
        await self._db.write(sending.give_back, self._name)
        for box_id in list(self._lines):
            await self._hang_up(box_id)

    async def work_off(self) -> None:
        """Try every letter that is due now, to its end."""
        while await self._next():
            await asyncio.gather(*self._busy.values())

    async def _run(self) -> None:
        if self._db.dialect == "sqlite":
            await self._db.write(sending.free_all)
        while True:
            self._freed.clear()
            pause = POLL_SECONDS
            try:
                pause = await self._turn()
            except Exception:
                log.exception("the sender could not reach its outbox")
            with contextlib.suppress(TimeoutError):
                # Not wait_for: on Python 3.11 it may swallow being stopped, and run for ever.
                async with asyncio.timeout(pause):
                    await self._freed.wait()

    async def _turn(self) -> float:
        """Take up what is due; returns for how many seconds there is nothing to do, unless a
        box is done before."""
        await self._hang_up_idle()
        due = await self._db.read(sending.next_due)
        if due is None:
            return POLL_SECONDS
        left = (due - self._db.clock.now()) / SECOND
        if left <= 0:
            # What is due now may be for a box that is being served.
            return SHORTEST_PAUSE if await self._next() else POLL_SECONDS
        return min(POLL_SECONDS, max(SHORTEST_PAUSE, left))

    async def _next(self) -> int:
        """Take up what is due for boxes that are not being served; returns how many letters."""
        besides = tuple(box_id for box_id, task in self._busy.items() if not task.done())
        rows = await self._db.write(sending.claim, self._name, most=TOGETHER, besides=besides)
        if not rows:
            return 0
        known = await self._db.read(sending.boxes_of, rows)
        for box_id, box in known.items():
            batch = [row for row in rows if row.mailbox_id == box_id]
            self._busy[box_id] = asyncio.create_task(self._serve(box, batch))
        return len(rows)

    async def _serve(self, box, rows: list) -> None:
        try:
            for row in rows:
                await self._send(box, row)
        except Exception:
            log.exception("mail could not be sent", extra={"mailbox": box.address})
        finally:
            self._freed.set()

    async def _send(self, box, row) -> None:
        if not boxes.has_server(box):
            await self._db.write(sending.no_server, row, self._name)
            return
        try:
            written = await asyncio.to_thread(letter, row, self._content_of)
        except (OSError, ValueError) as error:
            await self._db.write(sending.failed, row, self._name, str(error))
            return
        if not await self._db.write(sending.begin, row, self._name):
            return
        settle, what = await asyncio.to_thread(self._hand_over, box, row, written)
        await self._db.write(settle, row, self._name, **what)

    def _hand_over(self, box, row, written: bytes):
        """In a thread: what to write down of how it went."""
        self._used[box.id] = time.monotonic()
        try:
            refused = self._line(box).send(
                box.address, row.receivers, written, utf8=needs_utf8(row)
            )
        except Later as why:
            log.warning("mail waits", extra={"mailbox": box.address, "error": why.reason})
            return sending.later, {"why": why}
        except Never as why:
            log.error("mail was refused", extra={"mailbox": box.address, "error": str(why)})
            return sending.failed, {"error": str(why), "refused": why.refused}
        return sending.sent, {"refused": refused}

    def _line(self, box) -> Line:
        """The box's line; a new one when its settings changed."""
        settings = (repr(box.outgoing), box.secrets)
        known = self._lines.get(box.id)
        if known is None or known[0] != settings:
            if known:
                known[1].close()
            known = self._lines[box.id] = (settings, Line(box, self._key))
        return known[1]

    async def _hang_up_idle(self) -> None:
        for box_id in list(self._lines):
            serving = box_id in self._busy and not self._busy[box_id].done()
            if not serving and time.monotonic() - self._used.get(box_id, 0) > IDLE_SECONDS:
                await self._hang_up(box_id)

    async def _hang_up(self, box_id: str) -> None:
        _, line = self._lines.pop(box_id)
        await asyncio.to_thread(line.close)

    def _content_of(self, digest: str) -> bytes:
        return shelf.path_of(self._folder, digest).read_bytes()
