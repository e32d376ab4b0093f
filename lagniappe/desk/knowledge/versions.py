"""Versions: every wording an entry ever had, and the draft that waits beside the one in force."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from lagniappe.desk.knowledge import entries
from lagniappe.desk.knowledge.phrasings import (
    Wording,
    known_language,
    language_tag,
    search_text,
    wording,
)
from lagniappe.desk.knowledge.tables import entries as entries_table
from lagniappe.desk.knowledge.tables import entry_texts, entry_versions
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    said: Wording
    written_by: str | None
    written_at: int
    approved_by: str | None
    approved_at: int | None


class Edited(Refused):
    """Somebody else saved this text after it was opened; `theirs` is what they wrote."""

    def __init__(self, theirs: Version) -> None:
        super().__init__(
            N_("Somebody changed this meanwhile. Compare, then save again."),
            code="changed_meanwhile",
            status=409,
        )
        self.theirs = theirs


def text_of(tx, entry_id: str, language: str):
    """The entry's row in a language, or None."""
    return tx.one(select(entry_texts).where(*_where(entry_texts, entry_id, language)))


def get(tx, entry_id: str, language: str, number: int) -> Version:
    """Raises NotFound."""
    condition = _where(entry_versions, entry_id, language)
    row = tx.one(select(entry_versions).where(*condition, entry_versions.c.number == number))
    if row is None:
        raise NotFound()
    return version(row)


def history(
    tx, entry_id: str, language: str, *, before: int | None = None, limit: int
) -> list[Version]:
    """The versions, newest first; `before` is the number of the last one shown."""
    query = select(entry_versions).where(*_where(entry_versions, entry_id, language))
    if before:
        query = query.where(entry_versions.c.number < before)
    return [version(r) for r in tx.all(query.order_by(entry_versions.c.number.desc()).limit(limit))]


def save(tx, entry_id: str, language: str, *, by: str | None, seen: int, questions, answer) -> int:
    """Keep a wording as the draft; returns its number. What is in force stays in force.

    `seen` is the last number the form was made from (0 for a new language). Raises Edited
    when somebody was quicker, Refused for what cannot be used, NotFound.
    """
    said, language = wording(questions, answer), language_tag(language)
    entries.held(tx, entry_id)
    text = text_of(tx, entry_id, language)
    if text is None:
        return _first(tx, entry_id, known_language(language), by, said)
    current = text.draft_number or text.approved_number
    if get(tx, entry_id, language, current).said == said:
        return current
    if text.last_number != seen:
        raise Edited(get(tx, entry_id, language, current))
    number = text.last_number + 1
    _write(tx, entry_id, language, number, by, said)
    in_force = text.approved_number and get(tx, entry_id, language, text.approved_number).said
    words = search_text(said, in_force or None)
    values = {"draft_number": number, "last_number": number, "words": words}
    _update(tx, entry_id, language, **values)
    return number


def discard(tx, entry_id: str, language: str) -> bool:
    """Throw the draft away. What was never approved disappears, with the entry if nothing
    else is left of it; returns whether the entry is still there. Raises NotFound."""
    entries.held(tx, entry_id)
    text = text_of(tx, entry_id, language)
    if text is None or text.draft_number is None:
        raise NotFound()
    if text.approved_number:
        in_force = get(tx, entry_id, language, text.approved_number).said
        _update(tx, entry_id, language, draft_number=None, words=search_text(in_force))
        return True
    tx.execute(delete(entry_versions).where(*_where(entry_versions, entry_id, language)))
    tx.execute(delete(entry_texts).where(*_where(entry_texts, entry_id, language)))
    if entries.texts(tx, entry_id):
        return True
    tx.execute(delete(entries_table).where(entries_table.c.id == entry_id))
    return False


def version(row) -> Version:
    """A row of entry_versions as a Version."""
    said = Wording(tuple(row.questions), row.answer)
    by = row.written_by, row.written_at, row.approved_by, row.approved_at
    return Version(row.number, said, *by)


def _first(tx, entry_id: str, language: str, by: str | None, said: Wording) -> int:
    tx.execute(
        insert(entry_texts).values(
            entry_id=entry_id,
            language=language,
            draft_number=1,
            last_number=1,
            words=search_text(said),
        )
    )
    _write(tx, entry_id, language, 1, by, said)
    entries.touched(tx, entry_id)
    return 1


def _write(tx, entry_id: str, language: str, number: int, by: str | None, said: Wording) -> None:
    tx.execute(
        insert(entry_versions).values(
            entry_id=entry_id,
            language=language,
            number=number,
            questions=list(said.questions),
            answer=said.answer,
            written_by=by,
            written_at=tx.now,
        )
    )


def _update(tx, entry_id: str, language: str, **values) -> None:
    condition = _where(entry_texts, entry_id, language)
    tx.execute(update(entry_texts).where(*condition).values(**values))
    entries.touched(tx, entry_id)


def _where(table, entry_id: str, language: str):
    return table.c.entry_id == entry_id, table.c.language == language
