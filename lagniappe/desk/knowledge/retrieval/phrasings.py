"""How near a question is to each known phrasing: cosine of TF-IDF vectors."""

from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval import grams
from lagniappe.desk.knowledge.retrieval.postings import Bag, Postings, gather

# By kind: -, concept, runs of 2, 3, 4, 5 characters, word, pair of words.
KIND_WEIGHT = np.array([0.0, 4.0, 0.5, 0.8, 1.0, 1.0, 2.0, 1.5])


@dataclass(frozen=True, slots=True)
class Phrasings:
    """The index by feature, and the same cells by phrasing (`starts`, `places`, `weights`)."""

    index: Postings
    starts: np.ndarray
    places: np.ndarray
    weights: np.ndarray

    def cosines(self, bag: Bag) -> tuple[np.ndarray, float]:
        """Cosine with every phrasing, and the share (0 to 1) of the question that is known.

        A feature no phrasing has still lengthens the question's vector: strange words make
        every phrasing less near.
        """
        features, counts = bag
        places, known = self.index.places(features)
        rarity = self.index.rarity_at(places, known)
        values = KIND_WEIGHT[grams.kinds(features)] * rarity * _damped(counts)
        length = float(np.sqrt(values @ values)) or 1.0
        share = float(values[known] @ values[known]) / length**2
        return self.index.sums(places[known], values[known] / length), share

    def likeness(self, rows: np.ndarray) -> np.ndarray:
        """Cosines of these phrasings with each other, a square matrix."""
        counts = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(counts)
        cells = np.arange(ends[-1]) + np.repeat(self.starts[rows] - ends + counts, counts)
        distinct, columns = np.unique(self.places[cells], return_inverse=True)
        dense = np.zeros((len(rows), len(distinct)), np.float32)
        dense[np.repeat(np.arange(len(rows)), counts), columns] = self.weights[cells]
        return (dense @ dense.T).astype(float)


def phrasings(bags: list[Bag]) -> Phrasings:
    """An index over the phrasings."""
    index = gather(bags, _unit)
    columns = np.repeat(np.arange(len(index.features), dtype=np.int32), np.diff(index.starts))
    order = np.argsort(index.rows, kind="stable")
    starts = np.append(0, np.cumsum([len(features) for features, _ in bags])).astype(int)
    return Phrasings(index, starts, columns[order], index.weights[order])


def _unit(counts, rarity, rows, kinds, size):
    weights = KIND_WEIGHT[kinds] * rarity * _damped(counts)
    lengths = np.sqrt(np.bincount(rows, weights**2, size))
    return weights / lengths[rows]


def _damped(counts: np.ndarray) -> np.ndarray:
    return np.where(counts < 1, counts, 1 + np.log(np.maximum(counts, 1)))
