"""Which of the original's pieces are kept: those our languages are written with.

A piece counts by how often it stands in texts of the language and by how likely the original
thinks it is. Every single letter of our scripts stays, so that any word can be spelled.
"""

import unicodedata
from collections.abc import Iterable

import numpy as np

from lagniappe.kit.encoder.pieces import END, Pieces
from lagniappe.ops.fitting.original import Original

SIZE = 26_000
_SIGNS = END + 2
# What is left after the single letters: shares of Greek, of Japanese, of figures and signs; the
# rest is written in Latin letters.
_GREEK, _JAPANESE, _FIGURES = 0.2, 0.27, 0.015
# Rarer signs of Chinese than this are not for Japanese customers.
_RARE = -14.2
_LONGEST = 400


def chosen(original: Original, texts: dict[str, list[str]], size: int = SIZE) -> np.ndarray:
    """The numbers of the pieces that are kept, rising; the four signs are among them.

    `texts` are by language."""
    kinds = [_scripts(piece) for piece in original.pieces]
    kept = set(range(_SIGNS)) | {
        number
        for number, piece in enumerate(original.pieces)
        if len(piece.replace("▁", "")) <= 1
        and "other" not in kinds[number]
        and ("kanji" not in kinds[number] or original.chances[number] > _RARE)
    }
    seen = _seen(original, texts)
    prior = np.exp(original.chances.astype("f8"))
    left = size - len(kept)

    def take(wanted, count: int, trust: float) -> None:
        """Add the `count` best; `trust` is how much what was seen counts beside the prior."""
        at = np.array([n for n in range(_SIGNS, len(kinds)) if n not in kept and wanted(kinds[n])])
        score = trust * seen[at] / max(seen[at].sum(), 1e-9)
        score += (1 - trust) * prior[at] / prior[at].sum()
        kept.update(at[np.argsort(-score, kind="stable")][:count].tolist())

    take(
        lambda kind: "greek" in kind and kind <= {"greek", "figure", "sign"},
        int(left * _GREEK),
        0.5,
    )
    take(
        lambda kind: kind & {"kana", "kanji"} and not kind & {"other", "latin", "greek"},
        int(left * _JAPANESE),
        0.5,
    )
    take(lambda kind: kind and kind <= {"figure", "sign"}, int(left * _FIGURES), 0.5)
    take(lambda kind: "latin" in kind and kind <= {"latin", "sign"}, size - len(kept), 0.85)
    return np.array(sorted(kept))


def kept(original: Original, pieces: Pieces) -> np.ndarray:
    """The numbers of pieces that were kept before."""
    places = {piece: number for number, piece in enumerate(original.pieces)}
    return np.array([places[piece] for piece in pieces.written])


def _seen(original: Original, texts: dict[str, list[str]]) -> np.ndarray:
    """How often each piece stands in a million of a language, summed over the languages."""
    pieces = Pieces(original.pieces, original.chances.tolist())
    total = np.zeros(len(original.pieces))
    for some in texts.values():
        counted = np.zeros_like(total)
        for text in some:
            np.add.at(counted, pieces.numbers(text, _LONGEST), 1)
        total += 1e6 * counted / max(counted.sum(), 1)
    return total


def _scripts(piece: str) -> set[str]:
    return set(map(_script, _letters(piece)))


def _letters(piece: str) -> Iterable[str]:
    return piece.replace("▁", "")


def _script(letter: str) -> str:
    place = ord(letter)
    if 0x370 <= place <= 0x3FF or 0x1F00 <= place <= 0x1FFF:
        return "greek"
    if 0x3040 <= place <= 0x30FF:
        return "kana"
    if 0x4E00 <= place <= 0x9FFF or letter == "々":
        return "kanji"
    if letter.isdigit():
        return "figure"
    if not unicodedata.category(letter).startswith("L"):
        return "sign"
    return "latin" if place < 0x250 else "other"
