"""What changed between two texts, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words with their spaces; scripts written without spaces go character by character.
_PIECE = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff]|\w+|\s+|[^\w\s]"
)

_WORD_OR_LINE = re.compile(r"[^\W_]|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is same, removed or added."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order, what was removed before what replaced it."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        if a < b:
            pieces.append(Piece("removed", "".join(before[a:b])))
        if c < d:
            pieces.append(Piece("added", "".join(after[c:d])))
    return _joined(pieces)


def compare_lines(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """Whole lines that stayed, went and came, in reading order."""
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            pieces.extend(Piece("same", line) for line in old[a:b])
            continue
        pieces.extend(Piece("removed", line) for line in old[a:b])
        pieces.extend(Piece("added", line) for line in new[c:d])
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Changes with no word between them read better as one."""
    joined: list[Piece] = []
    removed = added = ""
    for index, piece in enumerate(pieces):
        bridge = piece.kind == "same" and not _WORD_OR_LINE.search(piece.text)
        if bridge and (removed or added) and index + 1 < len(pieces):
            removed, added = removed + piece.text, added + piece.text
        elif piece.kind == "same":
            joined.extend(_changed(removed, added))
            joined.append(piece)
            removed = added = ""
        else:
            removed += piece.text if piece.kind == "removed" else ""
            added += piece.text if piece.kind == "added" else ""
    return joined + _changed(removed, added)


def _changed(removed: str, added: str) -> list[Piece]:
    pieces = [Piece("removed", removed), Piece("added", added)]
    return [piece for piece in pieces if piece.text]
