"""A bill that was typed wrong at the till: corrected by further entries, never edited."""

import threading
import uuid

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from lagniappe.desk.accounts import api_tokens
from lagniappe.desk.complaints.remedies import budget, correct, ledger, till
from lagniappe.desk.complaints.remedies.percent import taken_off
from lagniappe.desk.complaints.remedies.tables import ledger as ledger_rows
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused
from tests.desk.remedies.shelf import KEY, budgets, refused

MOST = 4_000


@pytest.fixture
def share(shelf):
    """One to a hundred per cent off, at most forty euro."""
    return shelf.stock(kind="percent", names={"en": "Next"}, low=1, high=100, unit_cost=MOST)


@pytest.fixture
def code(shelf, share):
    """Twenty per cent, used for a bill of nine hundred where ninety was meant."""
    code = shelf.code(shelf.give(shelf.bob, share, 20))
    assert shelf.redeem(code, bill=900_00).amount == MOST
    return code


def plan(shelf, amount):
    span = {"starts_at": shelf.clock.now() - DAY, "ends_at": shelf.clock.now() + 9 * DAY}
    shelf.write(budget.create, name="November", currency="EUR", amount=amount, **span)


def spent(shelf):
    return shelf.rows(budgets)[0].spent


def total(shelf, grant_id=None):
    return sum(e.effect for e in shelf.entries() if grant_id in (None, e.grant_id))


def test_nine_hundred_for_ninety_is_put_right_and_nothing_is_edited(shelf, share):
    plan(shelf, 10_000)
    one = shelf.give(shelf.bob, share, 20)
    code = shelf.code(one)
    shelf.redeem(code, bill=900_00, place="Till 2")
    before = shelf.rows(ledger_rows)
    shelf.clock.advance(60_000)
    right = shelf.correct(code, 90_00, by=f"agent:{shelf.charlie.id}", place="Till 2")
    assert (right.amount, right.bill, right.state) == (18_00, 90_00, "redeemed")
    assert (right.corrected_at, right.last.by_name) == (shelf.clock.at, shelf.charlie.name)
    assert right.redeemed_at == shelf.clock.at - 60_000
    now = shelf.get(one)
    assert (now.amount, now.cost, spent(shelf)) == (18_00, 18_00, 18_00)
    after = shelf.rows(ledger_rows)
    assert [row for row in after if row in before] == before and len(after) == len(before) + 1
    entry = shelf.entries()[0]
    assert (entry.kind, entry.amount, entry.effect) == ("corrected", -22_00, -22_00)
    assert (entry.bill, entry.note, entry.at) == (90_00, "Till 2", shelf.clock.at)
    sums = shelf.read(ledger.totals, since=0)["EUR"]
    assert (sums["redeemed"] + sums["corrected"], sums["granted"]) == (18_00, MOST)


def test_nine_for_ninety_takes_the_rest_off_too(shelf, share):
    plan(shelf, 10_000)
    code = shelf.code(shelf.give(shelf.bob, share, 20))
    shelf.redeem(code, bill=9_00)
    assert spent(shelf) == 1_80
    assert shelf.correct(code, 90_00).amount == 18_00
    assert spent(shelf) == total(shelf) == 18_00
    assert shelf.correct(code, 9_000_00, once="more").amount == MOST
    assert spent(shelf) == total(shelf) == MOST


def test_two_bills_that_both_reach_the_most_are_both_kept(shelf, code):
    assert shelf.correct(code, 800_00).amount == MOST
    assert [(e.kind, e.effect, e.bill) for e in shelf.entries()][:2] == [
        ("corrected", 0, 800_00),
        ("redeemed", 0, 900_00),
    ]
    refused("same_bill", shelf.correct, code, 800_00, once="again")
    assert shelf.correct(code, 900_00, once="back").bill == 900_00


def test_pressed_twice_it_is_corrected_once(shelf, code):
    first = shelf.correct(code, 90_00)
    assert shelf.correct(code, 90_00) == first == shelf.correct(code, 70_00)
    shelf.clock.advance(2 * DAY)
    assert shelf.correct(code, 90_00) == first
    assert len(shelf.entries(kind="corrected")) == 1


