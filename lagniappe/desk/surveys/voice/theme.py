"""Themes as people see and put right: named, joined, taken apart."""

from sqlalchemy import func, insert, select, update

from lagniappe.db import paging
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.voice import gather
from lagniappe.desk.surveys.voice.tables import themes, verbatims
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_, clean_line

LONGEST = 120
MOST_MOVED = 200
_t, _v = themes.c, verbatims.c


def get(tx, theme_id: str):
    """The theme's row; of one that was merged, what it is in now. Raises NotFound."""
    for _ in range(20):
        row = tx.one(select(themes).where(_t.id == theme_id)) if is_id(theme_id) else None
        if row is None:
            raise NotFound()
        if row.merged_into is None:
            return row
        theme_id = row.merged_into
    raise NotFound()


def listed(tx, *, language: str = "", before: str | None = None, limit: int) -> list:
    """Themes said more than once, those said most of late first. Raises NotFound for a cursor
    that is not one of ours (lately~id)."""
    query = select(themes).where(_t.merged_into.is_(None), _t.said > 1)
    if language:
        query = query.where(_t.language == language)
    return tx.all(paging.falling(query, _t.lately, _t.id, before=before).limit(limit))


def named(tx, *, language: str = "", most: int = 60) -> list[tuple[str, str]]:
    """(id, name) of the themes heard last, to choose from."""
    query = select(_t.id, _t.name).where(_t.merged_into.is_(None), _t.said > 1)
    if language:
        query = query.where(_t.language == language)
    found = tx.all(query.order_by(_t.last_at.desc()).limit(most))
    return sorted((tuple(row) for row in found), key=lambda pair: pair[1].casefold())


def rename(tx, me: Agent, theme_id: str, *, name: str) -> None:
    """What it is really about; no job names it again. Raises NotFound, Refused."""
    row = get(tx, theme_id)
    name = clean_line(name, LONGEST)
    if not name:
        raise Refused(N_("Write a name for the theme."), code="no_name")
    tx.execute(update(themes).where(_t.id == row.id).values(name=name, named_by=me.id))


def merge(tx, me: Agent, theme_id: str, *, into: str) -> str:
    """The two mean the same: everything said is in the other from now on. Returns its id.
    Raises NotFound, Refused for itself or across languages."""
    gone, left = get(tx, theme_id), get(tx, into)
    if gone.id == left.id:
        raise Refused(N_("Choose another theme."), code="same")
    if gone.language != left.language:
        raise Refused(N_("Only themes of one language can be joined."), code="languages")
    tx.execute(update(verbatims).where(_v.theme_id == gone.id).values(theme_id=left.id))
    tx.execute(update(themes).where(_t.id == gone.id).values(merged_into=left.id))
    _count(tx, gone.id)
    _count(tx, left.id)
    return left.id


def split(tx, me: Agent, theme_id: str, verbatim_ids: list[str], *, name: str) -> str:
    """Take these words out of the theme into one of their own; returns its id.

    Raises NotFound, Refused without words or without a name.
    """
    row = get(tx, theme_id)
    name = clean_line(name, LONGEST)
    if not name:
        raise Refused(N_("Write a name for the theme."), code="no_name")
    chosen = [one for one in dict.fromkeys(verbatim_ids) if is_id(one)][:MOST_MOVED]
    mine = (_v.id.in_(chosen), _v.theme_id == row.id)
    first = tx.one(select(_v.words).where(*mine).order_by(_v.said_at).limit(1)) if chosen else None
    if first is None:
        raise Refused(N_("Choose what belongs to the new theme."), code="nothing")
    new_id = ids.new()
    tx.execute(
        insert(themes).values(
            id=new_id,
            language=row.language,
            name=name,
            named_by=me.id,
            example=first.words,
            first_at=row.first_at,
            last_at=row.last_at,
        )
    )
    tx.execute(update(verbatims).where(*mine).values(theme_id=new_id, placed_by=me.id))
    _count(tx, row.id)
    _count(tx, new_id)
    return new_id


def _count(tx, theme_id: str) -> None:
    """What a person changed shows at once; the job counts all of them again."""
    gather.count(tx, theme_id)
    first_at, last_at = tx.one(
        select(func.min(_v.said_at), func.max(_v.said_at)).where(_v.theme_id == theme_id)
    )
    if first_at:
        values = {"first_at": first_at, "last_at": last_at}
        tx.execute(update(themes).where(_t.id == theme_id).values(values))
