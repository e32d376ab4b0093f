"""What the help centre shows: public answers in force, read straight from the database, so a
change is seen by the next reader whichever process answers."""

from dataclasses import dataclass

from sqlalchemy import and_, func, not_, or_, select, tuple_

from lagniappe.desk.accounts.tables import departments
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions


@dataclass(frozen=True, slots=True)
class Title:
    """An answer in a list. `score` orders lists: people helped less people not, twice, plus
    how often it was given."""

    entry_id: str
    key: str
    title: str
    department_id: str | None
    score: int


@dataclass(frozen=True, slots=True)
class Text:
    """One answer in one language; `updated_at` is when it came into force."""

    entry_id: str
    key: str
    language: str
    questions: tuple[str, ...]
    answer: str
    department_id: str | None
    updated_at: int

    @property
    def title(self) -> str:
        return self.questions[0]


def languages(tx) -> list[str]:
    """The languages that have anything to show, in the order of their codes."""
    query = select(_t.language).distinct().join(entries, _e.id == _t.entry_id).where(_shown)
    return [row.language for row in tx.all(query.order_by(_t.language))]


def texts(tx, key: str) -> list[Text]:
    """An entry in every language it can be read in; empty when it is not public."""
    rows = tx.all(_texts().where(_e.key == key, _shown).order_by(_t.language))
    return [_text(row) for row in rows]


def best_of_each(tx, language: str, *, limit: int) -> list[Title]:
    """Of each department (and of none) the `limit` best answers, best first."""
    place = func.row_number().over(
        partition_by=_e.department_id, order_by=(_score.desc(), _e.id.desc())
    )
    ranked = _ranked(language).add_columns(place.label("place")).subquery()
    query = (
        select(ranked.c.id, ranked.c.key, _v.questions, ranked.c.department_id, ranked.c.score)
        .join(entry_versions, _version_of(ranked.c))
        .where(ranked.c.place <= limit)
        .order_by(ranked.c.score.desc(), ranked.c.id.desc())
    )
    return [_title(row) for row in tx.all(query)]


def of_department(
    tx,
    language: str,
    department_id: str | None,
    *,
    after: tuple[int, str] | None = None,
    limit: int,
) -> list[Title]:
    """A department's answers, best first; None: those of no department in use. `after` is
    the (score, entry_id) of the last one shown."""
    query = _ranked(language).where(
        _e.department_id == department_id if department_id else _in_no_department()
    )
    if after:
        query = query.where(tuple_(_score, _e.id) < tuple_(*after))
    chosen = query.order_by(_score.desc(), _e.id.desc()).limit(limit).subquery()
    rows = tx.all(
        select(chosen.c.id, chosen.c.key, _v.questions, chosen.c.department_id, chosen.c.score)
        .join(entry_versions, _version_of(chosen.c))
        .order_by(chosen.c.score.desc(), chosen.c.id.desc())
    )
    return [_title(row) for row in rows]


def chosen(tx, entry_ids: list[str], language: str) -> list[Text]:
    """These entries as far as they can be read in this language, in the order given."""
    rows = tx.all(_texts().where(_e.id.in_(entry_ids), _t.language == language, _shown))
    return sorted(map(_text, rows), key=lambda text: entry_ids.index(text.entry_id))


def addresses(tx, *, after: str = "", limit: int) -> list[tuple[str, str, int]]:
    """(key, language, updated_at) of everything that can be read, by key: `limit` entries
    from the one after `after`."""
    keys = select(_e.key).where(_public, _e.key > after, _has_text).order_by(_e.key).limit(limit)
    query = (
        select(_e.key, _t.language, func.coalesce(_v.approved_at, _v.written_at))
        .join(entry_texts, _t.entry_id == _e.id)
        .join(entry_versions, _in_force)
        .where(_e.key.in_(keys), _shown)
        .order_by(_e.key, _t.language)
    )
    return [tuple(row) for row in tx.all(query)]


def keys(tx) -> list[str]:
    """The keys of all entries that can be read, in order."""
    return [row.key for row in tx.all(select(_e.key).where(_public, _has_text).order_by(_e.key))]


_e, _t, _v = entries.c, entry_texts.c, entry_versions.c
_public = and_(_e.visibility == "public", _e.retired_at.is_(None), _e.silent.is_(False))
_shown = and_(_public, _t.approved_number.is_not(None))
_has_text = (
    select(_t.entry_id).where(_t.entry_id == _e.id, _t.approved_number.is_not(None)).exists()
)
_in_force = and_(
    _v.entry_id == _t.entry_id, _v.language == _t.language, _v.number == _t.approved_number
)
_score = 2 * _t.helped - 2 * _t.did_not_help + _t.uses


def _texts():
    return (
        select(
            _e.id,
            _e.key,
            _t.language,
            _v.questions,
            _v.answer,
            _e.department_id,
            func.coalesce(_v.approved_at, _v.written_at),
        )
        .join(entry_texts, _t.entry_id == _e.id)
        .join(entry_versions, _in_force)
    )


def _text(row) -> Text:
    return Text(*row[:3], tuple(row[3]), *row[4:])


def _ranked(language: str):
    return (
        select(
            _e.id,
            _e.key,
            _e.department_id,
            _t.language,
            _t.approved_number,
            _score.label("score"),
        )
        .join(entry_texts, _t.entry_id == _e.id)
        .where(_t.language == language, _shown)
    )


def _version_of(chosen):
    return and_(
        _v.entry_id == chosen.id,
        _v.language == chosen.language,
        _v.number == chosen.approved_number,
    )


def _in_no_department():
    in_use = select(departments.c.id).where(departments.c.retired_at.is_(None))
    return or_(_e.department_id.is_(None), not_(_e.department_id.in_(in_use)))


def _title(row) -> Title:
    return Title(row.id, row.key, row.questions[0], row.department_id, row.score)
