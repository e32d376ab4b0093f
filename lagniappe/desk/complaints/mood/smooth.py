"""A conversation's mood from its messages': .6 of what it was and .4 of what was said now.

It is made anew from all of them each time, so that a correction of an early message is as
good as one of the last, and a message judged twice counts once.
"""

from sqlalchemy import bindparam, func, select, update

from lagniappe.db.hot import Hot
from lagniappe.desk.complaints.mood.levels import in_a_list
from lagniappe.desk.complaints.mood.tables import conversation_moods, message_moods
from lagniappe.desk.reactions import MOOD_CHANGED

OLD, NEW = 0.6, 0.4
# Older ones weigh .6 to the power of what came after them: nothing.
MOST = 500

_begin = Hot(
    lambda insert: (
        insert(conversation_moods)
        .values(conversation_id=bindparam("conversation_id"), updated_at=bindparam("now"))
        .on_conflict_do_nothing()
    )
)


def lock(tx, conversation_id: str) -> None:
    """Hold the conversation's mood until the transaction ends, so that two who judge different
    messages see each other's."""
    _begin.run(tx, conversation_id=conversation_id, now=tx.now)
    mine = conversation_moods.c.conversation_id == conversation_id
    if tx.dialect == "postgresql":
        tx.execute(select(conversation_moods.c.assessed).where(mine).with_for_update())


def over(tx, conversation_id: str, *, assessed: int | None = None) -> bool:
    """Make the mood of a locked conversation anew, all up to position `assessed` having been
    looked at; tells MOOD_CHANGED and the screens when it is another one. Returns whether."""
    mine = conversation_moods.c.conversation_id == conversation_id
    before = tx.one(select(conversation_moods).where(mine))
    rows = tx.all(
        select(
            message_moods.c.position,
            func.coalesce(message_moods.c.corrected, message_moods.c.anger),
            message_moods.c.abuse,
        )
        .where(message_moods.c.conversation_id == conversation_id)
        .order_by(message_moods.c.position.desc())
        .limit(MOST)
    )[::-1]
    values = _summary(rows) if rows else {}
    changed = any(getattr(before, name) != value for name, value in values.items())
    looked = max(before.assessed, assessed or 0)
    if changed or looked != before.assessed:
        stored = {**values, "assessed": looked, "updated_at": tx.now}
        tx.execute(update(conversation_moods).where(mine).values(stored))
    if changed:
        _tell(tx, conversation_id, _shown(before._mapping) != _shown(values))
    return changed


def _summary(rows: list) -> dict[str, int]:
    smoothed = float(rows[0][1])
    for _, anger, _ in rows[1:]:
        smoothed = OLD * smoothed + NEW * anger
    peak = max(rows, key=lambda row: (row[1], row[0]))
    return {
        "smoothed": round(smoothed),
        "latest": rows[-1][1],
        "first": rows[0][1],
        "peak": peak[1],
        "abuse": max(row[2] for row in rows),
        "position": rows[-1][0],
        "peak_position": peak[0],
        "rise": rows[-1][1] - rows[-2][1] if len(rows) > 1 else 0,
    }


def _shown(values) -> str:
    return in_a_list(values["smoothed"] / 10, values["latest"] / 10)


def _tell(tx, conversation_id: str, row_changed: bool) -> None:
    MOOD_CHANGED.tell(tx, conversation_id)
    tx.hint(f"conversation:{conversation_id}", {"t": "part", "c": conversation_id, "part": "mood"})
    if row_changed:
        tx.hint("inbox", {"t": "changed", "c": conversation_id})
