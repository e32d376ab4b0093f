"""From signs to a chance of being right: logistic regression near a shipped one."""

from dataclasses import dataclass

import numpy as np

ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signs; `chance` is 1 / (1 + exp(-weights . signs))."""

    weights: np.ndarray

    def chance(self, signs: np.ndarray) -> np.ndarray:
        """The chance, 0 to 1, of each row of signs."""
        return _logistic(signs @ self.weights)


def fit(
    signs: np.ndarray,
    right: np.ndarray,
    shares: np.ndarray,
    prior: np.ndarray,
    strength: np.ndarray,
) -> Calibration:
    """The most likely weights given the samples and a normal prior around `prior`.

    Minimises sum(shares * log loss) + sum(strength * (w - prior)^2) / 2 by Newton's method
    (iteratively reweighted least squares), halving a step that makes it worse.
    """
    weights = prior.copy()
    loss = _loss(weights, signs, right, shares, prior, strength)
    for _ in range(ROUNDS):
        chance = _logistic(signs @ weights)
        slope = signs.T @ (shares * (chance - right)) + strength * (weights - prior)
        bend = (signs.T * (shares * chance * (1 - chance))) @ signs + np.diag(strength)
        step = np.linalg.solve(bend, slope)
        before = loss
        for _ in range(8):
            loss = _loss(weights - step, signs, right, shares, prior, strength)
            if loss <= before:
                weights = weights - step
                break
            step = step / 2
        if before - loss < 1e-7:
            break
    return Calibration(weights)


def _loss(weights, signs, right, shares, prior, strength) -> float:
    odds = signs @ weights
    fit = shares @ (np.logaddexp(0, odds) - right * odds)
    return float(fit + strength @ (weights - prior) ** 2 / 2)


def _logistic(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
