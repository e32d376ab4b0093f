"""A neighbour who keeps the cores busy, as on a shared machine."""

import contextlib
import os
import subprocess
import sys

_SPIN = "while True: pass"


@contextlib.contextmanager
def busy_cores():
    """Another process spins on every core while this lasts."""
    spinners = [subprocess.Popen([sys.executable, "-c", _SPIN]) for _ in range(os.cpu_count() or 2)]
    try:
        yield
    finally:
        for spinner in spinners:
            spinner.kill()
            spinner.wait()
