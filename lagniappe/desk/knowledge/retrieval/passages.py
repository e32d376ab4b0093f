"""How much of a question an answer's own text covers: BM25 on words and character runs.

Robertson and Zaragoza, "The probabilistic relevance framework" (2009), with k1 and b as
below; divided by what a text of average length that held every feature once would get, so the
result is about 0 to 1 and comparable between questions.
"""

from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval import grams
from lagniappe.desk.knowledge.retrieval.postings import Bag, Postings, gather

K1, B = 0.8, 0.6
KIND_WEIGHT = np.array([0.0, 1.0, 0.2, 0.6, 1.0, 1.0, 3.0, 1.0])


@dataclass(frozen=True, slots=True)
class Passages:
    index: Postings

    def coverages(self, bag: Bag) -> np.ndarray:
        """For every answer, the share of the question's weight it covers."""
        features, counts = bag
        places, known = self.index.places(features)
        rarity = self.index.rarity_at(places, known)
        values = KIND_WEIGHT[grams.kinds(features)] * (rarity - 1) * rarity * np.minimum(counts, 1)
        return self.index.sums(places[known], values[known]) / (values.sum() or 1.0)


def passages(bags: list[Bag]) -> Passages:
    """An index over the answers."""
    return Passages(gather(bags, _saturated))


def _saturated(counts, rarity, rows, kinds, size):
    lengths = np.bincount(rows, counts, size)
    relative = lengths / (lengths.mean() or 1.0)
    return counts * (K1 + 1) / (counts + K1 * (1 - B + B * relative[rows]))
