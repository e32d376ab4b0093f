"""Bringing words that mean the same into themes: by the library's own reading, no network.

Read, compare outside any transaction, write: like the gaps (knowledge/gaps), whose grouping
this is.
"""

from collections import Counter

from sqlalchemy import and_, bindparam, case, func, insert, or_, select, update

from lagniappe.desk.accounts import installation
from lagniappe.desk.knowledge.gaps.grouping import Group, group
from lagniappe.desk.knowledge.gaps.unanswered import Question
from lagniappe.desk.surveys.voice import naming
from lagniappe.desk.surveys.voice.tables import themes, verbatims
from lagniappe.kit.clock import DAY, MINUTE

AT_ONCE = 200
"""New words in one round, so that a customer's message never waits long behind their writing;
the next round follows at once when there are more."""

SETTLED = 30 * MINUTE
"""A customer may change an answer for half an hour."""

MOST_THEMES = 2_000
MOST_TEXTS = 8
PERIOD = 30 * DAY
_READ_TO = "voice.themes_to"
_v, _t = verbatims.c, themes.c


def waiting(tx, *, limit: int = AT_ONCE) -> list[Question]:
    """Words in no theme yet, oldest first."""
    at, _, last_id = (installation.get(tx, _READ_TO) or "0~").partition("~")
    later = or_(_v.said_at > int(at), and_(_v.said_at == int(at), _v.id > last_id))
    rows = tx.all(
        select(_v.id, _v.words, _v.language, _v.said_at)
        .where(later, _v.said_at <= tx.now - SETTLED, _v.theme_id.is_(None))
        .order_by(_v.said_at, _v.id)
        .limit(limit)
    )
    return [Question(row.id, row.words, row.language, None, row.said_at) for row in rows]


def known(tx, said: list[Question]) -> list[Group]:
    """The themes these words may join, those heard last first."""
    languages = sorted({one.language for one in said})
    rows = tx.all(
        select(themes)
        .where(_t.language.in_(languages), _t.merged_into.is_(None))
        .order_by(_t.last_at.desc(), _t.id)
        .limit(MOST_THEMES)
    )
    texts = newest_texts(tx, [row.id for row in rows])
    return [
        Group(row.id, row.language, None, row.example, texts[row.id], row.first_at, row.last_at)
        for row in rows
    ]


def grouped(before: list[Group], said: list[Question]) -> list[tuple[Group, str]]:
    """The themes that `said` joined or began, each with the name its words give it. Slow."""
    everything: dict[str, list[str]] = {}
    for one in before:
        everything.setdefault(one.language, []).extend(one.texts)
    for one in said:
        everything.setdefault(one.language, []).append(one.text)
    counted = {
        language: Counter(word for text in texts for word in set(naming.words(text)))
        for language, texts in everything.items()
    }
    named = []
    for one in group(before, said):
        texts = [*one.texts, *(q.text for q in one.joined)]
        of = len(everything[one.language])
        called = naming.name(texts, counted[one.language], of, otherwise=one.question)
        named.append((one, called))
    return named


def place(tx, said: list[Question], changed: list[tuple[Group, str]]) -> None:
    """Write what grouping `said` changed; a name that a person gave stays."""
    new = [
        {"id": one.id, "language": one.language, "name": called, **_about(one)}
        for one, called in changed
        if one.is_new
    ]
    known = [(one, called) for one, called in changed if not one.is_new]
    joined = [
        {"of": question.step_id, "theme": one.id} for one, _ in changed for question in one.joined
    ]
    if new:
        tx.execute(insert(themes), new)
    if known:
        tx.execute(_GROW, [{"of": one.id, **_about(one)} for one, _ in known])
        tx.execute(_CALL, [{"of": one.id, "called": called} for one, called in known])
    if joined:
        tx.execute(_JOIN, joined)
    if said:
        installation.put(tx, _READ_TO, f"{said[-1].asked_at}~{said[-1].step_id}")


def count(tx, theme_id: str = "") -> None:
    """How often each theme, or this one, was said of late and in the time before, as of now."""
    ago = tx.now - PERIOD
    lately = func.sum(_when(_v.said_at > ago))
    before = func.sum(_when(and_(_v.said_at <= ago, _v.said_at > ago - PERIOD)))
    bad = func.sum(_when(and_(_v.said_at > ago, _v.tone == "bad")))
    which = _v.theme_id == theme_id if theme_id else _v.theme_id.is_not(None)
    counted = select(_v.theme_id, func.count(), lately, before, bad).where(which)
    rows = tx.all(counted.group_by(_v.theme_id))
    gone = _t.id == theme_id if theme_id else _t.said > 0
    tx.execute(update(themes).where(gone).values(said=0, lately=0, before=0, bad=0))
    if rows:
        names = ("of", "said", "lately", "before", "bad")
        tx.execute(_COUNT, [dict(zip(names, row, strict=True)) for row in rows])


def newest_texts(tx, theme_ids: list[str]) -> dict[str, list[str]]:
    """The newest words of each theme, newest last."""
    texts: dict[str, list[str]] = {theme_id: [] for theme_id in theme_ids}
    newest = func.row_number().over(partition_by=_v.theme_id, order_by=(_v.said_at.desc(), _v.id))
    for start in range(0, len(theme_ids), AT_ONCE):
        few = theme_ids[start : start + AT_ONCE]
        ranked = (
            select(_v.theme_id, _v.words, newest.label("rank"))
            .where(_v.theme_id.in_(few))
            .subquery()
        )
        rows = tx.all(
            select(ranked.c.theme_id, ranked.c.words)
            .where(ranked.c.rank <= MOST_TEXTS)
            .order_by(ranked.c.theme_id, ranked.c.rank.desc())
        )
        for row in rows:
            texts[row.theme_id].append(row.words)
    return texts


def _about(one: Group) -> dict:
    return {"example": one.question, "first_at": one.first_at, "last_at": one.last_at}


def _when(condition):
    return case((condition, 1), else_=0)


_GROW = (
    update(themes)
    .where(_t.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("example", "first_at", "last_at")})
)
_CALL = (
    update(themes)
    .where(_t.id == bindparam("of"), _t.named_by.is_(None))
    .values(name=bindparam("called"))
)
_JOIN = (
    update(verbatims)
    .where(_v.id == bindparam("of"), _v.theme_id.is_(None))
    .values(theme_id=bindparam("theme"))
)
_COUNT = (
    update(themes)
    .where(_t.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("said", "lately", "before", "bad")})
)
