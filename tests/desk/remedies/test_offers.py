"""Which would you prefer: chosen once, whoever presses how often, within what may be given."""

import threading
import uuid

import pytest

from lagniappe.desk.complaints.remedies import given, offers
from lagniappe.desk.conversations import close
from lagniappe.desk.people import blocks
from lagniappe.kit.errors import NotFound, Refused
from tests.desk.remedies.shelf import KEY, grants


def make(shelf, **more):
    what = {"options": [(shelf.discount, 2_000), (shelf.gift, None)], "reason": "Late", **more}
    return shelf.write(offers.offer, shelf.bob, shelf.here, client_id=str(uuid.uuid4()), **what)


def choose(shelf, offer, choice=0, customer=None):
    who = customer or shelf.customer
    return shelf.write(offers.choose, who, offer.id, choice, key=KEY)


def test_asked_in_words_that_mail_can_carry(shelf):
    offer = make(shelf, words="I am sorry.")
    body = shelf.customer_sees()[-1].body
    assert body.startswith("I am sorry.\n\n")
    assert "1. Voucher: €20\n2. Coffee" in body
    assert [o["text"] for o in offer.options] == ["Voucher: €20", "Coffee"]


def test_chosen_once_by_eight_fingers(shelf):
    offer, gate, outcomes = make(shelf), threading.Barrier(8), []

    def press(n):
        gate.wait()
        outcomes.append(choose(shelf, offer, n % 2).id)

    fingers = [threading.Thread(target=press, args=(n,)) for n in range(8)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()
    assert len(set(outcomes)) == 1 and len(outcomes) == 8
    assert len(shelf.rows(grants)) == 1
    assert [e.kind for e in shelf.entries()] == ["granted"]


def test_a_limit_reached_meanwhile_asks_and_the_customer_is_told(shelf):
    offer = make(shelf)
    shelf.give(shelf.bob, amount=4_000)
    one = choose(shelf, offer)
    assert (one.state, one.asked_why) == ("asked", "case")
    assert "having this confirmed" in shelf.customer_sees()[-1].body
    assert shelf.approve(shelf.sofia, one).state == "granted"


def test_a_new_offer_takes_the_place_of_the_old_one(shelf):
    old, new = make(shelf), make(shelf)
    with pytest.raises(Refused) as refusal:
        choose(shelf, old)
    assert refusal.value.code == "withdrawn"
    assert choose(shelf, new, 1).kind == "gift"


def test_what_nobody_offered_cannot_be_chosen(shelf):
    offer = make(shelf)
    for choice in (-1, 2, 99):
        with pytest.raises(Refused):
            choose(shelf, offer, choice)
    with pytest.raises(NotFound):
        choose(shelf, offer, customer="somebody else")
    shelf.write(blocks.block, shelf.customer, duration="day", reason="Abuse", by=shelf.alice.id)
    with pytest.raises(Refused):
        choose(shelf, offer)
    assert shelf.read(given.of_conversation, shelf.here) == []


def test_a_choice_in_a_closed_conversation_opens_it(shelf):
    offer = make(shelf)
    shelf.write(close.close, shelf.bob, shelf.here)
    assert choose(shelf, offer).state == "granted"
    assert shelf.row.status == "open"
