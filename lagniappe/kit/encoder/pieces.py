"""A text cut into pieces of words, the likeliest way (a unigram model).

Taku Kudo, "Subword Regularization", ACL 2018. A word that nobody has seen falls into smaller
pieces, in the end into single letters, so no script of ours is unreadable.
"""

import re
import unicodedata
from functools import lru_cache

START, PADDING, END, UNKNOWN = range(4)
_SPACES = re.compile(r"\s+")
_WORD = "▁"
"""Marks the beginning of a word, as in the vocabulary that the pieces come from."""
_LONGEST_WORD = 60


class Pieces:
    """`written` are the pieces in the order of their numbers, `chances` their natural logs;
    the first four are the signs START, PADDING, END, UNKNOWN."""

    def __init__(self, written: list[str], chances: list[float]) -> None:
        self.written = written
        self._known = {
            piece: (number, chance)
            for number, (piece, chance) in enumerate(zip(written, chances, strict=True))
            if number > UNKNOWN
        }
        self._longest = max(map(len, self._known))
        self._unlikely = min(chances) - 10
        # People repeat words; what was cut once is kept, in a small place.
        self._word = lru_cache(maxsize=8_192)(self._cut)

    def numbers(self, text: str, limit: int) -> list[int]:
        """The pieces of a text between START and END, at most `limit` of them in all."""
        found: list[int] = []
        for word in self._words(text[: limit * self._longest]):
            found += self._word(word)
            if len(found) >= limit:
                break
        return [START, *found[: limit - 2], END]

    def _words(self, text: str):
        for word in _SPACES.split(unicodedata.normalize("NFKC", text).strip()):
            # Japanese has no spaces: a "word" may be a paragraph.
            for at in range(0, len(word), _LONGEST_WORD):
                yield (_WORD if at == 0 else "") + word[at : at + _LONGEST_WORD]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The cut whose pieces are likeliest together (Viterbi's way through the word)."""
        best = [0.0] + [float("-inf")] * len(word)
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(word) + 1)
        for start in range(len(word)):
            so_far = best[start]
            if so_far + self._unlikely > best[start + 1]:
                best[start + 1], came[start + 1] = so_far + self._unlikely, (start, UNKNOWN)
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                known = self._known.get(word[start:end])
                if known is not None and so_far + known[1] > best[end]:
                    best[end], came[end] = so_far + known[1], (start, known[0])
        found, end = [], len(word)
        while end:
            end, number = came[end]
            found.append(number)
        return tuple(reversed(found))
