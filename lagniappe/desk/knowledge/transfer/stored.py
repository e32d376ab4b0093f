"""What the library already has of the entries in an import, in few questions."""

from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select

from lagniappe.desk.knowledge.phrasings import Wording
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions

# Databases limit how many values one statement may carry.
_AT_ONCE = 500


@dataclass(slots=True)
class Text:
    """An entry in one language: its numbers, and the wordings behind them."""

    approved: int | None = None
    draft: int | None = None
    last: int = 0
    wordings: dict[int, Wording] = field(default_factory=dict)

    def said(self, number: int | None) -> Wording | None:
        return self.wordings.get(number) if number else None


@dataclass(slots=True)
class Stored:
    """Entries by key, texts by entry and language."""

    entries: dict = field(default_factory=dict)
    texts: dict[tuple[str, str], Text] = field(default_factory=dict)


def load(tx, keys: set[str]) -> Stored:
    """What is stored of these keys; theirs to change until the transaction ends."""
    stored = Stored()
    asked = sorted(keys)
    for start in range(0, len(asked), _AT_ONCE):
        condition = entries.c.key.in_(asked[start : start + _AT_ONCE])
        # In one order, so that two imports never wait for each other.
        rows = tx.all(select(entries).where(condition).order_by(entries.c.key).with_for_update())
        stored.entries.update({row.key: row for row in rows})
        _texts(tx, stored, [row.id for row in rows])
    return stored


def _texts(tx, stored: Stored, entry_ids: list[str]) -> None:
    t, v = entry_texts.c, entry_versions.c
    current = or_(v.number == t.approved_number, v.number == t.draft_number)
    query = (
        select(
            t.entry_id,
            t.language,
            t.approved_number,
            t.draft_number,
            t.last_number,
            v.number,
            v.questions,
            v.answer,
        )
        .join(entry_versions, and_(v.entry_id == t.entry_id, v.language == t.language, current))
        .where(t.entry_id.in_(entry_ids))
    )
    for row in tx.all(query):
        text = stored.texts.setdefault(
            (row.entry_id, row.language),
            Text(row.approved_number, row.draft_number, row.last_number),
        )
        text.wordings[row.number] = Wording(tuple(row.questions), row.answer)
