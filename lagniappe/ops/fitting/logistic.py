"""Logistic regression by L-BFGS, on plain rows of numbers or on hashed sparse ones."""

from dataclasses import dataclass

import numpy as np

_MEMORY = 10
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of (place, value) pairs: row i is places[starts[i]:starts[i + 1]]; none is empty."""

    starts: np.ndarray
    places: np.ndarray
    values: np.ndarray
    width: int

    def __matmul__(self, weights: np.ndarray) -> np.ndarray:
        return np.add.reduceat(self.values * weights[self.places], self.starts[:-1])

    def transposed(self, each: np.ndarray) -> np.ndarray:
        """What every place gets when row i gives each[i] times its values."""
        given = self.values * np.repeat(each, np.diff(self.starts))
        return np.bincount(self.places, given, self.width)

    def rows(self, wanted: np.ndarray) -> "Sparse":
        lengths = np.diff(self.starts)[wanted]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        at = np.repeat(self.starts[:-1][wanted] - starts[:-1], lengths) + np.arange(starts[-1])
        return Sparse(starts, self.places[at], self.values[at], self.width)


@dataclass(frozen=True, slots=True)
class Dense:
    """The same for a plain matrix."""

    matrix: np.ndarray

    @property
    def width(self) -> int:
        return self.matrix.shape[1]

    def __matmul__(self, weights: np.ndarray) -> np.ndarray:
        return self.matrix @ weights

    def transposed(self, each: np.ndarray) -> np.ndarray:
        return self.matrix.T @ each


def fit(
    rows: Sparse | Dense,
    target: np.ndarray,
    *,
    strength: float,
    weights: np.ndarray | None = None,
    rounds: int = 60,
) -> tuple[np.ndarray, float]:
    """Weights and intercept that make sigmoid(rows @ w + b) like the targets, shares from 0
    to 1; `strength` is how little large weights are punished (C of the literature)."""
    trust = np.ones(len(target)) if weights is None else weights

    def cost(point: np.ndarray) -> tuple[float, np.ndarray]:
        w, b = point[:-1], point[-1]
        z = rows @ w + b
        loss = trust @ (np.logaddexp(0, z) - target * z) + (w @ w) / (2 * strength)
        off = trust * (sigmoid(z) - target)
        return loss, np.append(rows.transposed(off) + w / strength, off.sum())

    found = _minimum(cost, np.zeros(rows.width + 1), rounds)
    return found[:-1], float(found[-1])


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


def _minimum(cost, point: np.ndarray, rounds: int) -> np.ndarray:
    """Nocedal's two-loop recursion with backtracking (Numerical Optimization, 7.4)."""
    value, slope = cost(point)
    moves: list[tuple[np.ndarray, np.ndarray, float]] = []
    for _ in range(rounds):
        way = -_direction(slope, moves)
        step, reach = (1.0 if moves else 1 / (1e-9 + np.abs(slope).sum())), slope @ way
        for _ in range(_STEPS):
            new_value, new_slope = cost(point + step * way)
            if new_value <= value + 1e-4 * step * reach:
                break
            step /= 2
        else:
            return point
        moved, turned = step * way, new_slope - slope
        if (curve := moved @ turned) > 1e-12:
            moves = [*moves[1 - _MEMORY :], (moved, turned, 1 / curve)]
        done = value - new_value < 1e-6 * max(1.0, abs(value))
        point, value, slope = point + moved, new_value, new_slope
        if done:
            break
    return point


def _direction(slope: np.ndarray, moves: list) -> np.ndarray:
    way, shares = slope.copy(), []
    for moved, turned, scale in reversed(moves):
        share = scale * (moved @ way)
        shares.append(share)
        way -= share * turned
    if moves:
        moved, turned, _ = moves[-1]
        way *= (moved @ turned) / (turned @ turned)
    for (moved, turned, scale), share in zip(moves, reversed(shares), strict=True):
        way += moved * (share - scale * (turned @ way))
    return way
