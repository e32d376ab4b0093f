"""How near a question's meaning is to each entry's: centred cosines of vectors.

Raw cosines of e5 crowd between 0.75 and 0.95. The library's own middle is taken away from both
sides first, which spreads them around 0.
"""

from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval.owned import Owned, owned

# An answer's text is further from a question than another phrasing of it is.
ANSWER_SHARE = 0.3
# The middle of so few texts is half believed: what three have in common may be what they are about.
FEW = 30


@dataclass(frozen=True, slots=True)
class Nearness:
    """Unit rows of the phrasings and of the answers' sections, and whose each is. An answer is as
    near as its nearest section."""

    middle: np.ndarray
    phrasings: np.ndarray
    phrased: Owned
    answers: np.ndarray
    said: Owned
    unasked: np.ndarray

    def phrasings_to(self, vector: np.ndarray) -> np.ndarray:
        """The cosine with every phrasing, 0 where it has no vector."""
        return self.phrasings @ self._away(vector)

    def entries_to(
        self, vector: np.ndarray, near: np.ndarray, *, gone: int | None = None
    ) -> np.ndarray:
        """For each entry the nearness, about -1 to 1.3; 0 where there is no vector.

        `near` are the cosines with the phrasings, -1 for one to pretend away; `gone` is an
        entry to pretend away.
        """
        best = self.phrased.highest(near, otherwise=-1.0)
        result = np.where(best > -1, best, 0.0)
        said = self.said.highest(self.answers @ self._away(vector), otherwise=-1.0)
        result += np.where(said > -1, np.where(self.unasked, 1.0, ANSWER_SHARE) * said, 0.0)
        if gone is not None:
            result[gone] = 0.0
        return result

    def _away(self, vector: np.ndarray) -> np.ndarray:
        return _unit(vector[None] - self.middle)[0]


def nearness(
    phrasings: list[np.ndarray | None], answers: list[list[np.ndarray]], phrased: Owned
) -> Nearness | None:
    """From a vector for each phrasing (None: not made yet) and for each section of each answer."""
    asked = [vector for vector in phrasings if vector is not None]
    said = [vector for some in answers for vector in some]
    if not asked and not said:
        return None
    size = len((asked or said)[0])
    middle = _middle(asked or said)
    middle_said = _middle(said) if said else middle
    has_phrasing = np.array([vector is not None for vector in phrasings], bool)
    # A phrasing without a vector keeps its row, so that rows mean the same everywhere.
    rows = np.zeros((len(phrasings), size), np.float32)
    if asked:
        rows[has_phrasing] = _unit(np.array(asked) - middle)
    return Nearness(
        middle=middle,
        phrasings=rows,
        phrased=phrased,
        answers=_unit(np.array(said) - middle_said) if said else np.empty((0, size), np.float32),
        said=owned([len(some) for some in answers]),
        unasked=np.bincount(phrased.owners, minlength=phrased.size) == 0,
    )


def _middle(rows: list[np.ndarray]) -> np.ndarray:
    return np.sum(rows, axis=0) / (len(rows) + FEW)


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)
