"""Shouting in writing: words in capitals, rows of exclamation marks, faces."""

import re
from itertools import pairwise

from lagniappe.desk.complaints.mood.phrases import ANGER, INSULT, Found

CAPITALS = "capitals"
MARKS = "marks"

_MARKS = re.compile(r"[!?！？]*(?:!!|！！|!\?|\?!|！？|？！|\?\?\?)[!?！？]*")
_FACES = re.compile("[😠😡🤬👿💢]+|🖕+")
_WORD = re.compile(r"[^\W\d_]{4,}")
# Two long words in capitals, or most of a short line; one is a brand or an abbreviation.
_LEAST = 2
_SHARE = 0.4
_MOST = 3


def found_in(text: str) -> list[Found]:
    """Where a text shouts; scripts without capitals have marks and faces only."""
    marks = [Found(MARKS, match.start(), match.end()) for match in _MARKS.finditer(text)]
    faces = [
        Found(INSULT if match.group()[0] == "🖕" else ANGER, match.start(), match.end())
        for match in _FACES.finditer(text)
    ]
    return _capitals(text) + marks[:_MOST] + faces[:_MOST]


def _capitals(text: str) -> list[Found]:
    words = list(_WORD.finditer(text))
    loud = [match for match in words if match.group().isupper()]
    lower = sum(not match.group().isupper() for match in words)
    if len(loud) < _LEAST or (len(loud) < _SHARE * (len(loud) + lower) and not _row(text, loud)):
        return []
    runs: list[Found] = []
    for match in loud:
        if runs and not text[runs[-1].end : match.start()].strip(" '’-"):
            runs[-1] = Found(CAPITALS, runs[-1].start, match.end())
        else:
            runs.append(Found(CAPITALS, match.start(), match.end()))
    return runs[:_MOST]


def _row(text: str, loud: list[re.Match]) -> bool:
    """Whether two of the loud words stand side by side."""
    return any(text[one.end() : other.start()] == " " for one, other in pairwise(loud))
