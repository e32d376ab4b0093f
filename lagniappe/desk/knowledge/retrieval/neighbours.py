"""Which entry a question belongs to, learnt from its nearest phrasings: kernel ridge.

The nearest phrasings vote with weights that solve (K + aI) w = y, K being their cosines with
each other, by words and, where there are vectors, by meaning: ten phrasings that say the same
count once, and what tells two entries apart counts more than what they share. Solved for each
question over its neighbourhood, so it costs the same in a library of thousands and nothing has
to be trained when an entry changes.
"""

import numpy as np

from lagniappe.desk.knowledge.retrieval.phrasings import Phrasings

NEAREST = 64
MEANT = 2.0
"""What a cosine of meanings counts beside one of words."""
RIDGE, RIDGE_MEANT = 0.5, 0.75


def votes(
    known: Phrasings, meant: np.ndarray | None, owners: np.ndarray, alike: np.ndarray, size: int
) -> np.ndarray:
    """For each of `size` entries how much the neighbourhood speaks for it, about 0 to 1.

    `owners` says which entry each phrasing belongs to, `meant` has their unit vectors; `alike` is
    how the question resembles each, its cosine of words and MEANT times that of meanings: one of
    0 or less does not vote.
    """
    result = np.zeros(size)
    near = _nearest(alike)
    if not len(near):
        return result
    system = known.likeness(near)
    if meant is not None:
        system += MEANT * (meant[near] @ meant[near].T)
    system[np.diag_indices_from(system)] += RIDGE if meant is None else RIDGE_MEANT
    speaks = np.linalg.solve(system, alike[near])
    np.add.at(result, owners[near], speaks)
    return result


def _nearest(alike: np.ndarray) -> np.ndarray:
    count = min(NEAREST, len(alike))
    near = np.argpartition(-alike, count - 1)[:count] if count else np.empty(0, np.intp)
    near = near[alike[near] > 0]
    return np.sort(near)
