"""Which texts contain a feature, and how much that says: one sparse matrix by columns."""

from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval import grams

Bag = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class Postings:
    """`rows[starts[f]:starts[f+1]]` are the texts with feature f, `weights` beside them."""

    features: np.ndarray
    starts: np.ndarray
    rows: np.ndarray
    weights: np.ndarray
    rarity: np.ndarray
    unseen: float
    size: int

    def places(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where each feature is in this index, and whether it is there at all."""
        if not len(self.features):
            return np.zeros(len(features), np.intp), np.zeros(len(features), bool)
        places = np.searchsorted(self.features, features)
        places[places == len(self.features)] = 0
        return places, self.features[places] == features

    def rarity_at(self, places: np.ndarray, known: np.ndarray) -> np.ndarray:
        """How rare each feature is; one that is nowhere here is the rarest."""
        rarity = np.full(len(places), self.unseen)
        rarity[known] = self.rarity[places[known]]
        return rarity

    def sums(self, places: np.ndarray, values: np.ndarray) -> np.ndarray:
        """For every text, the sum of value times weight over the features at `places`."""
        if not len(places):
            return np.zeros(self.size)
        starts, counts = self.starts[places], self.starts[places + 1] - self.starts[places]
        ends = np.cumsum(counts)
        picked = np.arange(ends[-1]) + np.repeat(starts - ends + counts, counts)
        parts = self.weights[picked] * np.repeat(values.astype(np.float32), counts)
        return np.bincount(self.rows[picked], parts, self.size)


def gather(bags: list[Bag], weigh) -> Postings:
    """An index over texts. `weigh(counts, rarity, row, size)` gives each cell's weight.

    Rarity is ln((1 + N) / (1 + n)) + 1 for a feature in n of N texts (scikit-learn's smooth
    idf), times how much its kind says.
    """
    size = len(bags)
    if not size:
        empty = np.empty(0)
        none = np.empty(0, np.int32)
        return Postings(np.empty(0, np.uint64), np.zeros(1, int), none, empty, empty, 1.0, 0)
    every = np.concatenate([features for features, _ in bags])
    counts = np.concatenate([count for _, count in bags])
    rows = np.repeat(np.arange(size, dtype=np.int32), [len(features) for features, _ in bags])
    order = np.argsort(every, kind="stable")
    every, counts, rows = every[order], counts[order], rows[order]
    features, starts = np.unique(every, return_index=True)
    starts = np.append(starts, len(every))
    spread = np.diff(starts)
    rarity = np.log((1 + size) / (1 + spread)) + 1
    weights = weigh(counts, np.repeat(rarity, spread), rows, grams.kinds(every), size)
    unseen = float(np.log(1 + size) + 1)
    return Postings(features, starts, rows, weights.astype(np.float32), rarity, unseen, size)
