"""A long text read in windows of a few sentences: one angry passage in a long letter is angry."""

import re

_SENTENCE = re.compile(r"[^.!?…;。！？\n]*(?:[.!?…;。！？\n]+|$)")
# Where words end; a sign of Japanese is half a word.
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{1,2}|[^\s\u3040-\u30ff\u4e00-\u9fff]+")
# What the model reads in one go holds about as many.
_WORDS = 48
# A letter says how it feels at its beginning and its end.
_FIRST, _LAST = 8, 4
_HIGHEST = 0.75


def windows(text: str) -> list[tuple[int, int]]:
    """(start, end) of the passages of a text, whole sentences where they are short; those in
    the middle of a very long text are left out."""
    found: list[tuple[int, int, int]] = []
    for match in _SENTENCE.finditer(text):
        words = list(_WORD.finditer(text, match.start(), match.end()))
        for at in range(0, len(words), _WORDS):
            some = words[at : at + _WORDS]
            # The last of a sentence takes its end along, the others end with a word.
            end = match.end() if at + _WORDS >= len(words) else some[-1].end()
            if found and found[-1][2] + len(some) <= _WORDS:
                found[-1] = (found[-1][0], end, found[-1][2] + len(some))
            else:
                found.append((some[0].start(), end, len(some)))
    kept = found if len(found) <= _FIRST + _LAST else found[:_FIRST] + found[-_LAST:]
    return [(start, end) for start, end, _ in kept]


def together(values: list[float]) -> float:
    """One figure of all passages': mostly the highest, a little the mean."""
    return _HIGHEST * max(values) + (1 - _HIGHEST) * sum(values) / len(values)
