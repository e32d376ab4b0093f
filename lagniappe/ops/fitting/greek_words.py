"""The list of Greek words for kit/greeklish.py, the commoner one first."""

import gzip
import re
from collections import Counter
from pathlib import Path

from lagniappe.ops.fitting import texts

_WORD = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+")
_ALONE = "οηα"
"""Letters that are words."""


def run(out: Path) -> int:
    """Write every word of our own Greek texts to `out`, by how many of them hold it."""
    counts: Counter[str] = Counter()
    for text in _texts():
        counts.update(set(_WORD.findall(text.lower())))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    words = [word for word in ranked if len(word) > 1 or word in _ALONE]
    out.write_bytes(gzip.compress("\n".join(words).encode(), 9, mtime=0))
    print(f"{len(words):,} words in {out}")
    return 0


def _texts():
    for aside in (False, True):
        for topic in texts.topics(aside=aside):
            yield from topic["el"]
            yield topic["answers"]["el"]
    for _, theirs in texts.translated("el"):
        yield theirs
