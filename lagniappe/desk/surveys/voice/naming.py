"""What a theme is called while nobody named it: the words its people use and others do not."""

import math
import re
from collections import Counter

from lagniappe.desk.knowledge.retrieval.common_words import is_common
from lagniappe.kit.text import fold, preview

WORDS = 3
LONGEST = 60
_SHORTEST = 3
_STEM = 5
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")


def name(texts: list[str], common: Counter, of: int, *, otherwise: str) -> str:
    """Up to three words of `texts`, as somebody wrote them, most telling first. `common` counts
    in how many of all `of` texts each folded word stands; `otherwise` is the text that stands
    for the theme, named by its beginning where there are no words between spaces."""
    mine = Counter(word for text in texts for word in set(words(text)))
    least = 2 if len(texts) > 1 else 1
    telling = {
        word: count / len(texts) * math.log((of + 1) / (common[word] + 0.5))
        for word, count in mine.items()
        if count >= least
    }
    best = _apart(sorted(telling, key=lambda word: (-telling[word], word)))
    if not best:
        return preview(otherwise, LONGEST)
    written: dict[str, str] = {}
    for word in (one for text in texts for one in _written(text)):
        # A capital that only begins a sentence is none of the word's own.
        if fold(word) not in written or word.islower():
            written[fold(word)] = word
    return " · ".join(written.get(word, word) for word in best)


def words(text: str) -> list[str]:
    """The folded words of a text that say something."""
    folded = (fold(word) for word in _written(text))
    return [word for word in folded if len(word) >= _SHORTEST and not is_common(word)]


def _apart(words: list[str]) -> list[str]:
    """The first WORDS of them that are not one word with two endings."""
    found: list[str] = []
    for word in words:
        if len(found) < WORDS and all(word[:_STEM] != one[:_STEM] for one in found):
            found.append(word)
    return found


def _written(text: str) -> list[str]:
    """Words as they were written; a script without spaces has none."""
    return [] if _UNSPACED.search(text) else _WORD.findall(text)
