"""Whether mail goes out."""

import time
from contextlib import closing

from sqlalchemy import func, inspect, select

from lagniappe.channels.email.tables import outbox
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.ops.checks.finding import Finding, fail, ok, warn
from lagniappe.ops.checks.opened import has_tables, opened
from lagniappe.settings import Settings

TOO_LONG = HOUR


def mail_goes_out(settings: Settings) -> Finding:
    """Nothing waits for long, and nothing failed today."""
    now = time.time_ns() // 1_000_000
    with closing(opened(settings)) as conn:
        if not has_tables(conn) or not inspect(conn).has_table(outbox.name):
            return ok("mail out", "none yet")
        waits = conn.execute(
            select(func.count(), func.max(outbox.c.error)).where(
                outbox.c.state.in_(("held", "queued", "sending")),
                outbox.c.created_at < now - TOO_LONG,
            )
        ).one()
        lost = conn.execute(
            select(func.count(), func.max(outbox.c.error)).where(
                outbox.c.state == "failed", outbox.c.created_at > now - 7 * DAY
            )
        ).one()
    if waits[0]:
        what = f"{waits[0]} wait for more than an hour: {waits[1] or 'not tried yet'}"
        return fail("mail out", what, "Check the mailbox's outgoing server under Settings, Mail.")
    if lost[0]:
        what = f"{lost[0]} failed this week, such as: {lost[1]}"
        return warn("mail out", what, "See Outbox, Needs a look: mend the cause, then send again.")
    return ok("mail out", "nothing waits, nothing failed")
