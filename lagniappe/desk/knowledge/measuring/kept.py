"""Figures are kept with the time they were made, the newest few."""

from sqlalchemy import delete, insert, select

from lagniappe.bus import jobs
from lagniappe.desk.knowledge.measuring.tables import answer_figures
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY, MINUTE

JOB = "answers.measure"
KEPT = 12


def newest(tx):
    """The row of the newest figures, or None."""
    return tx.one(select(answer_figures).order_by(answer_figures.c.made_at.desc()).limit(1))


def keep(tx, figures: dict, *, made_at: int) -> None:
    """Keep these figures, as of `made_at` (ms), and the KEPT newest of all."""
    tx.execute(insert(answer_figures).values(id=ids.new(), made_at=made_at, figures=figures))
    newest_ids = (
        select(answer_figures.c.id)
        .order_by(answer_figures.c.made_at.desc(), answer_figures.c.id.desc())
        .limit(KEPT)
    )
    tx.execute(delete(answer_figures).where(answer_figures.c.id.not_in(newest_ids)))
    plan(tx)


def plan(tx) -> None:
    """Have them made a day after the newest, a minute from now when there are none."""
    row = newest(tx)
    at = row.made_at + DAY if row else tx.now + MINUTE
    jobs.add(tx, JOB, {}, key="daily", at=max(at, tx.now + MINUTE))


def make_now(tx) -> None:
    """Somebody wants to see them as they are now."""
    jobs.add(tx, JOB, {}, key="now")
