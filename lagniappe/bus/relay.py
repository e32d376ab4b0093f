"""Hints between processes: PostgreSQL LISTEN/NOTIFY, gathered for a moment, outside any
transaction. Another process gets the payload only; its listeners ask the state for the rest.
"""

import asyncio
import json
import logging
import threading
from collections import deque

import psycopg

from lagniappe.db.unit import Hint
from lagniappe.kit import ids

log = logging.getLogger(__name__)

CHANNEL = "lagniappe_hints"
GATHER_SECONDS = 0.02
# NOTIFY takes 8,000 bytes; a flood beyond this many waiting hints is dropped, for they are
# hints and every screen can catch up.
LARGEST_NOTE = 7_500
MOST_WAITING = 5_000
AGAIN_AFTER_SECONDS = 2.0


class Relay:
    """Carries one process's hints to the others, and theirs here."""

    def __init__(self, url: str, hub) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://")
        self._hub = hub
        self._me = ids.new()
        self._waiting: deque[Hint] = deque(maxlen=MOST_WAITING)
        self._planned = False
        self._stopping = False
        self._connection = None
        self._speaker = None
        self._loop = None
        self._lock = threading.Lock()

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._hub.relay = self.send
        threading.Thread(target=self._hear, name="relay", daemon=True).start()

    def stop(self) -> None:
        self._stopping = True
        self._hub.relay = None
        if self._connection is not None:
            self._connection.close()

    def send(self, hint: Hint) -> None:
        self._waiting.append(hint)
        if not self._planned:
            self._planned = True
            self._loop.call_later(GATHER_SECONDS, self._hand_over)

    def _hand_over(self) -> None:
        self._planned = False
        hints = list(dict.fromkeys(_text(hint) for hint in self._waiting))
        self._waiting.clear()
        self._loop.run_in_executor(None, self._notify, hints)

    def _notify(self, hints: list[str]) -> None:
        """Runs on a thread: one NOTIFY per full note."""
        try:
            with self._lock:
                if self._speaker is None or self._speaker.closed:
                    self._speaker = psycopg.connect(self._url, autocommit=True)
                for note in _notes(self._me, hints):
                    self._speaker.execute("SELECT pg_notify(%s, %s)", (CHANNEL, note))
        except psycopg.Error as error:
            log.warning("hints not relayed", extra={"error": str(error)})

    def _hear(self) -> None:
        """Runs on its own thread: listens, and starts over when the connection is lost."""
        while not self._stopping:
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    self._connection = connection
                    connection.execute(f"LISTEN {CHANNEL}")
                    for notice in connection.notifies():
                        self._receive(notice.payload)
            except psycopg.Error as error:
                if not self._stopping:
                    log.warning("relay lost its connection", extra={"error": str(error)})
                    threading.Event().wait(AGAIN_AFTER_SECONDS)

    def _receive(self, note: str) -> None:
        sender, _, rest = note.partition("\n")
        if sender == self._me:
            return
        for line in rest.splitlines():
            topic, payload = json.loads(line)
            self._loop.call_soon_threadsafe(self._hub.deliver, Hint(topic, payload))


def _text(hint: Hint) -> str:
    return json.dumps([hint.topic, hint.payload])


def _notes(sender: str, hints: list[str]):
    note = sender
    for hint in hints:
        if len(note) + len(hint) > LARGEST_NOTE:
            yield note
            note = sender
        note += f"\n{hint}"
    if note != sender:
        yield note
