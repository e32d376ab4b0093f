"""A long text in windows that an encoder can read whole: a few sentences each."""

import re

WORDS = 48
"""About as many words as an encoder reads in one go; a sign of Japanese is half a word."""
_SENTENCE = re.compile(r"[^.!?…;。！？\n]*(?:[.!?…;。！？\n]+|$)")
# Where words end.
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{1,2}|[^\s\u3040-\u30ff\u4e00-\u9fff]+")


def windows(text: str) -> list[tuple[int, int]]:
    """(start, end) of each, in order: whole sentences where they are short; none if it is empty."""
    found: list[tuple[int, int, int]] = []
    for match in _SENTENCE.finditer(text):
        words = list(_WORD.finditer(text, match.start(), match.end()))
        for at in range(0, len(words), WORDS):
            some = words[at : at + WORDS]
            # The last of a sentence takes its end along, the others end with a word.
            end = match.end() if at + WORDS >= len(words) else some[-1].end()
            if found and found[-1][2] + len(some) <= WORDS:
                found[-1] = (found[-1][0], end, found[-1][2] + len(some))
            else:
                found.append((some[0].start(), end, len(some)))
    return [(start, end) for start, end, _ in found]
