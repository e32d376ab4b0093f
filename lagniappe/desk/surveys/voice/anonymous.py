"""Words without whose they are: names, addresses and numbers are taken out."""

import re

from lagniappe.kit.text import fold

GAP = "…"
_ADDRESS = re.compile(r"\S+@\S+\.\w+|\bhttps?://\S+|\bwww\.\S+")
# Telephone numbers, orders, cards: four digits and more, however they are grouped.
_NUMBER = re.compile(r"(?<!\w)[+#]?[A-Za-z]{0,3}-?\d(?:[\s./()-]?\d){3,}(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 3


def without_names(text: str, names: list[str]) -> str:
    """`text` with addresses, long numbers and every word of `names` replaced by an ellipsis.
    Case and accents are forgiven, endings too («Ελένη», «της Ελένης»)."""
    text = _NUMBER.sub(GAP, _ADDRESS.sub(GAP, text))
    known = [fold(word) for name in names for word in _WORD.findall(name)]
    known = [word for word in known if len(word) >= _SHORTEST_NAME]

    def masked(found: re.Match) -> str:
        word = fold(found.group())
        return GAP if any(_is(word, name) for name in known) else found.group()

    return _WORD.sub(masked, text)


def _is(word: str, name: str) -> bool:
    """Whether a word is this name, perhaps with another ending."""
    return word == name or (len(name) > 3 and word.startswith(name) and len(word) - len(name) <= 2)
