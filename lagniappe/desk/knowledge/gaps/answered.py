"""Gaps close themselves when an answer to them comes into force, and open when it goes."""

from sqlalchemy import exists, select, update

from lagniappe.desk.accounts import installation
from lagniappe.desk.knowledge.gaps.tables import gaps
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions

MOST = 1_000
_LOOKED_AT = "gaps.looked_at"


def is_due(tx) -> bool:
    """Whether an entry changed after the gaps were last held against the library."""
    looked_at = int(installation.get(tx, _LOOKED_AT) or 0)
    return bool(tx.value(select(exists().where(entries.c.updated_at >= looked_at))))


def looked(tx, at: int) -> None:
    """They were held against the library as it was at `at` (ms)."""
    installation.put(tx, _LOOKED_AT, str(at))


def unsettled(tx) -> list:
    """Groups that wait for an answer, asked last first."""
    waiting = gaps.c.status.in_(("open", "drafted"))
    return tx.all(select(gaps).where(waiting).order_by(gaps.c.last_at.desc()).limit(MOST))


def close(tx, gap_id: str, entry_id: str, language: str) -> bool:
    """The library would answer this now. It closes the group only when that answer came into
    force after the question was last asked: who asked before was not helped by it."""
    v, t = entry_versions.c, entry_texts.c
    newer = exists().where(
        t.entry_id == entry_id,
        t.language == language,
        v.entry_id == t.entry_id,
        v.language == t.language,
        v.number == t.approved_number,
        v.approved_at > gaps.c.last_at,
    )
    return _close(tx, gap_id, newer, entry_id)


def close_drafted(tx) -> None:
    """Close the groups whose own entry was approved since it was begun or added to; open
    those whose draft is gone."""
    e, t, v = entries.c, entry_texts.c, entry_versions.c
    own = e.id == gaps.c.entry_id
    drafted = gaps.c.status == "drafted"
    approved = exists().where(
        own,
        e.retired_at.is_(None),
        t.entry_id == e.id,
        t.language == gaps.c.language,
        v.entry_id == t.entry_id,
        v.language == t.language,
        v.number == t.approved_number,
        v.approved_at >= gaps.c.settled_at,
    )
    tx.execute(update(gaps).where(drafted, approved).values(status="answered", settled_at=tx.now))
    kept = exists().where(own, e.retired_at.is_(None))
    again = {"status": "open", "entry_id": None, "settled_by": None, "settled_at": None}
    tx.execute(update(gaps).where(drafted, ~kept).values(**again))


def _close(tx, gap_id: str, condition, entry_id: str) -> bool:
    changed = tx.execute(
        update(gaps)
        .where(gaps.c.id == gap_id, gaps.c.status.in_(("open", "drafted")), condition)
        .values(status="answered", entry_id=entry_id, settled_by=None, settled_at=tx.now)
    )
    return bool(changed.rowcount)
