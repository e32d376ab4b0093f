"""A report is made beside everything else, once a day and when asked for, and kept."""

from sqlalchemy import delete, insert, select

from lagniappe.bus import jobs
from lagniappe.desk.analytics.tables import reports
from lagniappe.kit.clock import DAY, MINUTE

JOB = "reports.make"


def newest(tx, name: str):
    """The row of the report, or None while it was never made."""
    return tx.one(select(reports).where(reports.c.name == name))


def keep(tx, name: str, content: dict, *, made_at: int) -> None:
    """Keep the report in place of the one before; the next is made in a day."""
    tx.execute(delete(reports).where(reports.c.name == name))
    tx.execute(insert(reports).values(name=name, content=content, made_at=made_at))
    plan(tx, name)


def plan(tx, *names: str) -> None:
    """Have each made a day after its last time; a minute from now when there was none."""
    for name in names:
        row = newest(tx, name)
        at = row.made_at + DAY if row else tx.now + MINUTE
        jobs.add(tx, JOB, {"report": name}, key=f"daily:{name}", at=max(at, tx.now + MINUTE))


def make_now(tx, name: str) -> None:
    """Somebody wants to see it as it is now."""
    jobs.add(tx, JOB, {"report": name}, key=f"now:{name}")
