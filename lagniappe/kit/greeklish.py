"""Greek typed in Latin letters ("poso kanoun ta metaforika;"), read as Greek.

Everybody spells it their own way: by sound (h is χ) or by looks (h is η). A word is looked up by
how it sounds, in a list of Greek words with the commoner one first (`greeklish.txt.gz`).
"""

import gzip
import re
import unicodedata
from functools import cache
from itertools import product
from pathlib import Path

WORDS = Path(__file__).with_name("greeklish.txt.gz")
"""Made by `lagniappe fit greeklish`."""
EXPECTED, UNEXPECTED = 0.6, 0.8
"""So much of the letters must belong to Greek words, where Greek is expected and where not: at most
.4 and .07 % of English, Romanian and Indonesian questions have it, and 89 and 67 % of Greek ones
(2,766 each, and 966; topics that the list was made without)."""
MOST_WAYS = 32
SHORTEST = 4
# More says no more, and a flood must stay cheap.
_LONGEST = 2_000

_LATIN_WORD = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_DOUBLE = re.compile(r"(.)\1+")
# How Greek letters sound, longer ones first.
_SOUNDS = (
    ("αι", "e"), ("ει", "i"), ("οι", "i"), ("υι", "i"), ("ου", "u"), ("αυ", "av"), ("ευ", "ev"),
    ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "g"), ("α", "a"), ("β", "v"), ("γ", "g"),
    ("δ", "d"), ("ε", "e"), ("ζ", "z"), ("η", "i"), ("θ", "8"), ("ι", "i"), ("κ", "k"), ("λ", "l"),
    ("μ", "m"), ("ν", "n"), ("ξ", "3"), ("ο", "o"), ("π", "p"), ("ρ", "r"), ("σ", "s"), ("ς", "s"),
    ("τ", "t"), ("υ", "i"), ("φ", "f"), ("χ", "x"), ("ψ", "4"), ("ω", "o"),
)  # fmt: skip
# What Latin letters may stand for, longer ones first: one of these sounds.
_WAYS = (
    ("ou", "u"), ("ai", "e"), ("ei", "i"), ("oi", "i"), ("th", ("8", "ti")), ("ch", "x"),
    ("kh", "x"),
    ("ph", "f"), ("ps", "4"), ("ks", "3"), ("mp", "b"), ("nt", "d"), ("gk", "g"), ("gg", "g"),
    ("au", ("av",)), ("af", ("av", "af")), ("av", ("av",)), ("eu", ("ev",)), ("ef", ("ev", "ef")),
    ("ev", ("ev",)), ("b", "bv"), ("c", "ks"), ("h", "ix"), ("j", "z3"), ("q", "k8"), ("u", "iu"),
    ("w", "ov"), ("x", "x3"), ("y", "i"), ("0", "o"), ("9", "8"),
)  # fmt: skip


def greek(text: str, *, known: float = EXPECTED) -> str | None:
    """The same in Greek letters, as far as its words are known; None where it is not Greek typed
    in Latin ones. `known` is the share (0 to 1) of its letters that must be in Greek words."""
    low = text[:_LONGEST].lower()
    if _GREEK.search(low):
        return None
    words = _LATIN_WORD.findall(low)
    read = {word: meant for word in set(words) if (meant := _read(word))}
    letters = sum(map(len, words))
    found = sum(len(word) for word in words if word in read)
    # "No internet" holds one word that Greeks use too.
    alone = len(read) == 1 < len(set(words))
    if alone or found < known * letters or not any(len(word) >= SHORTEST for word in read):
        return None
    return _LATIN_WORD.sub(lambda word: read.get(word[0], word[0]), low)


def sound(word: str) -> str:
    """How a Greek word sounds, in letters of our own."""
    plain = unicodedata.normalize("NFD", word.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for letters, heard in _SOUNDS:
        plain = plain.replace(letters, heard)
    return _DOUBLE.sub(r"\1", plain)


def _read(word: str) -> str:
    """The likeliest Greek word it may be; empty for none."""
    heard = [_words().get(_DOUBLE.sub(r"\1", way)) for way in _ways(word)]
    return min(filter(None, heard), default=(0, ""))[1]


def _ways(word: str):
    parts, at = [], 0
    while at < len(word):
        letters, ways = next(
            ((letters, ways) for letters, ways in _WAYS if word.startswith(letters, at)),
            (word[at], word[at]),
        )
        parts.append(ways)
        at += len(letters)
    for number, way in enumerate(product(*parts)):
        if number == MOST_WAYS:
            return
        yield "".join(way)


@cache
def _words() -> dict[str, tuple[int, str]]:
    """By how it sounds the commonest Greek word, and its place in the list."""
    packed = WORDS.read_bytes()
    found: dict[str, tuple[int, str]] = {}
    for place, word in enumerate(gzip.decompress(packed).decode().split("\n")):
        found.setdefault(sound(word), (place, word))
    return found
