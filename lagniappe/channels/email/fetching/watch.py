"""Watching one mailbox in a thread of its own: fetch, wait for more, and come back from trouble.

The server says when something comes (IDLE). Where it cannot, or says nothing, we look anyway.
"""

import logging
import threading
import time

from lagniappe.channels.email.fetching import trouble
from lagniappe.channels.email.fetching.connect import connected
from lagniappe.channels.email.fetching.cursor import Cursor, LeaseLost
from lagniappe.channels.email.fetching.folder import Doubt, count_since, fetch_again, fetch_new
from lagniappe.kit import backoff
from lagniappe.kit.clock import DAY, MINUTE

log = logging.getLogger(__name__)

# Routers forget a silent connection; the protocol allows 29 minutes, and mail that was not
# announced must not wait so long.
IDLE_S = 5 * 60
POLL_S = 60
TICK_S = 1.0
RENEW_S = 30
LONGEST_WAIT = 5 * MINUTE
COMPARE_EVERY = DAY
COMPARE_BACK = 3 * DAY


class Watch(threading.Thread):
    """`desk` is how it reaches the database (fetching/desk.py)."""

    def __init__(self, box, desk, key: bytes) -> None:
        super().__init__(name=f"mail {box.address}", daemon=True)
        self.box, self._desk, self._key = box, desk, key
        self._cursor = Cursor(box.uid_validity, box.uid_seen)
        self._compared_at = box.compared_at
        self._told = threading.Event()
        self._renewed = time.monotonic()
        self._has_worked = False
        self._doubt = Doubt()

    def stop(self) -> None:
        """It ends within TICK_S, or when the server it speaks to lets it."""
        self._told.set()

    def run(self) -> None:
        try:
            self._watch()
        except LeaseLost:
            return
        except Exception:
            # Even saying what went wrong failed: whoever began this thread begins another.
            if not self._told.is_set():
                log.exception("watching a mailbox ended", extra={"box": self.box.address})

    def _watch(self) -> None:
        tries = 0
        while not self._told.is_set():
            try:
                with connected(self.box, self._key) as client:
                    self._stay(client)
                tries = 0
            except LeaseLost:
                raise
            except Exception as error:
                # A connection that did its work before it broke begins a new count.
                tries = 0 if self._has_worked else tries
                self._doubt.stumbled()
                self._tell(error)
                self._pause(backoff.delay(tries, longest=LONGEST_WAIT) / 1000)
                tries += 1

    def _stay(self, client) -> None:
        """Until told to stop, or until the connection breaks."""
        self._has_worked = False
        while not self._told.is_set():
            fetch_new(client, self.box, self._cursor, self._keep, self._doubt)
            self._compare(client)
            self._desk.worked()
            self._has_worked = True
            if client.has_capability("IDLE"):
                self._listen(client)
            else:
                self._pause(POLL_S)
                client.noop()

    def _keep(self, fetched, cursor) -> int:
        if self._told.is_set():
            # What is not stored is fetched again by whoever comes next.
            raise LeaseLost(self.box.id)
        new = self._desk.keep(fetched, self._cursor, cursor)
        self._cursor = cursor or self._cursor
        return new

    def _compare(self, client) -> None:
        """Once a day: does the server have more than we do?"""
        now, before = self._desk.now(), self._compared_at
        if before and now - before < COMPARE_EVERY:
            return
        # Said first: a comparison that fails is not begun again at once.
        self._compared_at = now
        self._desk.compared()
        since = now - COMPARE_BACK
        if before and count_since(client, self.box, since) > self._desk.stored(since):
            missed = fetch_again(client, self.box, since, self._keep)
            if missed:
                log.warning("mail was missed", extra={"box": self.box.address, "mails": missed})

    def _listen(self, client) -> None:
        client.idle()
        until = time.monotonic() + IDLE_S
        heard = client.more_came()
        while not (heard or self._told.is_set()) and time.monotonic() < until:
            began = time.monotonic()
            said = client.idle_check(timeout=TICK_S)
            heard = any(b"EXISTS" in one or b"RECENT" in one for one in said if len(one) > 1)
            if not said and time.monotonic() - began < TICK_S / 2:
                # The connection ended, and this is how IMAPClient tells.
                break
            self._renew()
        client.idle_done()

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._told.wait(TICK_S):
            self._renew()

    def _renew(self) -> None:
        if time.monotonic() - self._renewed > RENEW_S:
            self._renewed = time.monotonic()
            self._keep([], None)

    def _tell(self, error: Exception) -> None:
        if self._told.is_set():
            return
        words = trouble.line(error)
        log.warning(
            "mailbox failed", extra={"box": self.box.address, "error": words.replace("\n", ": ")}
        )
        self._desk.failed(words)
