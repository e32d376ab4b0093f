"""One open WebSocket: hears frames from the hub, reads frames from its page.

Written on bare ASGI: five thousand of them must fit in one small process.
"""

import asyncio
import contextlib
import json
from collections import deque

from lagniappe.bus.hub import Listener
from lagniappe.web.kit.limits import Buckets

# A page that is this many frames behind has stopped reading: it is cut off and resyncs.
MOST_BEHIND = 500
MOST_TOGETHER = 32
LARGEST_FRAME = 8_192
FRAMES_PER_MINUTE = 600

CLOSE_CODES = {"bye": 1012, "revoked": 4401, "behind": 4408, "blocked": 4403}


class Socket(Listener):
    """Subclasses say what to do with a frame: `on_frame(name, frame)`."""

    __slots__ = ("_backlog", "_send", "_task", "closed", "locale")

    def __init__(self, send, locale: str) -> None:
        super().__init__()
        self._send = send
        # Made when first needed: an empty deque is half a kilobyte.
        self._backlog: deque[str] | None = None
        self._task = None
        self.closed = False
        self.locale = locale

    def hear(self, frame: str) -> None:
        if self.closed:
            return
        if self._backlog is None:
            self._backlog = deque()
        self._backlog.append(frame)
        if len(self._backlog) > MOST_BEHIND:
            self.cut("behind")
        elif self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._flush())

    def tell(self, **payload) -> None:
        """Say something to this page alone."""
        self.hear(json.dumps(payload))

    def cut(self, reason: str) -> None:
        if self.closed:
            return
        self.closed = True
        self._backlog = None
        self._task = asyncio.get_running_loop().create_task(self._close(reason))

    async def listen(self, receive, limits: Buckets) -> None:
        """Read frames until the page is gone. Malformed or too many frames end the socket."""
        while not self.closed:
            event = await receive()
            if event["type"] != "websocket.receive":
                break
            text = event.get("text")
            if text is None or len(text) > LARGEST_FRAME or not limits.take(str(id(self))):
                await self._send({"type": "websocket.close", "code": 1008})
                break
            frame = parse(text)
            if frame is None:
                await self._send({"type": "websocket.close", "code": 1007})
                break
            if frame["t"] == "ping":
                self.tell(t="pong")
            else:
                await self.on_frame(frame["t"], frame)
        self.closed = True

    async def on_frame(self, name: str, frame: dict) -> None:
        raise NotImplementedError

    async def _flush(self) -> None:
        with contextlib.suppress(Exception):
            while self._backlog:
                await self._send({"type": "websocket.send", "text": self._together()})
        self._backlog = self._task = None

    def _together(self) -> str:
        """One frame, or what has gathered as one array: a write costs more than its bytes."""
        if len(self._backlog) == 1:
            return self._backlog.popleft()
        most = min(len(self._backlog), MOST_TOGETHER)
        return "[" + ",".join([self._backlog.popleft() for _ in range(most)]) + "]"

    async def _close(self, reason: str) -> None:
        with contextlib.suppress(Exception):
            await self._send({"type": "websocket.send", "text": json.dumps({"t": reason})})
            await self._send({"type": "websocket.close", "code": CLOSE_CODES.get(reason, 1000)})


def parse(text: str) -> dict | None:
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return frame if isinstance(frame, dict) and isinstance(frame.get("t"), str) else None
