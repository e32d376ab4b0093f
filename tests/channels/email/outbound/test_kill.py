"""The real thing: a sender killed by the system ten times while it sends."""

import subprocess
import sys
import textwrap
from collections import Counter
from itertools import count

import pytest
from sqlalchemy import func, select

from lagniappe.channels.email.tables import outbox
from lagniappe.desk.accounts import agents, passwords
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import PostOffice, answers, arrives, written

LETTERS = 120
KILLS = 10

PROGRAM = textwrap.dedent(
    """
    import asyncio, sys
    from pathlib import Path
    from lagniappe.channels.email.outbound.sender import Sender
    from lagniappe.db.engine import Database

    async def main():
        db = Database(sys.argv[1])
        sender = Sender(db, Path(sys.argv[2]), b"k")
        sender.start()
        print("up", flush=True)
        await asyncio.sleep(120)

    asyncio.run(main())
    """
)


@pytest.fixture
def office():
    opened = PostOffice().open()
    yield opened
    opened.close()


def test_ten_kills_lose_nothing_and_double_at_most_one_each(new_database, office, tmp_path):
    db = new_database()
    box_id = db.write_sync(postoffice.furnish, outgoing=office.outgoing, undo_seconds=0)
    maria = db.write_sync(_hire)
    conversation = db.write_sync(arrives, box_id, written()).conversation_id
    for number in range(LETTERS):
        db.write_sync(answers, maria, conversation, f"Answer {number}")
    url = str(db.url)
    target = count(LETTERS // (KILLS + 1), LETTERS // (KILLS + 1))
    for _ in range(KILLS):
        goal = next(target)
        _run_until(url, tmp_path, lambda goal=goal: len(office.delivered) >= goal)
    _run_until(url, tmp_path, lambda: db.read_sync(_left) == 0)
    seen = Counter(one.letter["Message-ID"] for one in office.delivered)
    assert len(seen) == LETTERS
    doubled = sum(times - 1 for times in seen.values())
    counted = db.read_sync(lambda tx: tx.value(select(func.sum(outbox.c.repeats))))
    assert doubled <= counted <= KILLS


def _run_until(url: str, folder, reached) -> None:
    """A sender of its own process, killed the moment `reached` is true."""
    command = [sys.executable, "-c", PROGRAM, url, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    process.stdout.readline()
    try:
        while not reached():
            assert process.poll() is None
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _left(tx) -> int:
    return tx.value(select(func.count()).select_from(outbox).where(outbox.c.state != "sent"))


def _hire(tx):
    return agents.create(
        tx,
        email="maria@kafeneio.example",
        name="Maria Ioannou",
        password=passwords.hashed("correct horse battery"),
        role="agent",
        department_ids=[],
    )
