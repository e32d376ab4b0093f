"""The program and the machine it runs on."""

import platform
import resource
import time
from contextlib import closing
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from lagniappe import __version__
from lagniappe.desk.accounts.tables import brands
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit.clock import DAY, MINUTE, Clock, iso, to_datetime
from lagniappe.ops.checks.finding import Finding, fail, ok, warn
from lagniappe.ops.checks.opened import has_tables, opened
from lagniappe.settings import Settings

# Nobody can have run this program before it was written.
EARLIEST = 1_780_000_000_000
FEW_FILES = 4096


def program(settings: Settings) -> Finding:
    python = platform.python_version()
    return ok("program", f"Lagniappe {__version__} on Python {python}, {platform.machine()}")


def clock(settings: Settings) -> Finding:
    """Messages are ordered by it: a clock that is wrong, or was, shows."""
    now = Clock().now()
    if now < EARLIEST:
        return fail("clock", f"it says {iso(now)}", "Set the clock, and keep it set with NTP.")
    newest = _newest_message(settings)
    if newest and newest > now + MINUTE:
        ahead = "days" if newest - now > DAY else "minutes"
        return warn(
            "clock",
            f"it says {iso(now)}, and a message is {ahead} newer than that",
            "The clock was turned back: check it, and keep it set with NTP.",
        )
    zone = time.strftime("%Z")
    return ok("clock", f"{to_datetime(now):%Y-%m-%d %H:%M} UTC (machine's zone: {zone})")


def time_zones(settings: Settings) -> Finding:
    """Opening hours need the zones of the brands."""
    wanted = _brand_zones(settings) or ["UTC", "Europe/Athens"]
    for name in wanted:
        try:
            ZoneInfo(name)
        except Exception:
            return fail(
                "time zones",
                f"the zone {name} is not known here",
                "Install the tzdata package, or choose another zone in Settings, Brands.",
            )
    return ok("time zones", ", ".join(wanted))


def open_files(settings: Settings) -> Finding:
    """Every open widget holds a connection."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < FEW_FILES:
        return warn(
            "open files",
            f"at most {soft} at once, so about {max(0, soft - 100)} people connected",
            f"Raise it: ulimit -n {max(hard, FEW_FILES)}, or LimitNOFILE= in the systemd unit.",
        )
    return ok("open files", f"up to {soft} at once")


def _newest_message(settings: Settings) -> int | None:
    with closing(opened(settings)) as conn:
        if not has_tables(conn):
            return None
        return conn.execute(select(func.max(messages.c.created_at))).scalar()


def _brand_zones(settings: Settings) -> list[str]:
    with closing(opened(settings)) as conn:
        if not has_tables(conn):
            return []
        return [row[0] for row in conn.execute(select(brands.c.time_zone).distinct())]
