"""Where a text quotes somebody, where its sentences are, and which words carry what it says."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from lagniappe.desk.complaints.protocol.lexicon import Lexicon

Span = tuple[int, int]

# A pair of marks with at most a few lines between, or a line quoted as mail does it.
_QUOTED = re.compile(
    r"\"[^\"\n]{1,300}\"|“[^”]{1,300}”|„[^”“]{1,300}[”“]|«[^»]{1,300}»|‹[^›]{1,300}›"
    r"|「[^」]{1,300}」|『[^』]{1,300}』|(?<!\w)['‘][^'’\n]{2,80}['’](?!\w)|^[ \t]*>.*$",
    re.MULTILINE,
)
_STOP = re.compile(r"[.!?;;。！？…\n]+(?=\s|$|[^\x00-\x7f])|[\n。！？]+")
_WORD = re.compile(r"[^\W_]+")
# In Japanese the words that carry meaning are runs of Chinese characters or of Katakana.
_CARRIER = re.compile(r"[\u4e00-\u9fff々]{2,}|[\u30a1-\u30ff]{3,}|[a-z0-9]{3,}")
_STEM = 5


def quoted(text: str) -> list[Span]:
    """What somebody else said, marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


def inside(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span lies wholly in one of the others."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


class Sentences:
    """A text's sentences, found by any place in them."""

    def __init__(self, text: str) -> None:
        self._ends = [match.end() for match in _STOP.finditer(text)]
        if not self._ends or self._ends[-1] < len(text):
            self._ends.append(len(text))
        self._starts = [0, *self._ends[:-1]]

    def __len__(self) -> int:
        return len(self._ends)

    def around(self, place: int) -> Span:
        """The sentence that a character is in."""
        index = min(bisect_right(self._ends, place), len(self._ends) - 1)
        return self._starts[index], self._ends[index]

    def all(self) -> list[Span]:
        return list(zip(self._starts, self._ends, strict=True))


def carriers(folded_text: str, lexicon: Lexicon) -> dict[str, Span]:
    """The words that carry meaning, by stem, with the place of the first of each."""
    found: dict[str, Span] = {}
    for match in (_WORD if lexicon.spaced else _CARRIER).finditer(folded_text):
        for stem in _stems(match.group(), lexicon):
            found.setdefault(stem, match.span())
    return found


def _stems(word: str, lexicon: Lexicon) -> list[str]:
    if word in lexicon.common:
        return []
    if lexicon.spaced:
        return [word[:_STEM]] if len(word) > 2 else []
    if word[0].isascii() or "\u30a0" <= word[0] <= "\u30ff":
        return [word]
    return [word[at : at + 2] for at in range(0, len(word) - 1, 2)]
