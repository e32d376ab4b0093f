"""Filling an empty desk with the year, in bulk, and counting it as the desk counts."""

from collections.abc import Callable
from functools import partial
from random import Random

from sqlalchemy import bindparam, insert, update

from lagniappe.db.engine import Database
from lagniappe.db.hot import Hot
from lagniappe.db.tables import metadata
from lagniappe.demo.year.draw import Year
from lagniappe.demo.year.place import Place, open_place
from lagniappe.demo.year.rows import TABLES, Rows, seen
from lagniappe.demo.year.truth import Truth
from lagniappe.desk.accounts import installation
from lagniappe.desk.analytics import kept
from lagniappe.desk.analytics.contacts import marks
from lagniappe.desk.conversations.open import FIRST_NUMBER
from lagniappe.desk.conversations.tables import counters
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.voice import bring_in
from lagniappe.kit.clock import DAY
from lagniappe.ops import counting
from lagniappe.web.reports import making

CHUNK = 5_000
MARK = "demo"
REPORTS = ("leaving", "colleagues")


def fill(
    db: Database,
    truth: Truth,
    *,
    seed: int,
    contacts: int,
    say: Callable[[str], None] = lambda text: None,
) -> Place:
    """A year of contacts before now, counted; returns the company they are of."""
    place = db.write_sync(_begin)
    now = db.clock.now()
    year = Year(place, truth, seed=seed, count=contacts, now=now)
    rows = Rows(place, Random(seed + 1))
    people = year.people(partial(rows.new_id, now - 366 * DAY))
    for first in range(0, len(people), 4 * CHUNK):
        db.write_sync(_introduce, people[first : first + 4 * CHUNK], now)
    number = FIRST_NUMBER
    for drawn in year.contacts():
        rows.contact(drawn, number)
        number += 1
        if len(rows.of["conversations"]) >= CHUNK:
            db.write_sync(_write, rows)
            if (number - FIRST_NUMBER) % (20 * CHUNK) == 0:
                say(f"{number - FIRST_NUMBER:,} contacts made ...")
    db.write_sync(_write, rows)
    dice = Random(seed + 2)
    for first in range(0, len(people), 4 * CHUNK):
        some = [
            {"of": one.id, "at": seen(one, dice, now)} for one in people[first : first + 4 * CHUNK]
        ]
        db.write_sync(lambda tx, some: _see.many(tx, some), some)
    db.write_sync(_end, number - 1)
    counting.catch_up(db, quiet=True)
    bring_in.everything(db)
    say("Working out who left ...")
    for name in REPORTS:
        content = db.read_sync(making.MAKERS[name])
        db.write_sync(kept.keep, name, content, made_at=now)
    return place


def _begin(tx) -> Place:
    if tx.dialect == "sqlite":
        tx.cursor.execute("PRAGMA cache_size = -400000")
    now = tx.now
    tx.now = now - 400 * DAY
    place = open_place(tx)
    tx.now = now
    tx.hints.clear()
    return place


def _introduce(tx, people, now: int) -> None:
    rows = [
        {
            "id": one.id,
            "name": "",
            "locale": one.language,
            "age_band": one.band,
            "created_at": now - 366 * DAY,
            "seen_at": now - 366 * DAY,
        }
        for one in people
    ]
    _insert("customers", rows, tx)


def _write(tx, rows: Rows) -> None:
    for name in TABLES:
        if rows.of[name]:
            _insert(name, rows.of[name], tx)
    rows.of.clear()


_inserts: dict[str, Hot] = {}


def _insert(name: str, rows: list[dict], tx) -> None:
    if name not in _inserts:
        given = {column: bindparam(column) for column in rows[0]}
        _inserts[name] = Hot(lambda insert: insert(metadata.tables[name]).values(given))
    _inserts[name].many(tx, rows)


_see = Hot(
    lambda insert: (
        update(customers).where(customers.c.id == bindparam("of")).values(seen_at=bindparam("at"))
    )
)


def _end(tx, last: int) -> None:
    for name in ("conversation", "complaint"):
        tx.execute(insert(counters).values(name=name, value=last))
    installation.put(tx, MARK, "year")
    marks.mark_all(tx)
