"""Search: every word in any of the languages, and only what one may see."""

import uuid

import pytest

from lagniappe.bus import jobs
from lagniappe.desk.accounts import agents, brands
from lagniappe.desk.conversations import reply
from lagniappe.desk.search import index
from lagniappe.kit.clock import MINUTE
from tests.actors import KEY, begin, furnish


@pytest.fixture
def library(db, clock):
    """Three indexed conversations and who searches them."""
    db.write_sync(furnish)
    brand = db.read_sync(brands.by_key, KEY).id
    people = {a.name.split()[0]: a for a in db.read_sync(agents.everyone)}
    said = {
        "greek": "Η καφετιέρα στάζει από την ομάδα, σφράγισμα E11",
        "japanese": "エスプレッソマシンが動きません",
        "english": 'The "gasket" leaks & drips OR worse*',
    }
    made = {}
    for name, body in said.items():
        clock.advance(MINUTE)
        made[name] = db.write_sync(begin, brand, None, body)
    work_off(db, clock)
    return db, clock, people, made


def work_off(db, clock):
    clock.advance(MINUTE)
    while claimed := db.write_sync(jobs.claim, "test", most=5):
        for one in claimed:
            # No application runs here to give automatic answers.
            if one.kind == "search.index":
                db.write_sync(jobs.carry_out, one, "test")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("σταζει", "greek"),
        ("ΣΤΆΖΕΙ ομάδα", "greek"),
        ("e11", "greek"),
        ("マシン", "japanese"),
        ("動き", "japanese"),
        ("gask", "english"),
        ("leaks gasket", "english"),
        ('"gasket" OR (drips', "english"),
        ("gasket στάζει", None),
        ("kettle", None),
        ("' OR 1=1 --", None),
        ("***", None),
    ],
)
def test_found(library, question, found):
    db, _, people, made = library
    hits = db.read_sync(index.find, people["Bob"], question)
    assert [hit.conversation_id for hit in hits] == ([made[found]] if found else [])


def test_what_is_said_later_is_found_later_and_once(library):
    db, clock, people, made = library
    bob = people["Bob"]
    for n in range(120):
        db.write_sync(
            reply.reply, bob, made["english"], client_id=str(uuid.uuid4()), body=f"descaler {n}"
        )
    assert db.read_sync(index.find, bob, "descaler") == []
    work_off(db, clock)
    assert len(db.read_sync(index.find, bob, "descaler", limit=200)) == 120


def test_newest_first_and_paged(library):
    db, _, people, _ = library
    first = db.read_sync(index.find, people["Bob"], "e", limit=1)
    assert first == [] or first[0].created_at
