"""The ledger is added to and read in pages; the reports stand on it."""

import csv
import io
import re
from pathlib import Path

import pytest

from lagniappe.desk.complaints.remedies import authority, catalogue, ledger, parity
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused


def test_pages_and_filters(shelf):
    shelf.limit()
    for n in range(5):
        shelf.clock.advance(DAY)
        shelf.give(shelf.bob, amount=n + 1)
    shelf.cancel(shelf.bob, shelf.give(shelf.bob, amount=99))
    first = shelf.entries(limit=4)
    rest = shelf.entries(limit=9, before=first[-1].cursor)
    assert [e.effect for e in (*first, *rest)] == [-99, 99, 5, 4, 3, 2, 1]
    assert [e.amount for e in shelf.entries(kind="cancelled")] == [99]
    assert len(shelf.entries(currency="USD")) == 0
    began = shelf.clock.at - 4 * DAY
    assert [e.amount for e in shelf.entries(since=began, until=began + 2 * DAY)] == [2, 1]
    with pytest.raises(NotFound):
        shelf.entries(before="now~1")
    sums = shelf.read(ledger.totals, since=0)["EUR"]
    assert sums == {
        "granted": 114,
        "cancelled": 99,
        "redeemed": 0,
        "unused": 0,
        "corrected": 0,
        "expired": 0,
    }


def test_the_export_has_every_entry_once_to_the_cent(shelf, monkeypatch):
    monkeypatch.setattr(ledger, "_EXPORT", 3)
    shelf.limit()
    for n in range(7):
        shelf.give(shelf.bob, amount=n * 100 + 1)
    rows = list(csv.DictReader(io.StringIO(shelf.read(ledger.export).decode("utf-8-sig"))))
    assert [row["amount"] for row in rows] == [f"{n}.01" for n in range(7)]
    assert len({row["id"] for row in rows}) == 7


def test_what_came_back_is_a_negative_number_and_no_formula(shelf):
    shelf.cancel(shelf.bob, shelf.give(shelf.bob, amount=2_000, reason="=1+1"), reason="@x")
    rows = list(csv.DictReader(io.StringIO(shelf.read(ledger.export).decode("utf-8-sig"))))
    assert [(row["amount"], row["reason"]) for row in rows] == [
        ("20.00", "'=1+1"),
        ("-20.00", "'=1+1"),
    ]
    assert rows[1]["note"] == "'@x"


def test_nothing_in_the_program_changes_an_entry():
    package = Path(ledger.__file__).parents[3]
    for path in package.rglob("*.py"):
        assert not re.search(r"(update|delete)\(ledger\)", path.read_text()), path


def test_the_same_problem_is_compared_only_where_there_is_enough(shelf):
    shelf.limit()
    for amount in (1_000, 1_500, 2_000, 4_000):
        shelf.give(shelf.bob, here=shelf.another(), amount=amount)
    (cell,) = shelf.read(parity.cells, since=0)
    assert (cell.n, cell.enough, cell.middle, cell.spread) == (4, False, None, None)
    here = shelf.another()
    shelf.give(shelf.bob, here=here, amount=4_000)
    shelf.give(shelf.bob, here=here, amount=5_000)
    (cell,) = shelf.read(parity.cells, since=0)
    # What one case cost counts once, whatever it was made of.
    assert (cell.n, cell.middle, cell.enough) == (5, 2_000, True)
    assert cell.low < cell.middle < cell.high
    assert shelf.read(parity.cells, since=shelf.clock.at + 1) == []


def test_who_was_given_to_often_is_found(shelf):
    shelf.limit()
    for _ in range(2):
        shelf.give(shelf.bob, amount=100)
    assert shelf.read(parity.claimants) == []
    shelf.cancel(shelf.bob, shelf.give(shelf.bob, amount=100))
    assert shelf.read(parity.claimants) == []
    shelf.give(shelf.bob, amount=100)
    (one,) = shelf.read(parity.claimants)
    assert (one.customer_id, one.n, one.amount) == (shelf.customer, 3, 300)
    shelf.clock.advance(91 * DAY)
    assert shelf.read(parity.claimants) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "fine"}, "bad_kind"),
        ({"names": {"en": " "}}, "no_name"),
        ({"currency": "EURO"}, "bad_currency"),
        ({"low": 5, "high": 4}, "bad_range"),
        ({"low": 0}, "bad_range"),
        ({"low": -5}, "bad_range"),
        ({"high": 10**12}, "bad_range"),
        ({"unit_cost": -1}, "bad_cost"),
        ({"stock": -1}, "bad_stock"),
        ({"valid_from": 5, "valid_until": 5}, "bad_dates"),
        ({"voucher_days": 0}, "bad_days"),
    ],
)
def test_the_catalogue_takes_no_nonsense(shelf, wrong, code):
    with pytest.raises(Refused) as refusal:
        shelf.stock(**{"kind": "refund", "names": {"en": "R"}, **wrong})
    assert refusal.value.code == code


def test_nothing_negative_can_be_made_for_anybody(shelf):
    """S76: no entry takes money from a customer or from staff."""
    for limits in ({"per_case": -1}, {"per_day": 10**12}):
        with pytest.raises(Refused):
            shelf.limit(**limits)
    with pytest.raises(Refused):
        shelf.write(authority.change, role="owner", currency="EUR", limits={})
    assert "fine" not in catalogue.KINDS and "deduction" not in catalogue.KINDS
