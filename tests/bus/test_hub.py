"""The hub: hints reach who listens, once, and access that ends is cut."""

import asyncio
import json

from lagniappe.bus import hub as hubs
from lagniappe.bus.hub import Hub, Listener
from lagniappe.db.unit import Hint


class Ear(Listener):
    def __init__(self, locale="en"):
        super().__init__()
        self.locale = locale
        self.frames = []
        self.reason = None

    def hear(self, frame):
        self.frames.append(json.loads(frame))

    def cut(self, reason):
        self.reason = reason


def test_only_subscribers_of_the_topic_hear():
    hub, near, far = Hub(), Ear(), Ear()
    hub.subscribe(near, "a")
    hub.subscribe(far, "b")
    hub.publish(Hint("a", {"t": "x"}))
    assert near.frames == [{"t": "x"}]
    assert far.frames == []


def test_one_rendering_serves_all_of_a_language():
    hub, calls = Hub(), []
    hub.renderers["conversation"] = lambda subject, locale: (
        calls.append(locale) or f"{subject}{locale}"
    )
    ears = [Ear("el"), Ear("el"), Ear("ja")]
    for ear in ears:
        hub.subscribe(ear, "conversation:1")
    hub.publish(Hint("conversation:1", {"t": "message"}, "m"))
    assert sorted(calls) == ["el", "ja"]
    assert [ear.frames[0]["html"] for ear in ears] == ["mel", "mel", "mja"]


def test_nothing_is_rendered_for_nobody():
    hub = Hub()
    hub.renderers["conversation"] = lambda subject, locale: 1 / 0
    hub.publish(Hint("conversation:1", {"t": "message"}, "m"))


def test_a_burst_of_changes_is_told_once(monkeypatch):
    monkeypatch.setattr(hubs, "COALESCE_SECONDS", 0)
    heard = []

    async def burst():
        hub, ear = Hub(), Ear()
        hub.on_changed_heard = heard.extend
        hub.subscribe(ear, "inbox")
        for _ in range(100):
            hub.publish(Hint("inbox", {"t": "changed", "c": "one"}))
        while not ear.frames:
            await asyncio.sleep(0)
        return ear.frames

    assert asyncio.run(burst()) == [{"t": "changed", "c": "one"}]
    assert heard == ["one"]


def test_a_revoked_topic_is_cut_and_says_nothing_more():
    hub, ear = Hub(), Ear()
    hub.subscribe(ear, "session:1")
    hub.publish(Hint("session:1", {"t": "revoked"}))
    assert ear.reason == "revoked" and ear.frames == []


def test_who_leaves_hears_nothing():
    hub, ear = Hub(), Ear()
    hub.subscribe(ear, "a")
    hub.leave(ear)
    hub.publish(Hint("a", {"t": "x"}))
    assert ear.frames == [] and hub.listeners("a") == ()
