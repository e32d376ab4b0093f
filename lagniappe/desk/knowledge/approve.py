"""Approving: a draft comes into force in place of what was in force before."""

from sqlalchemy import update

from lagniappe.desk.knowledge import entries, review, versions
from lagniappe.desk.knowledge.phrasings import search_text
from lagniappe.desk.knowledge.tables import entry_texts, entry_versions
from lagniappe.desk.reactions import ENTRY_CHANGED
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_


def approve(tx, entry_id: str, language: str, *, number: int, by: str | None) -> None:
    """Bring the draft `number` into force.

    Raises NotFound, and Refused when the draft is not the one that was read.
    """
    entry = entries.held(tx, entry_id)
    text = versions.text_of(tx, entry_id, language)
    if text is None:
        raise NotFound()
    if text.approved_number == number:
        return
    if text.draft_number != number:
        raise Refused(
            N_("The draft was changed after you opened it. Read it again, then approve."),
            code="changed_meanwhile",
            status=409,
        )
    said = versions.get(tx, entry_id, language, number).said
    tx.execute(
        update(entry_versions)
        .where(
            entry_versions.c.entry_id == entry_id,
            entry_versions.c.language == language,
            entry_versions.c.number == number,
        )
        .values(approved_by=by, approved_at=tx.now)
    )
    tx.execute(
        update(entry_texts)
        .where(entry_texts.c.entry_id == entry_id, entry_texts.c.language == language)
        .values(approved_number=number, draft_number=None, words=search_text(said))
    )
    entries.touched(tx, entry_id)
    if entry.review_at is None:
        review.put_off(tx, entry_id)
    ENTRY_CHANGED.tell(tx, entry_id)
