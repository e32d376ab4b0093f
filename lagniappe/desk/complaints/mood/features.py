"""What the model sees of a text: hashed words, pairs of words and pieces of words.

Pieces forgive endings, misspellings and scripts without spaces. The fit and the estimate use
the same code, so they cannot drift apart.
"""

import re
from functools import lru_cache
from zlib import crc32

from lagniappe.kit.text import fold

BITS = 18
BUCKETS = 1 << BITS
_MASK = BUCKETS - 1
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|!+|\?+|[^\w\s]")
# Nobody sees these; somebody may put them into a word to hide it.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0f\ufeff]")
_LONGEST_WORD = 40
_PIECES = range(2, 6)


def tokens(text: str) -> list[str]:
    """Words and marks of a text, case and accents forgiven; rows of ! or ? count as two."""
    return [_short(token) for token in _TOKEN.findall(fold(_UNSEEN.sub("", text)))]


def buckets(words: list[str]) -> list[int]:
    """Where the words, their pairs and their pieces fall, 0 to BUCKETS - 1, repeats kept."""
    found: list[int] = []
    before = "^"
    for word in words:
        found += of_word(word)
        found.append(_bucket(f"{before} {word}"))
        before = word
    return found


@lru_cache(maxsize=8_192)
def of_word(word: str) -> tuple[int, ...]:
    """The word itself and its pieces."""
    padded = f" {word} "
    pieces = {
        padded[at : at + size] for size in _PIECES for at in range(max(1, len(padded) - size + 1))
    }
    return (_bucket(f"={word}"), *sorted(_bucket(f"~{piece}") for piece in pieces))


def _short(token: str) -> str:
    if token[0] in "!?":
        return token[:2]
    return token[:_LONGEST_WORD]


def _bucket(name: str) -> int:
    return crc32(name.encode("utf-8", "replace")) & _MASK
