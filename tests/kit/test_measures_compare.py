"""Comparisons and survival against scipy, statsmodels and lifelines."""

import math
import random

import pytest
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from lagniappe.kit import measures, measures_compare, measures_worth
from lagniappe.kit.figures import wilson
from lagniappe.kit.measures import Measure


def counts(times, left):
    ended = {}
    for time, gone in zip(times, left, strict=True):
        a, b = ended.get(time, (0, 0))
        ended[time] = (a + gone, b + (not gone))
    return ended


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (8, 10), (10, 10), (81, 263), (4, 300)])
@pytest.mark.parametrize("groups", [1, 7, 40])
def test_surer_intervals_are_wilsons_at_a_smaller_alpha(hits, n, groups):
    expected = proportion_confint(hits, n, alpha=0.05 / groups, method="wilson")
    found = wilson(hits, n, z=measures_compare.surer(groups))
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("both", [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((0, 10), (0, 20))])
def test_a_difference_of_shares_is_newcombes(both):
    (a, n), (b, m) = both
    expected = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
    found = measures_compare.difference_of_shares(*both)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-6)
    assert measures_compare.difference_of_shares((0, 0), (1, 2)) is None


def test_survival_of_thousands_is_lifelines():
    dice = random.Random(3)
    times = [round(dice.expovariate(0.1)) for _ in range(3_000)]
    left = [dice.random() < 0.6 for _ in times]
    fitted = KaplanMeierFitter().fit(times, left)
    ours = measures.kaplan_meier(times, left)
    theirs = fitted.survival_function_["KM_estimate"]
    around = fitted.confidence_interval_
    for step in ours:
        assert step.survival == pytest.approx(theirs[step.time], abs=1e-9)
        if 0 < step.survival < 1:
            assert step.low == pytest.approx(around.iloc[:, 0][step.time], abs=1e-5)
            assert step.high == pytest.approx(around.iloc[:, 1][step.time], abs=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_the_log_rank_test_is_lifelines(seed):
    dice = random.Random(seed)
    first = [round(dice.expovariate(0.1)) for _ in range(80)]
    second = [round(dice.expovariate(0.1 + 0.03 * seed)) for _ in range(120)]
    left = [[dice.random() < 0.7 for _ in some] for some in (first, second)]
    expected = logrank_test(first, second, *left)
    found = measures_compare.log_rank(counts(first, left[0]), counts(second, left[1]))
    assert found.statistic == pytest.approx(expected.test_statistic, rel=1e-9)
    assert found.p == pytest.approx(expected.p_value, rel=1e-9)
    assert measures_compare.log_rank({}, {}).p == 1


def test_means_come_with_their_interval():
    values = [3.0, 4.5, 7.0, 9.0, 2.0, 8.0]
    found = measures_compare.mean(len(values), sum(values), sum(v * v for v in values))
    error = stats.sem(values)
    assert found.value == pytest.approx(sum(values) / 6)
    assert found.high - found.value == pytest.approx(1.959964 * error)
    other = Measure(1.0, 0.0, 2.0, 5)
    apart = measures_compare.difference_of_means(found, other)
    reach = math.hypot(1.0, 1.959964 * error)
    assert (apart.low, apart.high) == pytest.approx((apart.value - reach, apart.value + reach))
    assert measures_compare.mean(1, 4.0, 16.0).low is None
    assert measures_compare.mean(0, 0, 0) is None


def test_groups_that_do_not_differ_are_drawn_together():
    dice = random.Random(1)
    alike = [(sum(dice.random() < 0.05 for _ in range(n)), n) for n in (400, 300, 500, 350)]
    known = measures_compare.prior(alike)
    few = measures_compare.shrunken(2, 14, known)
    assert few.value < 0.07 < 2 / 14
    assert few.high < wilson(2, 14)[1]


def test_groups_that_differ_keep_what_is_theirs():
    dice = random.Random(2)
    rates = stats.beta(6, 94).rvs(400, random_state=7)
    groups = [(sum(dice.random() < rate for _ in range(500)), 500) for rate in rates]
    known = measures_compare.prior(groups)
    # Drawn from Beta(6, 94): a rate of 0.06, worth 100 cases.
    assert known.mean == pytest.approx(0.06, abs=0.005)
    assert 70 < known.weight < 140
    theirs = measures_compare.shrunken(60, 500, known)
    posterior = stats.beta(known.mean * known.weight + 60, (1 - known.mean) * known.weight + 440)
    assert theirs.value == pytest.approx(posterior.mean(), rel=1e-9)
    assert (theirs.low, theirs.high) == pytest.approx(posterior.interval(0.95), abs=0.003)
    with pytest.raises(ValueError):
        measures_compare.shrunken(0, 0, measures_compare.prior([]))


def test_lifetime_value_is_the_endless_sum():
    assert round(measures_worth.lifetime_value(100, 0.8, 0.1), 2) == 366.67
    summed = sum(100 * 0.8**t / 1.1**t for t in range(500))
    assert measures_worth.lifetime_value(100, 0.8, 0.1) == pytest.approx(summed)
    for bad in ((100, 1.1, 0.1), (100, -0.1, 0.1), (100, 0.5, -1)):
        with pytest.raises(ValueError):
            measures_worth.lifetime_value(*bad)


def test_one_figure_leads_another_only_with_eight_periods():
    dice = random.Random(4)
    first = [dice.gauss(70, 3) for _ in range(12)]
    second = [0.0, *[value * 2 + dice.gauss(0, 3) for value in first[:-1]]]
    found = measures_worth.leads(first, second)
    expected = stats.pearsonr(first[:-1], second[1:])
    interval = expected.confidence_interval(0.95)
    assert found.value == pytest.approx(expected.statistic)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-6)
    assert measures_worth.leads(first[:7], second[:7]) is None
    assert measures_worth.leads([1.0] * 9, second[:9]) is None
    assert measures_worth.leads(list(range(9)), list(range(9))).value == 1
