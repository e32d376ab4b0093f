"""How well loops are closed: how soon somebody was heard, how many, and whether they are happy."""

import statistics

from sqlalchemy import select

from lagniappe.desk.surveys.voice.tables import loops
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.figures import wilson

NAME = "loops"
WINDOW = 90 * DAY
MOST = 50_000
_l = loops.c


def measure(tx) -> dict:
    """The report as it is kept, over the loops of ninety days: shares with their intervals and
    n, minutes to the first response as [lower quarter, middle, upper quarter] or None."""
    rows = tx.all(
        select(_l.kind, _l.opened_at, _l.taken_at, _l.responded_at, _l.closed_at, _l.happy)
        .where(_l.opened_at > tx.now - WINDOW, _l.state != "withdrawn")
        .order_by(_l.opened_at.desc())
        .limit(MOST)
    )
    closed = [row for row in rows if row.closed_at]
    asked = [row for row in closed if row.happy is not None]
    waited = [(row.responded_at - row.opened_at) / MINUTE for row in rows if row.responded_at]
    return {
        "opened": len(rows),
        "kinds": {
            kind: sum(row.kind == kind for row in rows)
            for kind in ("answer", "abandoned", "self_service")
        },
        "closed": _share(len(closed), len(rows)),
        "in_a_day": _share(sum(row.closed_at - row.opened_at <= DAY for row in closed), len(rows)),
        "responded": _share(len(waited), len(rows)),
        "minutes": _quarters(waited),
        "happy": _share(sum(row.happy for row in asked), len(asked)),
    }


def _share(hits: int, n: int) -> dict | None:
    if not n:
        return None
    low, high = wilson(hits, n)
    return {"value": hits / n, "low": low, "high": high, "n": n}


def _quarters(minutes: list[float]) -> list[float] | None:
    if not minutes:
        return None
    return statistics.quantiles(minutes, n=4) if len(minutes) > 1 else minutes * 3
