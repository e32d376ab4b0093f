"""Who watches which mailbox in this process, and what everybody should know of dead ones."""

import asyncio
import itertools
import logging
import os
import secrets
import socket
from pathlib import Path

from lagniappe.channels.email.fetching.desk import Desk
from lagniappe.channels.email.fetching.watch import Watch
from lagniappe.channels.email.mailboxes import keep, state
from lagniappe.desk.accounts.agent import Agent

log = logging.getLogger(__name__)

LOOK_S = 10.0
STOP_WITHIN_S = 3.0
# A change of one of these needs a new connection.
_WATCHED = ("address", "comes", "incoming", "secrets", "created_at")


class Fetchers:
    """One per process. Several processes share the mailboxes by leases."""

    def __init__(self, db, folder: Path, key: bytes) -> None:
        self._db, self._folder, self._key = db, folder, key
        # Containers may share a name and a process number.
        self._holder = f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(6)}"
        self._numbers = itertools.count(1)
        self._watches: dict[str, tuple[tuple, str, Watch]] = {}
        self._task = None
        self._looked = asyncio.Event()
        self.dead: list = []
        self._members: dict[str, frozenset[str]] = {}

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Connections are let go; what was fetched and not stored is fetched again."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        ended = [self._end(mailbox_id) for mailbox_id in tuple(self._watches)]
        await asyncio.gather(*ended, return_exceptions=True)

    def look(self) -> None:
        """A mailbox was changed: see to it now."""
        self._looked.set()

    def dead_for(self, agent: Agent) -> list:
        """The dead mailboxes this agent should know of. No database is asked."""
        return [box for box in self.dead if state.concerns(agent, box, self._members)]

    async def _run(self) -> None:
        while True:
            self._looked.clear()
            try:
                await self._look()
            except Exception:
                log.exception("mailboxes could not be looked at")
            try:
                # Not wait_for: on Python 3.11 it may swallow being stopped, and run for ever.
                async with asyncio.timeout(LOOK_S):
                    await self._looked.wait()
            except TimeoutError:
                continue

    async def _look(self) -> None:
        boxes, self.dead, self._members = await self._db.read(_everything)
        wanted = {box.id: box for box in boxes if box.comes == "imap"}
        for mailbox_id, (settings, _, watch) in tuple(self._watches.items()):
            box = wanted.get(mailbox_id)
            if box is None or _settings(box) != settings or not watch.is_alive():
                await self._end(mailbox_id)
        for box in wanted.values():
            if box.id not in self._watches:
                await self._begin(box.id)

    async def _begin(self, mailbox_id: str) -> None:
        holder = f"{self._holder}:{next(self._numbers)}"
        alone = self._db.dialect == "sqlite"
        box = await self._db.write(_taken, mailbox_id, holder, alone)
        if box is None:
            return
        desk = Desk(self._db, self._folder, asyncio.get_running_loop(), mailbox_id, holder)
        watch = Watch(box, desk, self._key)
        self._watches[mailbox_id] = (_settings(box), holder, watch)
        watch.start()

    async def _end(self, mailbox_id: str) -> None:
        _, holder, watch = self._watches.pop(mailbox_id)
        watch.stop()
        await asyncio.to_thread(watch.join, STOP_WITHIN_S)
        await self._db.write(state.let_go, mailbox_id, holder)


def _everything(tx) -> tuple:
    return keep.listed(tx), state.dead(tx), state.members(tx)


def _taken(tx, mailbox_id: str, holder: str, alone: bool):
    """The mailbox as it is once it is ours, None while another process has it."""
    return keep.get(tx, mailbox_id) if state.take(tx, mailbox_id, holder, alone=alone) else None


def _settings(box) -> tuple:
    return tuple(getattr(box, name) for name in _WATCHED)
