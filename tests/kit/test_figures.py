"""Intervals of shares, against published values and against what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit.figures import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        # Newcombe, "Two-sided confidence intervals for the single proportion" (1998).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_published_values(hits, n, low, high):
    assert wilson(hits, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_of_nothing_nothing_is_known():
    assert wilson(0, 0) is None


shares = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares)
def test_the_share_lies_inside_and_the_interval_inside_all_shares(share):
    hits, n = share
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    assert low < high


@given(shares)
def test_yes_and_no_mirror_each_other(share):
    hits, n = share
    low, high = wilson(hits, n)
    assert wilson(n - hits, n) == (pytest.approx(1 - high), pytest.approx(1 - low))


@given(shares, st.integers(2, 50))
def test_more_of_the_same_is_known_better(share, times):
    hits, n = share
    low, high = wilson(hits, n)
    closer_low, closer_high = wilson(hits * times, n * times)
    assert closer_high - closer_low < high - low
