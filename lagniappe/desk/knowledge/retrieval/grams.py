"""A text as numbers: hashes of its words, word pairs and character runs, each counted.

Character runs of 2 to 5 stay inside a word with its boundaries (the char_wb analyser of
scikit-learn); in unspaced scripts a "word" is the text between two punctuation marks. The
hashes are our own polynomials, so they are the same in every process.
"""

import numpy as np

from lagniappe.desk.knowledge.retrieval import reading
from lagniappe.desk.knowledge.retrieval.common_words import is_common
from lagniappe.desk.knowledge.retrieval.concepts import concepts

RUNS = (2, 3, 4, 5)
COMMON_COUNT = 0.25
_STEP = np.uint64(0x9E3779B97F4A7C15)
_SPACE = np.uint64(32)
_KINDS = np.uint64(8)
_CONCEPT_KIND, _WORD_KIND, _PAIR_KIND = np.uint64(1), np.uint64(6), np.uint64(7)


def grams(text: str, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Distinct features (uint64, ascending) and how much each occurs (float64).

    The lowest three bits of a feature are its kind: 1 a concept, 2 to 5 a run of so many
    characters, 6 a word, 7 a pair of neighbouring words. A common word counts a quarter.
    """
    text = reading.read(text, limit)
    if text.isspace():
        return np.empty(0, np.uint64), np.empty(0)
    words = reading.words(text)
    found = [*_runs(text), *_words(words), _concepts(words)]
    features, places = np.unique(np.concatenate([f for f, _ in found]), return_inverse=True)
    return features, np.bincount(places, np.concatenate([c for _, c in found]))


def kinds(features: np.ndarray) -> np.ndarray:
    """The kind of each feature, as indexes."""
    return (features % _KINDS).astype(np.intp)


def _runs(text: str):
    codes = _codes(text)
    spaces = codes == _SPACE
    said = _said(text)
    for length in RUNS:
        windows = len(codes) - length + 1
        if windows < 1:
            return
        hashed = np.zeros(windows, np.uint64)
        inside = np.ones(windows, bool)
        for offset in range(length):
            part = slice(offset, offset + windows)
            hashed = hashed * _STEP + codes[part]
            if 0 < offset < length - 1:
                inside &= ~spaces[part]
        # The second character is inside the word the run belongs to, unless there is none.
        middle = said[1 : windows + 1]
        yield _of_kind(hashed[inside], np.uint64(length)), middle[inside]


def _said(text: str) -> np.ndarray:
    """For each character how much its word counts."""
    said = np.ones(len(text))
    for start, word in reading.word_places(text):
        if is_common(word):
            said[start : start + len(word) + 1] = COMMON_COUNT
    return said


def _words(words: list[str]):
    if not words:
        return
    lengths = np.array([len(word) for word in words])
    starts = np.cumsum(lengths) - lengths
    codes = _codes("".join(words))
    powers = np.cumprod(np.full(lengths.max(), _STEP))
    places = np.arange(len(codes)) - np.repeat(starts, lengths)
    hashed = np.add.reduceat(codes * powers[places], starts)
    said = np.array([COMMON_COUNT if is_common(word) else 1.0 for word in words])
    yield _of_kind(hashed, _WORD_KIND), said
    yield _of_kind(hashed[:-1] * _STEP + hashed[1:], _PAIR_KIND), np.maximum(said[:-1], said[1:])


def _concepts(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    meant = np.array(concepts(words), np.uint64)
    return _of_kind(meant + np.uint64(1), _CONCEPT_KIND), np.ones(len(meant))


def _of_kind(hashed: np.ndarray, kind: np.uint64) -> np.ndarray:
    mixed = (hashed ^ (hashed >> np.uint64(31))) * _STEP
    return (mixed & ~(_KINDS - np.uint64(1))) | kind


def _codes(text: str) -> np.ndarray:
    raw = text.encode("utf-32-le", "surrogatepass")
    return np.frombuffer(raw, np.uint32).astype(np.uint64)