def test_the_key_of_one_is_no_key_of_another(shelf, code):
    shelf.correct(code, 90_00, by="agent:1", once="right")
    assert shelf.correct(code, 80_00, by="agent:2", once="right").amount == 16_00
    assert shelf.correct(code, 90_00, by="agent:1", once="right").amount == 16_00


def test_a_till_that_repeats_its_redemption_changes_nothing_back(shelf, code):
    shelf.correct(code, 90_00)
    assert shelf.redeem(code, bill=900_00).amount == 18_00
    assert total(shelf) == 18_00


def test_after_a_day_an_administrator_corrects_it_and_nobody_else(shelf, code):
    shelf.clock.advance(correct.WINDOW - 1)
    assert shelf.correct(code, 90_00, by=f"agent:{shelf.bob.id}").amount == 18_00
    shelf.clock.advance(1)
    secret = shelf.write(api_tokens.create, shelf.alice, name="Till", scopes=["vouchers:redeem"])
    program = shelf.read(api_tokens.find, secret)
    for by in (f"agent:{shelf.bob.id}", f"agent:{shelf.sofia.id}", program.by):
        late = refused("too_late", shelf.correct, code, 80_00, by=by, once="late")
        assert late.status == 409
    shelf.clock.advance(30 * DAY)
    right = shelf.correct(code, 80_00, by=f"agent:{shelf.alice.id}", once="late")
    assert (right.amount, total(shelf)) == (16_00, 16_00)


def test_a_program_is_named_in_the_ledger(shelf, code):
    secret = shelf.write(
        api_tokens.create, shelf.alice, name="Corner till", scopes=["vouchers:redeem"]
    )
    program = shelf.read(api_tokens.find, secret)
    last = shelf.correct(code, 90_00, by=program.by).last
    assert (last.by_name, last.note) == ("", "Corner till")


def test_refused_with_what_to_do(shelf, share, code):
    other = shelf.give(shelf.alice, share, 20)
    refused("not_used", shelf.correct, shelf.code(other), 90_00)
    shelf.cancel(shelf.alice, other)
    refused("cancelled", shelf.correct, shelf.code(other), 90_00)
    whole = shelf.code(shelf.give(shelf.alice, shelf.discount, 500))
    shelf.redeem(whole)
    refused("no_percentage", shelf.correct, whole, 90_00)
    refused("same_bill", shelf.correct, code, 900_00)
    for bill in (None, 0, -5, 10**12):
        refused("no_bill", shelf.correct, code, bill)
    assert shelf.correct("0000-0000-0000-0000", 90_00) is None
    old = shelf.code(shelf.give(shelf.alice, share, 20))
    shelf.clock.advance(91 * DAY)
    shelf.write(till.sweep)
    refused("expired", shelf.correct, old, 90_00)
    assert not shelf.entries(kind="corrected")


def test_no_budget_is_passed_and_then_nothing_has_changed(shelf, share):
    plan(shelf, 5_000)
    one = shelf.give(shelf.bob, share, 20)
    code = shelf.code(one)
    shelf.redeem(code, bill=9_00)
    shelf.give(shelf.alice, amount=4_000, here=shelf.another())
    refused("no_budget", shelf.correct, code, 90_00)
    assert (shelf.get(one).cost, spent(shelf), total(shelf)) == (1_80, 41_80, 41_80)
    assert shelf.correct(code, 50_00).amount == 10_00
    assert spent(shelf) == 50_00
    # What comes off less is in that budget again, even when its days are over.
    shelf.clock.advance(10 * DAY)
    shelf.correct(code, 9_00, by=f"agent:{shelf.alice.id}", once="again")
    assert spent(shelf) == 41_80


