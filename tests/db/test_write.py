"""write(fn): together or not at all, and nobody's failure is another's."""

import asyncio

import pytest
from sqlalchemy import select

from lagniappe.desk.accounts import installation
from lagniappe.desk.accounts.tables import installation as table


def keep(tx, key, *, fail=False):
    installation.put(tx, key, "here")
    if fail:
        raise ValueError(key)
    return key


def keys(tx):
    return {row.key for row in tx.all(select(table))}


def test_a_function_that_raises_leaves_nothing(db):
    with pytest.raises(ValueError, match="gone"):
        db.write_sync(keep, "gone", fail=True)
    assert db.read_sync(keys) == set()


def test_neighbours_in_a_group_survive_a_failure(db):
    async def many():
        return await asyncio.gather(
            *(db.write(keep, f"k{n}", fail=n % 5 == 0) for n in range(50)), return_exceptions=True
        )

    results = asyncio.run(many())
    failed = [n for n, result in enumerate(results) if isinstance(result, ValueError)]
    assert failed == list(range(0, 50, 5))
    assert db.read_sync(keys) == {f"k{n}" for n in range(50) if n % 5}


def test_hints_leave_only_after_a_commit(db):
    heard = []
    db.on_commit = lambda hints, wakes: heard.extend(hint.payload["n"] for hint in hints)

    def tell(tx, n, fail=False):
        tx.hint("desk", {"t": "x", "n": n})
        if fail:
            raise ValueError

    async def three():
        await db.write(tell, 1)
        with pytest.raises(ValueError):
            await db.write(tell, 2, fail=True)
        await db.write(tell, 3)

    asyncio.run(three())
    assert heard == [1, 3]


def test_a_statement_that_fails_is_undone_with_its_function(db):
    def twice(tx):
        tx.execute(table.insert().values(key="a", value="1"))
        tx.execute(table.insert().values(key="a", value="2"))

    with pytest.raises(Exception, match=r"(?i)unique"):
        db.write_sync(twice)
    db.write_sync(keep, "after")
    assert db.read_sync(keys) == {"after"}


def test_a_reader_sees_a_consistent_state(db):
    def read_twice(tx):
        before = keys(tx)
        return before, keys(tx)

    db.write_sync(keep, "one")
    assert db.read_sync(read_twice) == ({"one"}, {"one"})


def test_whoever_writes_after_the_end_is_told(new_database):
    db = new_database()
    db.close()
    with pytest.raises(RuntimeError, match="closed"):
        db.write_sync(keep, "late")
