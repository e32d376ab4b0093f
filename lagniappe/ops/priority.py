"""Asking the machine to serve people first."""

import contextlib
import os


def prefer(niceness: int) -> None:
    """Run this thread, and those it will start, at this niceness (-20 first, 19 last).

    A desk answers people; a backup or a report beside it can wait a moment. Where the
    right to ask is missing (most containers), everything stays as it is.
    """
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, niceness)
