"""A percentage off one bill: counted at its most, settled to the cent when it is used."""

import threading

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from lagniappe.desk.complaints.remedies import budget, catalogue, offers, till, wording
from lagniappe.desk.complaints.remedies.percent import taken_off
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused
from tests.desk.remedies.shelf import KEY, budgets, refused


@pytest.fixture
def share(shelf):
    """Ten to thirty per cent off, at most 40 euro."""
    about = {"low": 10, "high": 30, "unit_cost": 4_000}
    return shelf.stock(kind="percent", names={"en": "Next visit", "el": "Επόμενη φορά"}, **about)


def spent(shelf):
    return shelf.rows(budgets)[0].spent


@drawn(
    percent=st.integers(1, 100),
    most=st.integers(1, 10**9),
    bill=st.integers(1, 10**11),
)
def test_what_comes_off_is_a_share_rounded_to_the_cent_and_never_more_than_the_most(
    percent, most, bill
):
    off = taken_off(percent, most, bill)
    assert 0 <= off <= most and off <= bill
    if off < most:
        assert abs(100 * off - bill * percent) <= 50
        assert 100 * off - bill * percent != -50


@pytest.mark.parametrize(
    ("percent", "bill", "off"),
    [
        (20, 5_000, 1_000),
        (15, 1_990, 299),
        (15, 1_997, 300),
        (50, 1, 1),
        (10, 4, 0),
        (30, 90_000, 4_000),
    ],
)
def test_examples_by_hand(percent, bill, off):
    assert taken_off(percent, 4_000, bill) == off


def test_it_counts_its_most_until_it_is_used_and_then_what_it_took_off(shelf, share, clock):
    span = {"starts_at": clock.now() - DAY, "ends_at": clock.now() + 9 * DAY}
    shelf.write(budget.create, name="November", currency="EUR", amount=10_000, **span)
    one = shelf.give(shelf.bob, share, 20)
    assert (one.state, one.quantity, one.amount, one.cost) == ("granted", 20, 0, 4_000)
    assert spent(shelf) == 4_000
    used = shelf.redeem(shelf.code(one), bill=5_000, place="Till 2")
    assert (used.state, used.amount, used.percent) == ("redeemed", 1_000, 20)
    now = shelf.get(one)
    assert (now.amount, now.cost) == (1_000, 1_000)
    assert spent(shelf) == 1_000
    found = sorted((e.kind, e.amount, e.effect) for e in shelf.entries())
    assert found == [("granted", 4_000, 4_000), ("redeemed", 1_000, 0), ("unused", 3_000, -3_000)]
    assert sum(e.effect for e in shelf.entries()) == now.cost


def test_what_the_bill_did_not_need_may_be_given_again(shelf, share):
    shelf.limit(per_case=5_000)
    one = shelf.give(shelf.bob, share, 20)
    assert shelf.give(shelf.bob, share, 10).state == "asked"
    shelf.redeem(shelf.code(one), bill=2_000)
    assert shelf.give(shelf.bob, share, 10, client_id="after-it-was-used").state == "granted"


def test_a_bill_is_asked_for_and_the_voucher_stays_good_without_one(shelf, share):
    code = shelf.code(shelf.give(shelf.bob, share, 20))
    for bill in (None, 0, -5, 10**12):
        refused("no_bill", shelf.redeem, code, bill=bill)
    assert shelf.write(till.look, code, key=KEY, by="agent:1").state == "good"
    assert shelf.redeem(code, bill=100_000).amount == 4_000
    assert [e.kind for e in shelf.entries()] == ["redeemed", "granted"]


def test_the_same_redemption_again_is_answered_alike_whatever_the_bill(shelf, share):
    code = shelf.code(shelf.give(shelf.bob, share, 20))
    first = shelf.redeem(code, bill=5_000)
    assert shelf.redeem(code, bill=9_000) == first == shelf.redeem(code)
    refused("redeemed", shelf.redeem, code, bill=5_000, once="another")
    assert len(shelf.entries()) == 3


def test_two_tills_at_once_settle_one_bill(shelf, share):
    code, done = shelf.code(shelf.give(shelf.bob, share, 20)), []

    def use(bill):
        try:
            done.append(shelf.redeem(code, bill=bill, once=f"till-{bill}").amount)
        except Refused as refusal:
            done.append(refusal.code)

    tills = [threading.Thread(target=use, args=(bill,)) for bill in (1_000, 2_000, 3_000, 4_000)]
    for one in tills:
        one.start()
    for one in tills:
        one.join()
    off = [n for n in done if n != "redeemed"]
    assert len(off) == 1 and sum(e.effect for e in shelf.entries()) == off[0]


def test_cancelled_and_too_old_give_back_the_most(shelf, share, clock):
    cancelled, old = shelf.give(shelf.bob, share, 20), shelf.give(shelf.alice, share, 10)
    shelf.cancel(shelf.bob, cancelled)
    refused("cancelled", shelf.redeem, shelf.code(cancelled), bill=5_000)
    clock.advance(91 * DAY)
    shelf.write(till.sweep)
    refused("expired", shelf.redeem, shelf.code(old), bill=5_000)
    assert sum(e.effect for e in shelf.entries()) == 0


def test_a_second_person_may_give_less_of_it_never_more(shelf, share):
    shelf.limit(per_case=1_000)
    asked = shelf.give(shelf.bob, share, 20)
    assert asked.state == "asked"
    refused("more_than_asked", shelf.approve, shelf.sofia, asked, amount=30)
    refused("out_of_range", shelf.approve, shelf.sofia, asked, amount=5)
    less = shelf.approve(shelf.sofia, asked, amount=10)
    assert (less.state, less.quantity, less.asked_quantity) == ("granted", 10, 20)


@pytest.mark.parametrize("amount", [0, -10, 9, 31, 101, None])
def test_only_a_share_of_the_catalogue(shelf, share, amount):
    with pytest.raises(Refused):
        shelf.give(shelf.bob, share, amount)
    assert not shelf.entries()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"unit_cost": 0}, "no_most"),
        ({"high": 101}, "bad_range"),
        ({"low": 0}, "bad_range"),
        ({"low": 40}, "bad_range"),
    ],
)
def test_a_percentage_that_cannot_be_is_refused_with_what_to_do(shelf, values, code):
    about = {"kind": "percent", "names": {"en": "X"}, "low": 5, "high": 20, "unit_cost": 100}
    refused(code, shelf.stock, **{**about, **values})


def test_it_always_comes_with_a_code(shelf, share):
    assert shelf.read(catalogue.get, share).voucher


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "20% off your next bill, at most €40"),
        ("el", "έκπτωση 20% στον επόμενο λογαριασμό σας, το πολύ 40"),
        ("ro", "20"),
        ("ja", "20%引き（最大"),
        ("id", "potongan 20%"),
    ],
)
def test_the_customer_reads_the_share_and_the_most_in_their_language(locale, words):
    class Like:
        kind, name, quantity, amount, cost = "percent", "Next visit", 20, 0, 4_000
        currency, words, purpose = "EUR", "", "recovery"

    said = wording.gift(Like, locale, zone="Europe/Athens", code="7K3M", until=10**12)
    assert words in said and "7K3M" in said and "40" in said


def test_a_choice_names_the_share_too(shelf, share):
    options = [(share, 20), (shelf.refund, 1_000)]
    made = shelf.write(
        offers.offer, shelf.bob, shelf.here, client_id="two-ways", options=options, reason="Late"
    )
    assert made.options[0]["text"] == "Next visit: 20% off, at most €40"
