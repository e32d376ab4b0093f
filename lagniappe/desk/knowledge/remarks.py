"""What to look at before a text becomes everybody's: addresses, telephones, numbers, names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MAIL = re.compile(r"[^\s@<>(),;:\"]{1,64}@[^\s@<>(),;:\"]{1,200}\.[^\W\d_]{2,24}")
_PHONE = re.compile(r"(?<!\w)\+?\d[\d ()/.-]{6,30}\d(?!\w)")
_TOKEN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
FEWEST_DIGITS = 3
MOST = 20


@dataclass(frozen=True, slots=True)
class Remark:
    """`text` occurs as written; `kind` is mail, phone, number or name."""

    kind: str
    text: str


def remarks(text: str, names: Iterable[str] = ()) -> list[Remark]:
    """What in the text may belong to one customer only, in that order of kinds, each once."""
    found: dict[str, Remark] = {}

    def note(kind: str, piece: str) -> None:
        if not any(piece in known for known in found):
            found.setdefault(piece, Remark(kind, piece))

    for piece in _MAIL.findall(text):
        note("mail", piece)
    for piece in _PHONE.findall(text):
        if len(_DIGIT.findall(piece)) >= 7:
            note("phone", piece)
    for piece in _TOKEN.findall(text):
        if len(_DIGIT.findall(piece)) >= FEWEST_DIGITS:
            note("number", piece)
    for name in names:
        if _occurrence(name) and _occurrence(name).search(text):
            note("name", name)
    return list(found.values())[:MOST]


def with_variables(text: str, values: Sequence[tuple[str, str]]) -> str:
    """The text with every exact occurrence of a value, as whole words, made its variable.
    `values` are (variable, value), the longest first wins."""
    for variable, value in sorted(values, key=lambda pair: -len(pair[1])):
        pattern = _occurrence(value)
        if pattern:
            text = pattern.sub("{{" + variable + "}}", text)
    return text


def _occurrence(value: str):
    """The value as it stands alone; in a script without spaces, wherever it stands."""
    value = value.strip()
    if len(value) < 2:
        return None
    if _UNSPACED.search(value):
        return re.compile(re.escape(value))
    # What already is a variable holds no names.
    return re.compile(rf"(?<![\w{{.]){re.escape(value)}(?![\w}}])")
