"""One desk for each data folder: a second one would answer without hearing the first."""

import contextlib
import fcntl
import os

from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings

NAME = "serving.lock"


@contextlib.contextmanager
def claimed(settings: Settings):
    """Hold the data folder while this lasts.

    On PostgreSQL several processes may serve, so nothing is claimed. Raises Trouble when
    another desk runs on the folder. The lock is the kernel's: a crash leaves none behind.
    """
    if settings.database_url.startswith(("postgres://", "postgresql://")):
        yield
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.data_dir / NAME).open("a+") as file:
        _lock(file, settings)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _lock(file, settings: Settings) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        raise Trouble(
            f"A desk is running on {settings.data_dir} already (process {holder}). Stop it "
            "first, or choose another folder with --data. Several processes need PostgreSQL."
        ) from error
