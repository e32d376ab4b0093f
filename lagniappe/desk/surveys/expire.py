"""Questions whose time is over: nobody answers them any more, and they say so."""

from sqlalchemy import select, update

from lagniappe.desk.surveys.tables import surveys

_s = surveys.c
AT_ONCE = 5_000


def sweep(tx) -> int:
    """Unanswered ones expire, begun ones are done. Returns how many."""
    due = (
        select(_s.id)
        .where(_s.state.in_(("waiting", "asked", "answered")), _s.expires_at <= tx.now)
        .limit(AT_ONCE)
    )
    ids = list(tx.execute(due).scalars())
    if not ids:
        return 0
    over = update(surveys).where(_s.id.in_(ids))
    begun = over.where(_s.state == "answered").values(state="done", done_at=tx.now)
    tx.execute(begun)
    tx.execute(over.where(_s.state != "done").values(state="expired"))
    return len(ids)
