"""Who is here: beats of open desks, and telling screens and widgets when it changes."""

import asyncio
import logging
from collections import Counter

from lagniappe.db.unit import Hint
from lagniappe.desk.accounts import presence
from lagniappe.kit.clock import MINUTE

log = logging.getLogger(__name__)

LOOK_SECONDS = 10
BEAT_SECONDS = presence.BEAT_EVERY / 1000
# A reload closes one socket and opens the next; only a desk that stays closed is gone.
GRACE_SECONDS = 5


class Presence:
    """The open desks of this process, and the last known presence of everybody."""

    def __init__(self, db, hub, settings) -> None:
        self._db = db
        self._hub = hub
        self._away_after = settings.away_after_minutes * MINUTE
        self._open: Counter[str] = Counter()
        self._active: set[str] = set()
        self._known: dict[str, str] = {}
        self._task = None
        self._leaving: set[asyncio.Task] = set()

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
        for task in tuple(self._leaving):
            task.cancel()

    async def opened(self, agent_id: str) -> None:
        self._open[agent_id] += 1
        await self._db.write(presence.beat, [agent_id], [agent_id])
        await self.look()

    def closed(self, agent_id: str) -> None:
        self._open[agent_id] -= 1
        if self._open[agent_id] <= 0:
            del self._open[agent_id]
            task = asyncio.get_running_loop().create_task(self._gone(agent_id))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    def used(self, agent_id: str) -> None:
        """The agent did something; written with the next beat unless they were away."""
        self._active.add(agent_id)
        if self._known.get(agent_id) == "away":
            task = asyncio.get_running_loop().create_task(self._beat())
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def look(self) -> None:
        """Compare everybody's presence with what was known and tell what changed."""
        now = await self._db.read(presence.of_everyone, away_after=self._away_after)
        before, self._known = self._known, now
        for agent_id, state in now.items():
            if before.get(agent_id) != state:
                payload = {"t": "presence", "id": agent_id, "state": state}
                self._hub.deliver(Hint("desk", payload))
        was, is_open = "online" in before.values(), "online" in now.values()
        if was != is_open:
            self._hub.deliver(Hint("visitors", {"t": "status", "open": is_open}))

    def state_of(self, agent_id: str) -> str:
        return self._known.get(agent_id, "offline")

    async def _gone(self, agent_id: str) -> None:
        await asyncio.sleep(GRACE_SECONDS)
        if agent_id not in self._open:
            await self._db.write(presence.gone, agent_id)
            await self.look()

    async def _run(self) -> None:
        beats_due = 0.0
        while True:
            try:
                if beats_due <= 0:
                    await self._beat()
                    beats_due = BEAT_SECONDS
                await self.look()
            except Exception:
                log.exception("presence not refreshed")
            await asyncio.sleep(LOOK_SECONDS)
            beats_due -= LOOK_SECONDS

    async def _beat(self) -> None:
        active, self._active = self._active, set()
        if self._open:
            await self._db.write(presence.beat, sorted(self._open), sorted(active))
        if active:
            await self.look()
