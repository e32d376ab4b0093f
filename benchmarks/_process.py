"""Starting a server in its own process and reading what it costs, from /proc."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30


class Process:
    """A server process and its children."""

    def __init__(self, command: list[str], *, port: int, path: str = "/healthz", env=None) -> None:
        self.port = port
        self._command, self._path, self._env = command, path, {**os.environ, **(env or {})}
        self._process: subprocess.Popen | None = None

    def start(self) -> float:
        """Start and wait until it answers; returns how many seconds that took."""
        began, pause = time.perf_counter(), 0.002
        self._process = subprocess.Popen(
            [sys.executable, *self._command], env=self._env, stdout=subprocess.DEVNULL
        )
        while not self._answers():
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with {self._process.returncode}")
            if time.perf_counter() - began > PATIENCE:
                self.kill()
                raise RuntimeError(f"no answer on port {self.port} in {PATIENCE} s")
            time.sleep(pause)
            pause = min(pause * 1.1, 0.2)
        return time.perf_counter() - began

    def kill(self) -> None:
        """kill -9: no goodbye, nothing flushed."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def pss_mb(self) -> float:
        """Memory that would be free without it: shared pages count by their share."""
        return sum(_pss_kb(pid) for pid in self._pids()) / 1024

    def cpu_seconds(self) -> float:
        """CPU used so far, in user and system mode."""
        return sum(_cpu_ticks(pid) for pid in self._pids()) / TICKS

    def _answers(self) -> bool:
        """A refusal is an answer too: the echo knows no /."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self._path}", timeout=1):
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def _end(self, how: int) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _pids(self) -> list[int]:
        found = [self._process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                found += [int(child) for child in task.read_text().split()]
        return found


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _cpu_ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
