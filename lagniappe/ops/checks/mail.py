"""Mail: boxes whose server does not answer, and mail that waits for somebody to look."""

import time
from contextlib import closing

from sqlalchemy import func, inspect, select

from lagniappe.channels.email.mailboxes.state import GRACE
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.kit.clock import HOUR
from lagniappe.ops.checks.finding import Finding, fail, ok, warn
from lagniappe.ops.checks.opened import has_tables, opened
from lagniappe.settings import Settings


def mail(settings: Settings) -> Finding:
    with closing(opened(settings)) as conn:
        if not has_tables(conn) or not inspect(conn).has_table(mailboxes.name):
            return ok("mail", "none yet")
        boxes = conn.execute(
            select(mailboxes.c.address, mailboxes.c.error, mailboxes.c.failing_since).where(
                mailboxes.c.retired_at.is_(None)
            )
        ).all()
        states = dict(
            conn.execute(
                select(mails.c.state, func.count())
                .where(mails.c.state.in_(("waiting", "odd", "held")))
                .group_by(mails.c.state)
            ).all()
        )
    now = time.time_ns() // 1_000_000
    dead = [box for box in boxes if box.failing_since and now - box.failing_since > GRACE]
    if dead:
        hours = max(now - box.failing_since for box in dead) / HOUR
        return fail(
            "mail",
            f"{dead[0].address} has brought no mail for {hours:.1f} hours: "
            + dead[0].error.replace("\n", " ")
            + (f" ({len(dead)} mailboxes in all)" if len(dead) > 1 else ""),
            "Open Settings, Mailboxes and test the connection.",
        )
    aside = states.get("odd", 0) + states.get("held", 0)
    if aside:
        return warn(
            "mail",
            f"{aside} mails could not be filed or were held back",
            "See Settings, Mail that came: read them, then try again.",
        )
    return ok("mail", f"{len(boxes)} mailboxes, {states.get('waiting', 0)} mails waiting")
