"""What is in force: approved answers that are not retired, as others may give them out."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions


@dataclass(frozen=True, slots=True)
class Answer:
    """An approved answer. `internal` ones are for colleagues only, never for customers;
    `silent` ones are no answers at all but questions that only a person should take."""

    entry_id: str
    key: str
    language: str
    number: int
    questions: tuple[str, ...]
    answer: str
    department_id: str | None
    internal: bool
    silent: bool = False


def in_force(tx, entry_id: str | None = None, *, public_only: bool = False) -> list[Answer]:
    """Every approved answer of one entry, or of the library, by entry and language."""
    t, v = entry_texts.c, entry_versions.c
    query = (
        select(
            t.entry_id,
            entries.c.key,
            t.language,
            v.number,
            v.questions,
            v.answer,
            entries.c.department_id,
            entries.c.visibility,
            entries.c.silent,
        )
        .join(entries, entries.c.id == t.entry_id)
        .join(
            entry_versions,
            and_(v.entry_id == t.entry_id, v.language == t.language, v.number == t.approved_number),
        )
        .where(entries.c.retired_at.is_(None))
        .order_by(t.entry_id, t.language)
    )
    if entry_id is not None:
        query = query.where(t.entry_id == entry_id)
    if public_only:
        query = query.where(entries.c.visibility == "public")
    return [
        Answer(
            *row[:4],
            tuple(row.questions),
            row.answer,
            row.department_id,
            row.visibility == "internal",
            row.silent,
        )
        for row in tx.all(query)
    ]
