"""Finding entries in the library: by words, language, state, visibility and department."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, func, select

from lagniappe.db import paging
from lagniappe.desk.knowledge import failing
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions
from lagniappe.desk.knowledge.versions import Version, version
from lagniappe.kit.text import fold

STATES = ("approved", "draft", "review", "failing", "internal", "silent", "retired")
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty means any. `department` may be "none"."""

    words: str = ""
    language: str = ""
    state: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, its languages, and what it says in the one to be shown."""

    entry: object
    texts: list
    shown: object
    said: Version


def browse(
    tx, wanted: Wanted, *, reader: str, before: str | None = None, limit: int
) -> list[Found]:
    """Entries changed last first, shown in the language looked for or the reader's own.

    Raises NotFound for a cursor that is not one of ours.
    """
    e = entries.c
    query = select(entries).where(*_conditions(tx, wanted))
    rows = tx.all(paging.falling(query, e.updated_at, e.id, before=before).limit(limit))
    spoken = _texts(tx, [row.id for row in rows])
    found = []
    for row in rows:
        # Thrown away between the two questions.
        if not spoken[row.id]:
            continue
        texts = [text for text, _ in spoken[row.id]]
        shown, said = _choose(spoken[row.id], wanted, reader)
        found.append(Found(row, texts, shown, said))
    return found


def _conditions(tx, wanted: Wanted) -> list:
    e, t = entries.c, entry_texts.c
    retired = wanted.state == "retired"
    conditions = [e.retired_at.is_not(None) if retired else e.retired_at.is_(None)]
    if wanted.department:
        nobody = wanted.department == "none"
        conditions.append(
            e.department_id.is_(None) if nobody else e.department_id == wanted.department
        )
    if wanted.state == "review":
        conditions.append(e.review_at <= tx.now)
    elif wanted.state == "internal":
        conditions.append(e.visibility == "internal")
    elif wanted.state == "silent":
        conditions.append(e.silent)
    one_text = [t.words.contains(word, autoescape=True) for word in _words(wanted.words)]
    if wanted.language:
        one_text.append(t.language == wanted.language)
    if wanted.state == "approved":
        one_text.append(t.approved_number.is_not(None))
    elif wanted.state == "draft":
        one_text.append(t.draft_number.is_not(None))
    elif wanted.state == "failing":
        one_text.append(failing.condition())
    # An entry has at least one text, so the question needs asking only when it narrows.
    return [*conditions, exists().where(t.entry_id == e.id, *one_text)] if one_text else conditions


def _texts(tx, entry_ids: list[str]) -> dict[str, list]:
    t, v = entry_texts.c, entry_versions.c
    current = func.coalesce(t.approved_number, t.draft_number)
    joined = and_(v.entry_id == t.entry_id, v.language == t.language, v.number == current)
    query = (
        select(entry_texts, entry_versions)
        .join(entry_versions, joined)
        .where(t.entry_id.in_(entry_ids))
        .order_by(t.language)
    )
    spoken: dict[str, list] = {entry_id: [] for entry_id in entry_ids}
    for row in tx.all(query):
        spoken[row.entry_id].append((row, version(row)))
    return spoken


def _choose(spoken: list, wanted: Wanted, reader: str):
    """The text to show: the language asked for, one with the words, the reader's, English."""
    words = _words(wanted.words)

    def fitness(pair):
        text = pair[0]
        return (
            text.language != wanted.language,
            not all(word in text.words for word in words),
            wanted.state == "draft" and text.draft_number is None,
            wanted.state == "failing" and not failing.record(text).is_failing,
            text.language != reader,
            text.language != "en",
        )

    return min(spoken, key=fitness)


def _words(text: str) -> list[str]:
    return fold(text).split()[:MOST_WORDS]
