"""An offer answered with its number: the choice, when it is one, and nothing else."""

import uuid

import pytest
from hypothesis import given as holds
from hypothesis import strategies as some

from lagniappe.bus import jobs
from lagniappe.desk.complaints.remedies import by_number, given, offers
from lagniappe.desk.complaints.remedies.by_number import chosen
from lagniappe.desk.complaints.remedies.tables import grants
from tests.desk.remedies.shelf import KEY


@pytest.fixture
def offer(shelf):
    by_number.register(KEY)
    return made(shelf)


def made(shelf, **more):
    options = [(shelf.discount, 2_000), (shelf.gift, None)]
    said = {"client_id": str(uuid.uuid4()), "options": options, "reason": "Late", **more}
    return shelf.write(offers.offer, shelf.bob, shelf.here, **said)


def work(shelf) -> None:
    """What a message left to be done with its number is done."""
    while claimed := shelf.db.write_sync(jobs.claim, "test", most=5):
        for one in claimed:
            if one.kind == by_number.JOB:
                shelf.db.write_sync(jobs.carry_out, one, "test")


def says(shelf, body: str) -> None:
    shelf.customer_says(body)
    work(shelf)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2", 1),
        ("１", 0),
        ("2️⃣", 1),
        (" 2. ", 1),
        ("No. 2 please", 1),
        ("το 2, ευχαριστώ", 1),
        ("Νο 1", 0),
        ("Varianta 2, vă rog", 1),
        ("nomor 2 ya, terima kasih", 1),
        ("2番でお願いします", 1),
        ("٢", 1),
        ("رقم 2 من فضلك", 1),
        ("2\n\nMaria Ioannou\nKafeneio", 1),
        ("3", None),
        ("0", None),
        ("2 or 1?", None),
        ("2 days late", None),
        ("not 2", None),
        ("The second is nice but 2 is late", None),
        ("2.5", None),
        ("12", None),
        ("two", None),
        ("", None),
        ("\n\n", None),
    ],
)
def test_a_number_alone_is_a_choice(text, choice):
    assert chosen(text, 2) == choice


@holds(some.text(max_size=60), some.integers(2, 4))
def test_what_is_taken_for_a_choice_is_one_of_those_offered(text, most):
    choice = chosen(text, most)
    assert choice is None or 0 <= choice < most


@holds(some.integers(1, 4), some.text(some.characters(categories=["L"]), min_size=12, max_size=30))
def test_a_number_in_other_words_is_none(number, word):
    assert chosen(f"{number} {word}", 4) is None


def test_the_number_gives_what_was_chosen_and_says_nothing_for_them(shelf, offer):
    says(shelf, "2")
    (one,) = shelf.read(given.of_conversation, shelf.here)
    assert (one.kind, one.state) == ("gift", "granted")
    said = [entry.body for entry in shelf.customer_sees()]
    assert "2" in said and not any(body.startswith("My choice") for body in said)
    (stored,) = shelf.read(offers.of_conversation, shelf.here)
    assert (stored.state, stored.chosen) == ("chosen", 1)
    says(shelf, "1")
    assert len(shelf.rows(grants)) == 1


def test_a_number_answers_whoever_spoke_last(shelf, offer):
    shelf.replies(shelf.bob, "How many machines do you have?")
    says(shelf, "2")
    assert shelf.rows(grants) == []
    made(shelf)
    says(shelf, "Let me think")
    says(shelf, "1 please")
    (one,) = shelf.read(given.of_conversation, shelf.here)
    assert one.kind == "discount"


def test_without_an_offer_a_number_is_a_number(shelf):
    by_number.register(KEY)
    says(shelf, "2")
    assert shelf.rows(grants) == []


def test_what_cannot_be_given_any_more_waits_for_a_person(shelf, offer):
    shelf.write(offers.catalogue.retire, shelf.gift)
    says(shelf, "2")
    (stored,) = shelf.read(offers.of_conversation, shelf.here)
    assert stored.state == "open" and shelf.rows(grants) == []
    says(shelf, "1")
    assert shelf.read(given.of_conversation, shelf.here)[0].kind == "discount"
