"""The measures: printed values, intervals, and what may never happen."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit import measures
from lagniappe.kit.figures import wilson

FREIREICH = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
LEFT = [True, True, True, False, True, False, True, False, False, True, True, False, False, False]
LEFT += [True, True, False, False, False, False, False]


def test_acsi_style_index():
    assert round(measures.acsi(8, 7, 7), 2) == 70.98
    assert round(measures.acsi(8, 7, 7, weights=[1 / 3] * 3), 2) == 70.37
    assert measures.acsi(10, 10, 10) == pytest.approx(100)
    assert measures.acsi(1, 1, 1) == 0


@pytest.mark.parametrize(
    "wrong", [(0, 5, 5), (11, 5, 5), (math.nan, 5, 5)], ids=["below", "above", "no number"]
)
def test_acsi_refuses_what_is_no_answer(wrong):
    with pytest.raises(ValueError):
        measures.acsi(*wrong)


def test_satisfaction_is_a_share_with_its_interval():
    found = measures.csat(150, 250)
    assert (found.value, found.n) == (0.6, 250)
    assert found.low < 0.6 < found.high


def test_recommend_score():
    # 10,10,9,9,9,8,7,4,2,1
    found = measures.nps(5, 2, 3)
    assert found.value == pytest.approx(20)
    p, d = 0.5, 0.3
    assert found.error == pytest.approx(100 * math.sqrt((p + d - (p - d) ** 2) / 10))


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_wilson_as_published(hits, n, low, high):
    found = wilson(hits, n)
    assert tuple(round(end, 4) for end in found) == (low, high)


def test_four_bad_of_three_hundred_raise_no_alarm():
    low, high = wilson(4, 300)
    assert (round(low, 3), round(high, 3)) == (0.005, 0.034)


def test_what_bad_contacts_cost():
    found = measures.bad_contact_cost(500_000, 0.03, leave=0.63, value=100)
    assert [round(x) for x in (found.lost, found.then, found.gain)] == [945_000, 630_000, 315_000]


def test_survival_as_in_the_textbook():
    steps = {step.time: step for step in measures.kaplan_meier(FREIREICH, LEFT)}
    shown = {time: round(steps[time].survival, 3) for time in (6, 7, 10)}
    assert shown == {6: 0.857, 7: 0.807, 10: 0.753}
    assert (steps[6].at_risk, steps[6].left) == (21, 3)


def test_the_survivals_interval_as_published():
    # Collett, Modelling Survival Data: log(-log) limits of the same patients at 6 weeks.
    first = measures.kaplan_meier(FREIREICH, LEFT)[0]
    assert (round(first.low, 3), round(first.high, 3)) == (0.620, 0.952)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=60),
)
def test_survival_falls_and_stays_within_its_interval(people):
    steps = measures.kaplan_meier([t for t, _ in people], [gone for _, gone in people])
    assert sum(step.left for step in steps) == sum(gone for _, gone in people)
    before = 1.0
    for step in steps:
        assert 0 <= step.survival <= before
        assert step.low - 1e-9 <= step.survival <= step.high + 1e-9
        before = step.survival


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_the_recommend_score_is_the_mean_of_its_parts(promoters, passives, detractors):
    n = promoters + passives + detractors
    if n == 0:
        with pytest.raises(ValueError):
            measures.nps(0, 0, 0)
        return
    found = measures.nps(promoters, passives, detractors)
    assert found.value == pytest.approx(100 * (promoters - detractors) / n)
    assert -100 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 100


@pytest.mark.parametrize(
    ("times", "left"), [([], []), ([1], []), ([-1], [True]), ([math.inf], [True])]
)
def test_survival_refuses_what_cannot_be(times, left):
    with pytest.raises(ValueError):
        measures.kaplan_meier(times, left)
