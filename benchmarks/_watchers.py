"""Agents with conversations on their screens, and when what was written reached them."""

import asyncio
import json
import time

from benchmarks import _wire
from benchmarks._visitors import MARK, Writer

# A frame may arrive in two reads: this much of the end is looked at again.
OVERLAP = 32


class Watcher:
    """One agent's socket. While `times` is None what it hears is counted and dropped."""

    def __init__(self) -> None:
        self.heard_bytes = 0
        self.times: dict[bytes, float] | None = None
        self._tail = b""

    async def open(self, port: int, cookie: str, conversations: list[str]) -> None:
        """Connect with the agent's cookie and put these conversations on screen."""
        self._socket = await _wire.socket(port, "/live", self._heard, head=f"Cookie: {cookie}\r\n")
        if b"permessage-deflate" in self._socket.head:
            raise RuntimeError("the desk compresses its frames: delivery cannot be measured")
        self._socket.say(json.dumps({"t": "view", "c": conversations}))

    def close(self) -> None:
        self._socket.close()

    def _heard(self, data: bytes) -> None:
        self.heard_bytes += len(data)
        if self.times is None:
            return
        now = time.perf_counter()
        text = self._tail + data
        for match in MARK.finditer(text):
            self.times.setdefault(match[1], now)
        self._tail = text[-OVERLAP:]


async def watch(port: int, cookies, conversations: list[str]) -> list[Watcher]:
    """Every agent has every conversation on screen."""
    watchers = []
    for cookie in cookies:
        watcher = Watcher()
        await watcher.open(port, cookie, conversations)
        watchers.append(watcher)
    await asyncio.sleep(0.3)
    return watchers


def note_times(watchers: list[Watcher], writers: list[Writer]) -> None:
    """From now on remember when each message is sent, and when each screen has it."""
    for watcher in watchers:
        watcher.times = {}
    for writer in writers:
        writer.remember_times = True


def delivery_times(watchers: list[Watcher], writers: list[Writer]) -> tuple[list[float], int]:
    """Seconds from sent to on screen, for every message and screen; and how many never came."""
    took, missing = [], 0
    for writer in writers:
        for mark, sent in writer.sent_at.items():
            for watcher in watchers:
                arrived = watcher.times.get(mark)
                if arrived is None:
                    missing += 1
                else:
                    took.append(arrived - sent)
    return took, missing
