"""Jobs: promised in a transaction, done exactly once, retried, never lost."""

import asyncio

import pytest

from lagniappe.bus import jobs
from lagniappe.bus.worker import Worker
from lagniappe.desk.accounts import installation
from lagniappe.kit.clock import HOUR, MINUTE

KIND = "test.count"


@pytest.fixture(autouse=True)
def counting():
    @jobs.job(KIND)
    def count(tx, payload):
        before = int(installation.get(tx, "count") or 0)
        installation.put(tx, "count", str(before + payload.get("n", 1)))
        if payload.get("fail"):
            raise RuntimeError("not today")


def counted(db):
    return int(db.read_sync(installation.get, "count") or 0)


def run_one(db, worker="w"):
    claimed = next(iter(db.write_sync(jobs.claim, worker)), None)
    if claimed is None:
        return None
    try:
        db.write_sync(jobs.carry_out, claimed, worker)
    except Exception as error:
        db.write_sync(jobs.put_back, claimed, repr(error))
    return claimed


def test_a_job_is_done_once(db):
    db.write_sync(jobs.add, KIND, {})
    assert run_one(db)
    assert run_one(db) is None
    assert counted(db) == 1


def test_a_job_of_a_failed_transaction_does_not_exist(db):
    def promise_and_fail(tx):
        jobs.add(tx, KIND, {})
        raise ValueError

    with pytest.raises(ValueError):
        db.write_sync(promise_and_fail)
    assert run_one(db) is None


def test_a_later_job_waits_for_its_time(db, clock):
    db.write_sync(jobs.add, KIND, {}, at=clock.now() + HOUR)
    assert run_one(db) is None
    clock.advance(HOUR)
    assert run_one(db)


def test_waiting_jobs_with_one_key_are_one_job(db):
    for _ in range(5):
        db.write_sync(jobs.add, KIND, {}, key="same")
    db.write_sync(jobs.add, KIND, {}, key="other")
    while run_one(db):
        pass
    assert counted(db) == 2


def test_a_key_is_free_again_once_its_job_is_under_way(db):
    db.write_sync(jobs.add, KIND, {}, key="same")
    [claimed] = db.write_sync(jobs.claim, "w")
    db.write_sync(jobs.add, KIND, {}, key="same")
    db.write_sync(jobs.carry_out, claimed, "w")
    assert run_one(db)
    assert counted(db) == 2


def test_two_workers_never_get_the_same_job(db):
    db.write_sync(jobs.add, KIND, {})
    assert db.write_sync(jobs.claim, "one")
    assert db.write_sync(jobs.claim, "two") == []


def test_a_worker_that_died_gives_its_job_to_another_and_cannot_finish_it(db, clock):
    db.write_sync(jobs.add, KIND, {})
    [lost] = db.write_sync(jobs.claim, "dead")
    clock.advance(jobs.LEASE + 1)
    assert run_one(db, "alive")
    db.write_sync(jobs.carry_out, lost, "dead")
    assert counted(db) == 1


def test_a_failing_job_undoes_its_work_waits_longer_and_finally_stays_failed(db, clock):
    db.write_sync(jobs.add, KIND, {"fail": True})
    waits = []
    for _ in range(jobs.TRIES):
        assert run_one(db)
        waiting = db.read_sync(jobs.waiting)
        if waiting:
            waits.append(waiting[0].run_at - clock.now())
            assert run_one(db) is None
            clock.advance(waits[-1])
    assert counted(db) == 0
    assert waits == sorted(waits) and waits[-1] > MINUTE
    failed = db.read_sync(jobs.failed)
    assert len(failed) == 1 and "not today" in failed[0].error
    assert run_one(db) is None


def test_an_admin_can_retry_or_discard_a_failed_job(db, clock):
    db.write_sync(jobs.add, KIND, {"fail": True})
    for _ in range(jobs.TRIES):
        run_one(db)
        clock.advance(10 * HOUR)
    job_id = db.read_sync(jobs.failed)[0].id
    assert db.write_sync(jobs.retry, job_id)
    assert run_one(db)
    assert not db.write_sync(jobs.discard, job_id)


def test_the_worker_knows_when_somebody_may_be_waiting(db, clock):
    assert db.read_sync(jobs.next_due) is None
    db.write_sync(jobs.add, KIND, {}, at=clock.now() + MINUTE)
    db.write_sync(jobs.add, KIND, {}, at=clock.now() + 1)
    assert db.read_sync(jobs.next_due) == clock.now() + 1
    clock.advance(1)
    db.write_sync(jobs.claim, "me")
    assert db.read_sync(jobs.next_due) == clock.now() - 1 + MINUTE


SLOW = "test.slow"


@pytest.fixture
def slow():
    """What a slow job does, and what it waits for before it has prepared."""
    begun, may_end = asyncio.Event(), asyncio.Event()

    @jobs.slow_job(SLOW)
    async def think(payload):
        begun.set()
        await may_end.wait()
        if payload.get("fail"):
            raise RuntimeError("nothing came to mind")
        return lambda tx: installation.put(tx, "thought", payload["of"])

    return begun, may_end


def test_a_slow_job_keeps_nobody_waiting_and_is_done_with_its_row(db, slow):
    begun, may_end = slow

    async def story():
        worker = Worker(db)
        await db.write(jobs.add, SLOW, {"of": "lunch"})
        worker.start()
        await begun.wait()
        await db.write(jobs.add, KIND, {})
        worker.wake()
        while await db.read(jobs.waiting) != [] and counted(db) == 0:
            await asyncio.sleep(0)
        assert db.read_sync(installation.get, "thought") is None
        await worker.stop()

        again = Worker(db)
        may_end.set()
        db.clock.advance(jobs.LEASE + 1)
        await again.work_off()

    asyncio.run(story())
    assert db.read_sync(installation.get, "thought") == "lunch"
    assert db.read_sync(jobs.waiting) == []


def test_a_slow_job_that_fails_is_tried_again(db, slow):
    _, may_end = slow

    async def story():
        may_end.set()
        await db.write(jobs.add, SLOW, {"of": "lunch", "fail": True})
        await Worker(db).work_off()

    asyncio.run(story())
    [row] = db.read_sync(jobs.waiting)
    assert "nothing came to mind" in row.error and row.tries == 1
