"""Entries of the library: made, described, retired and brought back."""

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import keys
from lagniappe.desk.knowledge.phrasings import known_language, search_text, wording
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions
from lagniappe.desk.reactions import ENTRY_CHANGED
from lagniappe.kit import ids
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from lagniappe.kit.text import N_

VISIBILITIES = ("public", "internal")


class Redescribed(Refused):
    """Somebody else changed the entry's description; `theirs` is the row as it is now."""

    def __init__(self, theirs) -> None:
        super().__init__(
            N_("Somebody changed this meanwhile. Compare, then save again."),
            code="changed_meanwhile",
            status=409,
        )
        self.theirs = theirs


def get(tx, entry_id: str):
    """The entry's row. Raises NotFound."""
    row = tx.one(select(entries).where(entries.c.id == entry_id))
    if row is None:
        raise NotFound()
    return row


def held(tx, entry_id: str):
    """The entry's row, nobody else's to change until this transaction ends. Raises NotFound."""
    row = tx.one(select(entries).where(entries.c.id == entry_id).with_for_update())
    if row is None:
        raise NotFound()
    return row


def texts(tx, entry_id: str) -> list:
    """The entry's languages, in the order of their codes."""
    query = select(entry_texts).where(entry_texts.c.entry_id == entry_id)
    return tx.all(query.order_by(entry_texts.c.language))


def create(
    tx,
    *,
    by: str | None,
    language: str,
    questions,
    answer: str,
    department_id: str | None = None,
    visibility: str = "internal",
    silent: bool = False,
) -> str:
    """A new entry with its first draft; returns its id. A `silent` one is never an answer: its
    questions are for people, and what it says is a note for them. Raises Refused for what
    cannot be used."""
    said, language = wording(questions, answer), known_language(language)
    entry_id = ids.new()
    tx.execute(
        insert(entries).values(
            id=entry_id,
            key=keys.free(tx, said.questions[0]),
            created_by=by,
            created_at=tx.now,
            updated_at=tx.now,
            silent=silent,
            **_described(tx, department_id, visibility, silent=silent),
        )
    )
    about = {"entry_id": entry_id, "language": language}
    tx.execute(
        insert(entry_texts).values(**about, draft_number=1, last_number=1, words=search_text(said))
    )
    tx.execute(
        insert(entry_versions).values(
            **about,
            number=1,
            questions=list(said.questions),
            answer=said.answer,
            written_by=by,
            written_at=tx.now,
        )
    )
    return entry_id


def change(
    tx,
    me: Agent,
    entry_id: str,
    *,
    seen: int,
    department_id: str | None,
    visibility: str,
    review_at: int | None,
) -> None:
    """Describe the entry anew. `seen` is the revision the form was made from.

    Raises Redescribed when somebody was quicker, Forbidden when the entry is in force and
    this is not a supervisor, Refused for what cannot be used.
    """
    now = held(tx, entry_id)
    about = _described(tx, department_id, visibility, silent=now.silent)
    wanted = {**about, "review_at": review_at}
    if all(getattr(now, name) == value for name, value in wanted.items()):
        return
    if now.revision != seen:
        raise Redescribed(now)
    in_force = any(text.approved_number for text in texts(tx, entry_id))
    if in_force and not me.may("supervisor"):
        raise Forbidden(N_("This answer is in use. Ask a supervisor to change who gets it."))
    _set(tx, now, **wanted)
    moved = any(getattr(now, name) != value for name, value in about.items())
    if in_force and moved and now.retired_at is None:
        ENTRY_CHANGED.tell(tx, entry_id)


def retire(tx, entry_id: str) -> None:
    """Give it to nobody any more; it can be brought back as it was. Raises NotFound."""
    now = held(tx, entry_id)
    if now.retired_at is None:
        _set(tx, now, retired_at=tx.now)
        ENTRY_CHANGED.tell(tx, entry_id)


def restore(tx, entry_id: str) -> None:
    """Bring a retired entry back as it was. Raises NotFound."""
    now = held(tx, entry_id)
    if now.retired_at is not None:
        _set(tx, now, retired_at=None)
        ENTRY_CHANGED.tell(tx, entry_id)


def touched(tx, entry_id: str) -> None:
    """Put it first among what changed lately."""
    tx.execute(update(entries).where(entries.c.id == entry_id).values(updated_at=tx.now))


def _described(tx, department_id: str | None, visibility: str, *, silent: bool) -> dict:
    if visibility not in VISIBILITIES:
        raise Refused(N_("Choose who may see the answer: public or internal."), code="visibility")
    if silent and visibility == "public":
        raise Refused(N_("A question only a person answers stays internal."), code="visibility")
    if department_id:
        departments.get(tx, department_id)
    return {"department_id": department_id, "visibility": visibility}


def _set(tx, now, **values) -> None:
    tx.execute(
        update(entries)
        .where(entries.c.id == now.id)
        .values(revision=now.revision + 1, updated_at=tx.now, **values)
    )