def test_what_was_left_over_and_given_since_does_not_count_twice(shelf, share):
    """Redeemed for a cent, the rest given again, then corrected: that would pass a limit."""
    shelf.limit(per_case=5_000)
    one = shelf.give(shelf.bob, share, 20)
    code = shelf.code(one)
    shelf.redeem(code, bill=1)
    shelf.give(shelf.bob, amount=4_500)
    bob, sofia = (f"agent:{who.id}" for who in (shelf.bob, shelf.sofia))
    refused("above_authority", shelf.correct, code, 90_00, by=bob)
    refused("above_authority", shelf.correct, code, 90_00, by="token:1")
    assert shelf.correct(code, 25_00, by=bob).amount == 5_00
    assert shelf.get(one).authority_id == shelf.bob.id
    # A supervisor's word: from then on it counts as theirs.
    assert shelf.correct(code, 90_00, by=sofia, once="more").amount == 18_00
    assert shelf.get(one).authority_id == shelf.sofia.id


def test_what_others_gave_in_the_case_before_takes_nothing_from_it(shelf, share):
    shelf.limit(per_case=5_000)
    code = shelf.code(shelf.give(shelf.bob, share, 20))
    shelf.give(shelf.sofia, amount=20_000)
    shelf.clock.advance(1)
    shelf.redeem(code, bill=9_00)
    assert shelf.correct(code, 90_00).amount == 18_00


def test_limits_follow_the_corrected_bill(shelf, share):
    shelf.limit(per_case=5_000)
    code = shelf.code(shelf.give(shelf.bob, share, 20))
    shelf.redeem(code, bill=900_00)
    assert shelf.give(shelf.bob, amount=3_200).state == "asked"
    shelf.correct(code, 90_00)
    assert shelf.give(shelf.bob, amount=3_200).state == "granted"


def test_eight_corrections_at_once_leave_one_truth(shelf, share):
    plan(shelf, 10_000)
    one = shelf.give(shelf.bob, share, 20)
    code, gate, done = shelf.code(one), threading.Barrier(8), []
    shelf.redeem(code, bill=900_00)

    def put_right(n):
        gate.wait()
        try:
            done.append(shelf.correct(code, 10_00 * (n // 2 + 1), by=f"agent:{n}").bill)
        except Refused as refusal:
            done.append(refusal.code)

    tills = [threading.Thread(target=put_right, args=(n,)) for n in range(8)]
    for thread in tills:
        thread.start()
    for thread in tills:
        thread.join()
    bills = [bill for bill in done if bill != "same_bill"]
    corrections = shelf.entries(kind="corrected")
    assert len(done) == 8 and len(corrections) == len(bills) >= 4
    assert sorted(e.turn for e in corrections) == list(range(1, len(bills) + 1))
    last = max(corrections, key=lambda e: e.turn)
    now = shelf.get(one)
    assert now.cost == now.amount == taken_off(20, MOST, last.bill)
    assert total(shelf) == spent(shelf) == now.cost


BILLS = st.lists(
    st.one_of(st.integers(1, 60_000), st.sampled_from([1, 2, 20_000, 20_001, 10**11])), max_size=8
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@drawn(percent=st.integers(1, 100), first=st.integers(1, 10**6), bills=BILLS)
def test_after_any_corrections_the_ledger_has_what_came_off(shelf, share, percent, first, bills):
    for role in ("agent", "supervisor", "admin"):
        shelf.limit(role)
    if not shelf.rows(budgets):
        plan(shelf, 10**9)
    others = spent(shelf)
    one = shelf.give(shelf.bob, share, percent)
    code, now = shelf.code(one), first
    shelf.redeem(code, bill=first)
    for bill in bills:
        try:
            off = shelf.correct(code, bill, once=str(uuid.uuid4())).amount
        except Refused as refusal:
            assert (refusal.code, bill) == ("same_bill", now)
            continue
        now = bill
        assert off == taken_off(percent, MOST, bill) <= MOST
    wanted = taken_off(percent, MOST, now)
    assert shelf.get(one).cost == shelf.get(one).amount == wanted
    assert sum(e.effect for e in shelf.entries(limit=10**6) if e.grant_id == one.id) == wanted
    assert spent(shelf) - others == wanted
    assert shelf.write(till.look, code, key=KEY, by="agent:1").amount == wanted
