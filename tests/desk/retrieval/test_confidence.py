"""Chances are honest, and what is done follows from them."""

import numpy as np
import pytest

from lagniappe.desk.knowledge.retrieval import Match
from lagniappe.desk.knowledge.retrieval.calibration import fit
from lagniappe.desk.knowledge.retrieval.decision import Answer, Offer, Silent, cutoff, decide
from tests.desk.retrieval.conftest import entries


def matches(*chances: float) -> list[Match]:
    return [Match(str(n), 1 - n / 10, chance) for n, chance in enumerate(chances)]


@pytest.mark.parametrize(
    ("chances", "target", "kind"),
    [
        ((), 0.95, Silent),
        ((0.1,), 0.95, Silent),
        ((0.91, 0.2), 0.95, Answer),
        ((0.89, 0.2), 0.95, Offer),
        ((0.89, 0.2), 0.9, Answer),
        ((0.985,), 0.99, Answer),
        ((0.5, 0.3, 0.2, 0.1), 0.95, Offer),
    ],
)
def test_sure_answers_unsure_offers_clueless_is_silent(chances, target, kind):
    assert isinstance(decide(matches(*chances), target), kind)


def test_at_most_three_are_offered_and_no_hopeless_one():
    assert len(decide(matches(0.5, 0.3, 0.2, 0.1)).matches) == 3
    assert len(decide(matches(0.5, 0.01)).matches) == 1


def test_the_cut_never_falls_below_what_is_worth_offering():
    assert cutoff(0.5) == 0.3
    assert cutoff(0.95) == pytest.approx(0.9)


def test_the_fit_returns_to_the_prior_without_samples_and_to_the_truth_with_many():
    prior = np.array([0.5, -0.5])
    none = fit(np.empty((0, 2)), np.empty(0), np.empty(0), prior, np.ones(2))
    assert none.weights == pytest.approx(prior)
    draws = np.random.default_rng(1)
    signs = np.column_stack([np.ones(20_000), draws.normal(size=20_000)])
    right = draws.random(20_000) < 1 / (1 + np.exp(-(signs @ [-1.0, 2.0])))
    learnt = fit(signs, right.astype(float), np.ones(20_000), prior, np.ones(2))
    assert learnt.weights == pytest.approx([-1, 2], abs=0.1)


def test_a_question_word_for_word_is_surer_than_one_about_something_else(english):
    for entry in entries("en"):
        exact = english.best(entry.questions[0])[0]
        assert exact.entry_id == entry.id
        assert exact.probability > 0.8
    assert isinstance(decide(english.best("What is the capital of Australia?")), Silent)
