"""The small networks of the model: from words to an answer for every question at once.

Several networks that learnt the same from different beginnings answer together; their tables
of pieces lie side by side, so that a word is looked up once for all.
"""

from functools import lru_cache

import numpy as np

from lagniappe.desk.complaints.mood import features

TABLE = 1 << 14
"""Rows for words, and as many for their pieces."""
WIDTH = 48
"""Numbers a word becomes, in each network."""

# Products no larger than this stay on one thread: on a busy machine several wait for each
# other a hundred times as long as the product takes.
_ROWS = 14


def ids(word: str) -> list[int]:
    """The rows of a word: its own, then its pieces'."""
    whole, *pieces = features.of_word(word)
    return [whole & (TABLE - 1), *(TABLE + (piece & (TABLE - 1)) for piece in pieces)]


class Networks:
    """The fitted networks as they lie in the model's file.

    `pieces` is int8 of shape (2 * TABLE, n * WIDTH) with a scale for each column, `filters`
    (n, 3 * WIDTH, f), `filter_bias` (n, f), `out` (n, 2 * f + WIDTH, questions), `out_bias`
    (n, questions).
    """

    def __init__(self, pieces, scales, filters, filter_bias, out, out_bias) -> None:
        self._pieces, self._scales = pieces, scales
        self._filters, self._filter_bias = filters.astype("f4"), filter_bias.astype("f4")[:, None]
        self._out, self._out_bias = out.astype("f4"), out_bias.astype("f4")
        # People repeat words; what was looked up once is kept, in a small place.
        self._word = lru_cache(maxsize=2_048)(self._looked_up)

    def answers(self, words: list[str]) -> np.ndarray:
        """The log-odds of every question, the mean of all networks; at least one word."""
        count = len(self._filters)
        x = np.array([self._word(word) for word in words[: features.LONGEST]], "f4")
        x = x.reshape(len(x), count, WIDTH).transpose(1, 0, 2)
        padded = np.zeros((count, x.shape[1] + 2, WIDTH), "f4")
        padded[:, 1:-1] = x
        three = np.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], 2)
        parts = [three[:, at : at + _ROWS] @ self._filters for at in range(0, x.shape[1], _ROWS)]
        bright = np.maximum(np.concatenate(parts, 1) + self._filter_bias, 0)
        root = np.sqrt(x.shape[1])
        hidden = np.concatenate([bright.sum(1) / root, bright.max(1), x.sum(1) / root], 1)
        return (np.einsum("nh,nhq->nq", hidden, self._out) + self._out_bias).mean(0)

    def _looked_up(self, word: str) -> np.ndarray:
        rows = self._pieces[ids(word)].astype("f4")
        return (0.5 * rows[0] + 0.5 * rows[1:].mean(0)) * self._scales
