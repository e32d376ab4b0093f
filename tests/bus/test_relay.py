"""Two processes on one PostgreSQL: a hint of one is heard in the other, and not twice."""

import asyncio

from lagniappe.bus.hub import Hub
from lagniappe.bus.relay import Relay, _notes
from lagniappe.db.unit import Hint
from tests.bus.test_hub import Ear
from tests.own_databases import new_postgres_url


def test_hints_cross_processes_without_their_html(postgres_server):
    url = new_postgres_url(postgres_server)

    async def two_processes():
        here, there, mine, theirs = Hub(), Hub(), Ear(), Ear()
        here.subscribe(mine, "a")
        there.subscribe(theirs, "a")
        relays = [Relay(url, here), Relay(url, there)]
        for relay in relays:
            relay.start()
        async with asyncio.timeout(20):
            while not theirs.frames:
                # The listener may not be up yet, and a hint to nobody is a hint lost.
                here.publish(Hint("a", {"t": "x", "n": len(mine.frames)}, subject="rendered here"))
                await asyncio.sleep(0.05)
        for relay in relays:
            relay.stop()
        return mine.frames, theirs.frames

    mine, theirs = asyncio.run(two_processes())
    assert [frame["n"] for frame in mine] == list(range(len(mine)))
    assert set(theirs[0]) == {"t", "n"}


def test_a_note_never_grows_past_what_the_database_takes():
    hints = ['["a", {"t": "x"}]'] * 2_000
    notes = list(_notes("me", hints))
    assert all(len(note) < 8_000 for note in notes)
    assert sum(note.count("\n") for note in notes) == 2_000
