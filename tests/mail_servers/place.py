"""What both servers need: a folder that other users may enter, free ports, and patience."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

# Servers are installed where a plain user's shell does not look.
SEARCHED = f"{os.environ['PATH']}:/usr/sbin:/sbin"


def new_folder(name: str) -> Path:
    """Not pytest's: nobody but its owner may enter that, and its path is too long for sockets."""
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str) -> str:
    """Where it is. A missing server is a failure: these stories are not skipped."""
    found = shutil.which(name, path=SEARCHED)
    assert found, f"{name} is not installed: run bin/test, or apt-get install dovecot-imapd postfix"
    return found


def as_root(*command: str) -> list[str]:
    """The command as it must be run: Postfix starts for root only."""
    return list(command) if os.getuid() == 0 else ["sudo", "-n", *command]


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def until(found, *, seconds: float = 30, why: str = ""):
    """What `found()` returns once it returns something."""
    end = time.monotonic() + seconds
    while True:
        result = found()
        if result:
            return result
        assert time.monotonic() < end, f"waited {seconds} s in vain: {why or found}"
        time.sleep(0.05)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
