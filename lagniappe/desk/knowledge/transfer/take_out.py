"""Export: the whole library, what is in force first and drafts where there is nothing else."""

from sqlalchemy import and_, func, select

from lagniappe.desk.accounts.tables import departments
from lagniappe.desk.knowledge.phrasings import Wording
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions
from lagniappe.desk.knowledge.transfer import csv_file, jsonl_file, markdown_folder
from lagniappe.desk.knowledge.transfer.line import Line, Place

FORMATS = {"csv": csv_file.write, "jsonl": jsonl_file.write, "zip": markdown_folder.write}


def take_out(tx) -> list[Line]:
    """Every entry that is not retired, in every language, by key."""
    t, v = entry_texts.c, entry_versions.c
    current = func.coalesce(t.approved_number, t.draft_number)
    query = (
        select(
            entries.c.key,
            t.language,
            v.questions,
            v.answer,
            departments.c.name,
            entries.c.visibility,
            t.approved_number,
            entries.c.review_at,
            entries.c.silent,
        )
        .join(entries, entries.c.id == t.entry_id)
        .join(
            entry_versions,
            and_(v.entry_id == t.entry_id, v.language == t.language, v.number == current),
        )
        .outerjoin(departments, departments.c.id == entries.c.department_id)
        .where(entries.c.retired_at.is_(None))
        .order_by(entries.c.key, t.language)
    )
    return [
        Line(
            Place(""),
            row.key,
            row.language,
            Wording(tuple(row.questions), row.answer),
            row.name,
            row.visibility,
            "approved" if row.approved_number else "draft",
            row.review_at,
            row.silent or None,
        )
        for row in tx.all(query)
    ]
