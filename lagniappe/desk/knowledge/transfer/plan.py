"""What an import will write, gathered first and written together."""

from sqlalchemy import and_, bindparam, insert, update

from lagniappe.desk.knowledge import review
from lagniappe.desk.knowledge.phrasings import search_text
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions
from lagniappe.desk.knowledge.transfer.facts import Facts
from lagniappe.desk.knowledge.transfer.line import Line
from lagniappe.desk.knowledge.transfer.stored import Stored, Text
from lagniappe.kit import ids

_GIVEN = ("department_id", "visibility", "silent")
"""Facts of an entry that change who is given what."""


class Plan:
    """Rows to insert and to update, and which entries that changes for those who ask."""

    def __init__(self, *, by: str | None, at: int) -> None:
        self._by, self._at = by, at
        self._entries: dict[str, dict] = {}
        self._changed_entries: dict[str, dict] = {}
        self._texts: list[dict] = []
        self._changed_texts: list[dict] = []
        self._versions: list[dict] = []
        self._approvals: list[dict] = []
        self.moved: dict[str, None] = {}
        self.counts = {"added": 0, "changed": 0, "unchanged": 0, "retired": 0}

    def entry(self, stored: Stored, key: str, facts: Facts, visibility: str) -> None:
        """The entry as a whole: made, or brought up to what the file says about it."""
        known = stored.entries.get(key)
        if known is None:
            self._entries[key] = {
                "id": ids.new(),
                "key": key,
                "department_id": facts.department_id,
                "visibility": "internal" if facts.silent else facts.visibility or visibility,
                "silent": bool(facts.silent),
                "review_at": facts.review_at,
                "created_by": self._by,
                "created_at": self._at,
                "updated_at": self._at,
            }
            return
        said = {
            "department_id": facts.department_id or known.department_id,
            "visibility": facts.visibility or known.visibility,
            "review_at": facts.review_at if facts.review_at is not None else known.review_at,
            "silent": facts.silent if facts.silent is not None else known.silent,
        }
        if said["silent"]:
            said["visibility"] = "internal"
        if known.retired_at is None and any(getattr(known, n) != v for n, v in said.items()):
            self._change(known, **said)
            if any(getattr(known, name) != said[name] for name in _GIVEN):
                self.moved[known.id] = None

    def text(self, stored: Stored, line: Line, state: str) -> None:
        """An answer in one language: new, a new version, or as it was."""
        known = stored.entries.get(line.key)
        if known is not None and known.retired_at is not None:
            self.counts["retired"] += 1
            return
        entry_id = known.id if known is not None else self._entries[line.key]["id"]
        text = stored.texts.get((entry_id, line.language))
        approve = state == "approved"
        if text is None:
            self._add(entry_id, line, approve)
        elif text.said(text.approved) == line.said or (
            not approve and text.said(text.draft) == line.said
        ):
            self.counts["unchanged"] += 1
            return
        else:
            self._replace(entry_id, text, line, approve)
        if known is not None:
            self._change(known)
        if approve:
            self._approved(known, line.key, entry_id)

    def carry_out(self, tx) -> None:
        """Write everything."""
        for table, rows in (
            (entries, list(self._entries.values())),
            (entry_texts, self._texts),
            (entry_versions, self._versions),
        ):
            if rows:
                tx.execute(insert(table), rows)
        for table, rows in (
            (entries, list(self._changed_entries.values())),
            (entry_texts, self._changed_texts),
            (entry_versions, self._approvals),
        ):
            if rows:
                tx.execute(_update(table, rows[0]), rows)

    def _change(self, known, **said) -> None:
        """Every change of an entry sets the same columns, so that they go as one statement."""
        row = self._changed_entries.setdefault(
            known.id,
            {
                "of_id": known.id,
                "revision": known.revision + 1,
                "updated_at": self._at,
                "department_id": known.department_id,
                "visibility": known.visibility,
                "review_at": known.review_at,
                "silent": known.silent,
            },
        )
        row.update(said)

    def _add(self, entry_id: str, line: Line, approve: bool) -> None:
        self.counts["added"] += 1
        self._texts.append(
            {
                "entry_id": entry_id,
                "language": line.language,
                "approved_number": 1 if approve else None,
                "draft_number": None if approve else 1,
                "last_number": 1,
                "words": search_text(line.said),
            }
        )
        self._version(entry_id, line, 1, approve)

    def _replace(self, entry_id: str, text: Text, line: Line, approve: bool) -> None:
        self.counts["changed"] += 1
        number = text.last + 1
        waiting = text.said(text.draft)
        if approve and waiting == line.said:
            number, text.draft = text.draft, None
            key = {"of_entry_id": entry_id, "of_language": line.language, "of_number": number}
            self._approvals.append({**key, "approved_by": self._by, "approved_at": self._at})
        else:
            self._version(entry_id, line, number, approve)
        approved = number if approve else text.approved
        draft = text.draft if approve else number
        beside = text.said(draft) if approve else text.said(approved)
        self._changed_texts.append(
            {
                "of_entry_id": entry_id,
                "of_language": line.language,
                "approved_number": approved,
                "draft_number": draft,
                "last_number": max(number, text.last),
                "words": search_text(line.said, beside),
            }
        )

    def _version(self, entry_id: str, line: Line, number: int, approve: bool) -> None:
        self._versions.append(
            {
                "entry_id": entry_id,
                "language": line.language,
                "number": number,
                "questions": list(line.said.questions),
                "answer": line.said.answer,
                "written_by": self._by,
                "written_at": self._at,
                "approved_by": self._by if approve else None,
                "approved_at": self._at if approve else None,
            }
        )

    def _approved(self, known, key: str, entry_id: str) -> None:
        self.moved[entry_id] = None
        row = self._entries.get(key) if known is None else self._changed_entries[known.id]
        if row["review_at"] is None:
            row["review_at"] = self._at + review.AFTER


def _update(table, row: dict):
    """An update of many rows by their primary keys, which are given as of_NAME."""
    where = [table.c[n.removeprefix("of_")] == bindparam(n) for n in row if n.startswith("of_")]
    values = {n: bindparam(n) for n in row if not n.startswith("of_")}
    return update(table).where(and_(*where)).values(values)
