"""What entries are called on screen: the first way of asking, in a language one reads."""

from sqlalchemy import and_, func, select

from lagniappe.desk.knowledge.tables import entry_texts, entry_versions


def names(tx, entry_ids: set[str], *, reader: str) -> dict[str, str]:
    """The first question of each entry, in the reader's language, English or any other."""
    t, v = entry_texts.c, entry_versions.c
    current = func.coalesce(t.approved_number, t.draft_number)
    joined = and_(v.entry_id == t.entry_id, v.language == t.language, v.number == current)
    rows = tx.all(
        select(t.entry_id, t.language, v.questions)
        .join(entry_versions, joined)
        .where(t.entry_id.in_(sorted(entry_ids)))
        .order_by(t.entry_id, t.language)
    )
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.language != reader, row.language != "en")):
        found.setdefault(row.entry_id, row.questions[0])
    return found
