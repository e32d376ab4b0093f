"""More than one question in one message."""

import re

MOST = 4
SHORTEST = 6
_MARK = re.compile(r"[?\uff1f\u061f]+")
# The Greek question mark is our semicolon.
_GREEK_MARK = re.compile(r"[?;\u037e]+")
_GREEK = re.compile(r"[\u0370-\u03ff]")


def several(text: str) -> list[str]:
    """The questions of a message that asks two to MOST; empty for any other."""
    mark = _GREEK_MARK if _GREEK.search(text) else _MARK
    *asked, _ = mark.split(text)
    asked = [one.strip() for one in asked if len(one.strip()) >= SHORTEST]
    return asked if 2 <= len(asked) <= MOST else []
