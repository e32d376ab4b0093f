"""Lagniappe: small extras without a fault, capped three ways, never for colleagues."""

import uuid

import pytest

from lagniappe.desk.complaints.remedies import extras, stories
from lagniappe.desk.complaints.remedies.extras import Allowance
from lagniappe.desk.people import customers
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from tests.desk.remedies.shelf import KEY, refused


def extra(shelf, agent, here=None, **more):
    more = {"client_id": str(uuid.uuid4()), "what": "A card", "amount": 500, **more}
    return shelf.write(extras.give, agent, here or shelf.here, key=KEY, **more)


def test_a_gift_needs_no_fault_and_no_approval(shelf):
    one = extra(shelf, shelf.bob, remedy_id=shelf.gift)
    assert (one.state, one.purpose, one.cost) == ("granted", "lagniappe", 800)
    assert shelf.left == 2
    assert "A little extra" in shelf.customer_sees()[-1].body
    assert [(e.kind, e.purpose) for e in shelf.entries()] == [("granted", "lagniappe")]


def test_extras_do_not_use_up_authority(shelf):
    extra(shelf, shelf.bob)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"


def test_three_caps(shelf):
    refused("too_large", extra, shelf, shelf.bob, amount=1_001)
    for _ in range(2):
        extra(shelf, shelf.bob, amount=1_000)
    refused("customer_had", extra, shelf, shelf.alice, amount=1)
    assert shelf.read(extras.left, shelf.bob).minor == 1_000
    extra(shelf, shelf.bob, shelf.another(), amount=1_000)
    refused("month_used_up", extra, shelf, shelf.bob, shelf.another(), amount=1)
    shelf.clock.advance(20 * DAY)
    assert shelf.read(extras.left, shelf.bob).minor == 3_000
    refused("customer_had", extra, shelf, shelf.bob, amount=1)
    shelf.clock.advance(345 * DAY)
    assert extra(shelf, shelf.bob).state == "granted"


def test_a_repeat_changes_nothing_and_a_cancelled_one_counts_no_more(shelf):
    one = extra(shelf, shelf.bob, client_id="just-this-once", amount=1_000)
    assert extra(shelf, shelf.bob, client_id="just-this-once").id == one.id
    shelf.cancel(shelf.bob, one)
    assert shelf.read(extras.left, shelf.bob).minor == 3_000
    assert sum(e.effect for e in shelf.entries()) == 0


def test_not_for_oneself_nor_for_a_colleague(shelf):
    shelf.write(customers.identify, shelf.customer, "email", "sofia@example.com", verified=False)
    refused("colleague", extra, shelf, shelf.bob)
    refused("colleague", extra, shelf, shelf.sofia)


@pytest.mark.parametrize("amount", [0, -5, None, 10**20, 1.5])
def test_no_amount_is_no_gift(shelf, amount):
    with pytest.raises(Refused):
        extra(shelf, shelf.bob, amount=amount)
    refused("no_gift", extra, shelf, shelf.bob, what=" ")
    refused("no_gift", extra, shelf, shelf.bob, remedy_id=shelf.refund)


def test_switched_off_by_an_allowance_of_nothing(shelf):
    shelf.write(extras.change_allowance, Allowance("EUR", 0, 0, 0))
    refused("too_large", extra, shelf, shelf.bob, amount=1)
    refused("bad_currency", shelf.write, extras.change_allowance, Allowance("XX", 1, 1, 1))
    refused("bad_amount", shelf.write, extras.change_allowance, Allowance("EUR", -1, 1, 1))


def test_the_same_two_people_again_and_again_is_a_question(shelf):
    shelf.write(extras.change_allowance, Allowance("EUR", 9_000, 1_000, 9_000))
    for _ in range(3):
        extra(shelf, shelf.bob)
    extra(shelf, shelf.bob, shelf.another())
    (pair,) = shelf.read(extras.pairs)
    assert (pair.agent_id, pair.customer_id, pair.n, pair.of) == (
        shelf.bob.id, shelf.customer, 3, 4,
    )  # fmt: skip


def test_a_story_is_told_and_taken_out(shelf):
    extra(shelf, shelf.bob, story="She had run out of milk.")
    own = shelf.write(stories.tell, shelf.alice, "I waited with him.")
    assert [s.body for s in shelf.read(stories.feed)] == [
        "I waited with him.",
        "She had run out of milk.",
    ]
    with pytest.raises(Forbidden):
        shelf.write(stories.hide, shelf.charlie, own)
    shelf.write(stories.hide, shelf.alice, own)
    (left,) = shelf.read(stories.feed)
    shelf.write(stories.hide, shelf.sofia, left.id)
    assert shelf.read(stories.feed) == []
    with pytest.raises(NotFound):
        shelf.write(stories.hide, shelf.sofia, "nothing")
    refused("empty", shelf.write, stories.tell, shelf.bob, " ")
    refused("too_long", shelf.write, stories.tell, shelf.bob, "x" * 2_001)


def test_the_feed_is_read_page_by_page(shelf):
    for n in range(5):
        shelf.write(stories.tell, shelf.bob, f"Story {n}")
    first = shelf.read(stories.feed, limit=3)
    rest = shelf.read(stories.feed, before=first[-1].cursor, limit=3)
    assert [s.body for s in (*first, *rest)] == [f"Story {n}" for n in reversed(range(5))]
    with pytest.raises(NotFound):
        shelf.read(stories.feed, before="yesterday~1")
