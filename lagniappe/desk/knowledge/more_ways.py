"""More ways of asking what an entry answers already."""

from collections.abc import Iterable

from lagniappe.desk.knowledge import versions
from lagniappe.kit.errors import NotFound


def add(tx, entry_id: str, language: str, *, by: str | None, questions: Iterable[str]) -> int:
    """A draft of the entry with these questions added to its newest wording; returns its
    number. Raises NotFound, and Refused for what cannot be used."""
    text = versions.text_of(tx, entry_id, language)
    if text is None:
        raise NotFound()
    said = versions.get(tx, entry_id, language, text.draft_number or text.approved_number).said
    return versions.save(
        tx,
        entry_id,
        language,
        by=by,
        seen=text.last_number,
        questions=[*said.questions, *questions],
        answer=said.answer,
    )
