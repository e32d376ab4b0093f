"""No sequence of grants, approvals, cancellations and redemptions from eight people at once
passes a limit or loses a cent. benchmarks/giving.py does the same with kill -9."""

import threading

import pytest

from benchmarks import _giving

STEPS = 40


@pytest.fixture
def stage(any_database):
    any_database.write_sync(_giving.furnish)
    return any_database.read_sync(_giving.stage)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_storm_of_giving_keeps_every_promise(any_database, stage, seed):
    receipts, gate = [], threading.Barrier(_giving.PEOPLE)

    def give(who):
        giver = _giving.Giver(any_database, stage, who, seed)
        gate.wait()
        receipts.extend(giver.step(n) for n in range(STEPS))

    people = [threading.Thread(target=give, args=(who,)) for who in range(_giving.PEOPLE)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    assert len(receipts) == STEPS * _giving.PEOPLE
    done = {receipt.split()[0] for receipt in receipts}
    # Which of the rarer ones come up depends on who was first.
    assert {"granted", "asked", "refused"} <= done
    assert any_database.read_sync(_giving.audit) == {}


def test_the_audit_finds_what_is_wrong(any_database, stage):
    """A promise that nobody could break would prove nothing."""
    for n in range(30):
        _giving.Giver(any_database, stage, 0, 1).step(n)
    for table, change in (
        (_giving.ledger, {"amount": 1}),
        (_giving.budgets, {"spent": 1}),
        (_giving.grants, {"cost": 50_000}),
    ):
        any_database.write_sync(lambda tx, t=table, c=change: tx.execute(t.update().values(**c)))
    found = any_database.read_sync(_giving.audit)
    assert {"ledger", "budget not what was spent"} <= set(found)
    assert any(name.startswith("per_") for name in found)
