"""Live hints: who listens to what, inside this process.

State is the truth, hints are hints. Every listener can rebuild itself from state, so a
listener that falls too far behind is simply cut off and comes back by resync.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from lagniappe.db.unit import Hint

# A conversation under fire changes its row in every inbox many times a second; one
# "changed" per this many seconds is all that an eye can use.
COALESCE_SECONDS = 0.25


class Listener:
    """One open socket. Subclasses send; the hub only knows topics and a locale."""

    __slots__ = ("__weakref__", "topics")
    locale: str

    def __init__(self) -> None:
        self.topics: list[str] = []

    def hear(self, frame: str) -> None:
        raise NotImplementedError

    def cut(self, reason: str) -> None:
        """Access was taken away or the server stops: say so and close."""
        raise NotImplementedError


class Hub:
    """Topics and their listeners. Only ever touched from the event loop."""

    def __init__(self) -> None:
        self._topics: dict[str, set[Listener]] = defaultdict(set)
        self._changed: set[tuple[str, str]] = set()
        self._planned = None
        self.relay: Callable[[Hint], None] | None = None
        # By the topic's first word: how the HTML of a hint's subject is made for a locale.
        self.renderers: dict[str, Callable[[Any, str], str]] = {}
        # Told which conversations' changes have just reached at least one listener.
        self.on_changed_heard: Callable[[list[str]], None] = lambda conversation_ids: None
        self.wake_workers: Callable[[], None] = lambda: None

    def subscribe(self, listener: Listener, topic: str) -> None:
        self._topics[topic].add(listener)
        if topic not in listener.topics:
            listener.topics.append(topic)

    def unsubscribe(self, listener: Listener, topic: str) -> None:
        if topic in listener.topics:
            listener.topics.remove(topic)
        members = self._topics.get(topic)
        if members is not None:
            members.discard(listener)
            if not members:
                del self._topics[topic]

    def leave(self, listener: Listener) -> None:
        for topic in tuple(listener.topics):
            self.unsubscribe(listener, topic)

    def listeners(self, topic: str) -> tuple[Listener, ...]:
        return tuple(self._topics.get(topic, ()))

    def sockets(self) -> int:
        """Open screens: every desk hears "desk", every widget "visitors"."""
        return len(self.listeners("desk")) + len(self.listeners("visitors"))

    def after_commit(self, hints: list[Hint], wakes: bool) -> None:
        """What `Database.on_commit` calls: the only way hints leave a transaction."""
        for hint in hints:
            self.publish(hint)
        if wakes:
            self.wake_workers()

    def publish(self, hint: Hint) -> None:
        """To this process's listeners, and through the relay to the other processes."""
        self.deliver(hint)
        if self.relay is not None:
            self.relay(hint)

    def deliver(self, hint: Hint) -> None:
        """To this process's listeners only."""
        if hint.topic not in self._topics:
            return
        if hint.payload["t"] == "revoked":
            self.cut(hint.topic, "revoked")
            return
        if hint.payload["t"] == "changed":
            self._later(hint.topic, hint.payload["c"])
            return
        frames: dict[str, str] = {}
        for listener in tuple(self._topics[hint.topic]):
            frame = frames.get(listener.locale)
            if frame is None:
                frame = frames[listener.locale] = self._frame(hint, listener.locale)
            listener.hear(frame)

    def cut(self, topic: str, reason: str) -> None:
        """Close every listener of a topic: a revoked session, a disabled agent."""
        for listener in self.listeners(topic):
            listener.cut(reason)

    def cut_all(self, reason: str) -> None:
        for members in tuple(self._topics.values()):
            for listener in tuple(members):
                listener.cut(reason)

    def _later(self, topic: str, conversation_id: str) -> None:
        self._changed.add((topic, conversation_id))
        if self._planned is None:
            loop = asyncio.get_running_loop()
            self._planned = loop.call_later(COALESCE_SECONDS, self._tell_changed)

    def _tell_changed(self) -> None:
        self._planned = None
        changed, self._changed = self._changed, set()
        heard = []
        for topic, conversation_id in changed:
            frame = json.dumps({"t": "changed", "c": conversation_id})
            for listener in self.listeners(topic):
                listener.hear(frame)
                heard.append(conversation_id)
        if heard:
            self.on_changed_heard(list(dict.fromkeys(heard)))

    def _frame(self, hint: Hint, locale: str) -> str:
        render = hint.subject and self.renderers.get(hint.topic.partition(":")[0])
        if not render:
            return json.dumps(hint.payload)
        return json.dumps({**hint.payload, "html": render(hint.subject, locale)})
