"""Entries that fail are found in SQL by the same rule that words it."""

import pytest
from sqlalchemy import select, update

from lagniappe.desk.knowledge import browse, entries, failing
from lagniappe.desk.knowledge.failing import Record
from lagniappe.desk.knowledge.tables import entry_texts


@pytest.mark.parametrize(
    ("helped", "n", "fails"),
    [
        (0, 9, False),
        (0, 10, True),
        # Wilson: 2 of 10 reaches up to 0.5098, 1 of 10 to 0.4042.
        (2, 10, False),
        (1, 10, True),
        (5, 10, False),
        (10, 10, False),
        (400, 1000, True),
        (470, 1000, False),
        (469, 1000, True),
    ],
)
def test_when_an_entry_fails(helped, n, fails):
    assert Record(helped, n).is_failing is fails


def test_the_database_and_the_record_agree_on_every_count(db):
    made = {"by": None, "language": "en", "questions": ["Why?"], "answer": "Because."}
    entry = db.write_sync(entries.create, **made)

    def disagreements(tx):
        odd = []
        for n in [*range(41), 97, 1_000, 20_000]:
            for helped in sorted({0, n // 5, n // 3, n // 2 - 3, n // 2 - 1, n // 2, n}):
                counts = {"helped": max(helped, 0), "did_not_help": n - max(helped, 0)}
                tx.execute(update(entry_texts).values(**counts))
                row = tx.one(select(entry_texts, failing.condition().label("fails")))
                if bool(row.fails) is not failing.record(row).is_failing:
                    odd.append(counts)
        return odd

    assert db.write_sync(disagreements) == []
    counts = {"helped": 1, "did_not_help": 30}
    db.write_sync(lambda tx: tx.execute(update(entry_texts).values(**counts)))
    wanted = browse.Wanted(state="failing")
    [found] = db.read_sync(browse.browse, wanted, reader="en", limit=9)
    assert found.entry.id == entry
    db.write_sync(lambda tx: tx.execute(update(entry_texts).values(helped=30)))
    assert db.read_sync(browse.browse, wanted, reader="en", limit=9) == []
