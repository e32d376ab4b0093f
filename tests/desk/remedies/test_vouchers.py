"""Vouchers: good once, for whoever knows the code, until a day."""

import threading

import pytest

from lagniappe.desk.complaints.remedies import cancel, misses, till, vouchers
from lagniappe.desk.complaints.remedies.tables import misses as miss_rows
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import Refused
from tests.desk.remedies.shelf import KEY, budgets, refused


@pytest.fixture
def one(shelf):
    return shelf.give(shelf.bob, shelf.discount, 2_000)


def test_a_code_has_eighty_bits_and_is_kept_as_a_keyed_digest(shelf, one):
    code = shelf.code(one).replace("-", "")
    assert len(code) == 16
    assert set(code) <= set(vouchers._ALPHABET)
    row = shelf.rows(vouchers.vouchers)[0]
    assert code not in str(row)
    assert row.digest == vouchers._digest(KEY, code)
    assert row.digest != vouchers._digest(b"another key", code)
    again = {shelf.code(shelf.give(shelf.alice, shelf.discount, 500)) for _ in range(5)}
    assert len(again) == 5


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code}\n",
        lambda code: code.replace("0", "o").replace("1", "l").replace("V", "u"),
    ],
)
def test_a_code_is_read_as_people_type_it(shelf, one, typed):
    assert shelf.redeem(typed(shelf.code(one))).state == "redeemed"


def test_redeemed_once_and_told_when(shelf, one):
    code = shelf.code(one)
    used = shelf.redeem(code, by="agent:1", once="first", place="Corner shop")
    assert (used.state, used.redeemed_at, used.place) == ("redeemed", shelf.clock.at, "Corner shop")
    shelf.clock.advance(MINUTE)
    assert shelf.redeem(code, by="agent:1", once="first").redeemed_at == used.redeemed_at
    refused("redeemed", shelf.redeem, code, by="agent:1", once="second")
    refused("redeemed", shelf.redeem, code, by="agent:2", once="first")
    assert [e.kind for e in shelf.entries()] == ["redeemed", "granted"]
    assert sum(e.effect for e in shelf.entries()) == 2_000
    assert shelf.customer_sees()[-1].details["remedy"]["state"] == "used"


def test_eight_tills_at_once_redeem_it_once(shelf, one):
    code, outcomes = shelf.code(one), []
    gate = threading.Barrier(8)

    def at_a_till(n):
        gate.wait()
        try:
            outcomes.append(shelf.redeem(code, by=f"agent:{n}", once=str(n)).redeemed_by)
        except Refused as refusal:
            outcomes.append(refusal.code)

    tills = [threading.Thread(target=at_a_till, args=(n,)) for n in range(8)]
    for thread in tills:
        thread.start()
    for thread in tills:
        thread.join()
    assert sorted(outcomes)[1:] == ["redeemed"] * 7
    assert [e.kind for e in shelf.entries()].count("redeemed") == 1


def test_a_used_one_cannot_be_cancelled_and_a_cancelled_one_cannot_be_used(shelf, one):
    other = shelf.give(shelf.bob, shelf.discount, 500)
    shelf.redeem(shelf.code(one))
    refused("used", shelf.cancel, shelf.bob, one)
    shelf.cancel(shelf.bob, other)
    refused("cancelled", shelf.redeem, shelf.code(other))
    refused("used", shelf.write, cancel.by_program, one.id, reason="Returned", note="Shop")


def test_after_its_last_day_it_is_worth_nothing_and_the_money_comes_back(shelf):
    from lagniappe.desk.complaints.remedies import budget

    def plan(tx):
        end = tx.now + 400 * DAY
        return budget.create(
            tx, name="All", currency="EUR", amount=9_000, starts_at=tx.now, ends_at=end
        )

    shelf.write(plan)
    one = shelf.give(shelf.bob, shelf.discount, 2_000)
    code = shelf.code(one)
    shelf.clock.advance(90 * DAY - 1)
    assert shelf.write(till.look, code, key=KEY, by="agent:1").state == "good"
    assert shelf.write(till.sweep) == 0
    shelf.clock.advance(1)
    refused("expired", shelf.redeem, code)
    assert shelf.write(till.sweep) == 1
    assert shelf.write(till.sweep) == 0
    assert [e.kind for e in shelf.entries()] == ["expired", "granted"]
    assert shelf.rows(budgets)[0].spent == 0
    refused("expired", shelf.redeem, code)
    refused("used", shelf.cancel, shelf.bob, one)


@pytest.mark.parametrize(
    "forged", ["", "0000-0000-0000-0000", "AAAA", "A" * 500, "Ω" * 16, "'; DROP TABLE x;--"]
)
def test_a_forged_code_is_none_of_ours_and_noted(shelf, one, forged):
    assert shelf.redeem(forged) is None
    assert len(shelf.rows(miss_rows)) == 1


def test_a_code_with_one_letter_wrong_is_none(shelf, one):
    code = shelf.code(one)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert shelf.redeem(wrong) is None
    assert shelf.redeem(code).state == "redeemed"


def test_guessing_is_slowed_down_for_whoever_guesses(shelf, one):
    for n in range(misses.MOST):
        assert shelf.redeem(f"guess-{n}", by="agent:1") is None
    refused("too_many_tries", shelf.redeem, shelf.code(one), by="agent:1")
    refused("too_many_tries", shelf.write, till.look, "x", key=KEY, by="agent:1")
    assert shelf.redeem(shelf.code(one), by="agent:2").state == "redeemed"
    shelf.clock.advance(misses.WINDOW + 1)
    assert shelf.redeem("another-guess", by="agent:1") is None
    shelf.clock.advance(misses.KEPT + 1)
    assert shelf.write(misses.sweep) == misses.MOST + 1


def test_the_code_stands_in_one_message_only(shelf, one):
    code = shelf.code(one)
    rows = shelf.read(lambda tx: tx.all(messages.select()))
    assert [code in (row.details or "") + row.body for row in rows].count(True) == 1
