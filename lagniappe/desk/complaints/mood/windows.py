"""A long text read in windows of a few sentences: one angry passage in a long letter is angry."""

import re

from lagniappe.desk.complaints.mood import features
from lagniappe.desk.complaints.mood.features import LONGEST

_SENTENCE = re.compile(r"[^.!?…;。！？\n]*(?:[.!?…;。！？\n]+|$)")
# As many as the networks look at in one go.
_WORDS = LONGEST
# A letter says how it feels at its beginning and its end.
_FIRST, _LAST = 16, 8
_HIGHEST = 0.75


def windows(text: str) -> list[tuple[int, int, list[str]]]:
    """(start, end, words) of the passages of a text, whole sentences where they are short;
    those in the middle of a very long text are left out."""
    found: list[tuple[int, int, list[str]]] = []
    for match in _SENTENCE.finditer(text):
        words = features.tokens(match.group())
        for at in range(0, len(words), _WORDS):
            some = words[at : at + _WORDS]
            if found and len(found[-1][2]) + len(some) <= _WORDS:
                start, _, before = found[-1]
                found[-1] = (start, match.end(), before + some)
            else:
                found.append((match.start(), match.end(), some))
    return found if len(found) <= _FIRST + _LAST else found[:_FIRST] + found[-_LAST:]


def together(values: list[float]) -> float:
    """One figure of all passages': mostly the highest, a little the mean."""
    return _HIGHEST * max(values) + (1 - _HIGHEST) * sum(values) / len(values)
