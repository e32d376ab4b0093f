"""The suggestion: severity sets it, three factors change it, and outside it a reason is kept."""

import dataclasses

import pytest

from lagniappe.desk.complaints.remedies import band, case
from lagniappe.desk.complaints.remedies.band import Weight
from lagniappe.kit.errors import Refused


def suggest(shelf, *weight, currency="EUR"):
    found = shelf.read(band.suggest, Weight(*weight), currency)
    return (found.low, found.high) if found else None


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ((1, 1, 1, "ours"), (0, 500)),
        ((3, 1, 1, "ours"), (1_500, 4_000)),
        ((3, 2, 2, "ours"), (2_800, 7_500)),
        ((3, 3, 3, "ours"), (4_500, 12_000)),
        ((5, 3, 3, "ours"), (30_000, 75_000)),
        ((3, 1, 1, "shared"), (900, 2_400)),
        ((3, 1, 1, "nobody"), (600, 1_600)),
        ((5, 3, 3, "theirs"), (0, 0)),
        ((3, 1, 1, ""), (1_500, 4_000)),
    ],
)
def test_the_band_grows_with_what_happened(shelf, weight, expected):
    assert suggest(shelf, *weight) == expected


def test_it_never_shrinks_when_it_was_worse(shelf):
    for factor, levels in (
        ("severity", range(1, 6)),
        ("duration", (1, 2, 3)),
        ("effort", (1, 2, 3)),
    ):
        found = [
            shelf.read(band.suggest, dataclasses.replace(Weight(2), **{factor: n}), "EUR")
            for n in levels
        ]
        assert [b.high for b in found] == sorted(b.high for b in found)
        assert [b.low for b in found] == sorted(b.low for b in found)


def test_each_currency_has_whole_units(shelf):
    shelf.stock(kind="refund", names={"en": "R"}, currency="JPY")
    shelf.stock(kind="refund", names={"en": "R"}, currency="KWD")
    assert suggest(shelf, 3, currency="JPY") == (2_250, 6_000)
    low, high = suggest(shelf, 3, 2, 2, currency="KWD")
    assert low % 1_000 == high % 1_000 == 0
    assert suggest(shelf, 3, currency="CHF") is None
    assert shelf.read(band.suggest, None, "EUR") is None


def test_the_table_can_be_changed_and_nonsense_cannot(shelf):
    shelf.write(band.change, "EUR", {n: (n * 100, n * 1_000) for n in band.SEVERITIES})
    assert suggest(shelf, 2) == (200, 2_000)
    for wrong in (
        {1: (1, 2)},
        dict.fromkeys(band.SEVERITIES, (5, 4)),
        dict.fromkeys(range(1, 6), (-1, 4)),
    ):
        with pytest.raises(Refused):
            shelf.write(band.change, "EUR", wrong)
    table = {**band.FACTORS, "fault": {**band.FACTORS["fault"], "theirs": 50}}
    shelf.write(band.change_factors, table)
    assert suggest(shelf, 2, 1, 1, "theirs") == (100, 1_000)
    for wrong in (
        {},
        {**table, "effort": {"1": -1, "2": 1, "3": 1}},
        {**table, "effort": {"1": 1}},
    ):
        with pytest.raises(Refused):
            shelf.write(band.change_factors, wrong)


def test_outside_the_band_a_reason_is_asked_for_and_kept(shelf, monkeypatch):
    known = case.Case(None, Weight(3), "service")
    monkeypatch.setattr(case, "of", lambda tx, conversation_id: known)
    with pytest.raises(Refused) as refusal:
        shelf.give(shelf.bob, amount=1_499)
    assert refusal.value.code == "no_deviation"
    one = shelf.give(shelf.bob, amount=1_499, deviation="They asked for less")
    assert one.deviation == "They asked for less"
    assert one.band == {
        "low": 1_500, "high": 4_000, "severity": 3, "duration": 1, "effort": 1, "fault": "ours",
    }  # fmt: skip
    assert shelf.give(shelf.bob, amount=1_500).deviation == ""
