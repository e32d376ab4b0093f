"""Letters made alike, one for one, so that what is found keeps its place in the text."""

import re
import unicodedata

# Longer texts are read up to here: nobody's complaint is longer, and a flood must stay cheap.
LONGEST = 20_000


class _Alike(dict):
    """Each character's plain form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_CONVENIENCES = re.compile(r"\[[^\]]*\]| ?~ ?\??| \??")
_ALIKE = _Alike({ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("`"): "'", 0xA0: " "})


def folded(text: str) -> str:
    """Case, accents and width forgiven, never the length: «Λυπάμαι» and «λυπαμαι» are alike.
    Japanese voicing marks stay, because there they make another word."""
    return text[:LONGEST].translate(_ALIKE)


def key(words: str, longest: int = 200) -> str:
    """How words are looked up that somebody overruled."""
    return folded(" ".join(words.split()))[:longest]


def pattern(*written: str, spaced: bool = True) -> re.Pattern | None:
    """Any of these ways of saying something, in folded text; None when there are none.

    They are regular expressions with three conveniences: a space is any white space, with a
    comma or without (` ?` is perhaps some), `word*` is the word with any ending, and `~` is up
    to four words between.
    """
    if not written:
        return None
    ways = "|".join(_expand(folded(way), spaced) for way in written)
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if spaced else f"(?:{ways})")


def _expand(way: str, spaced: bool) -> str:
    way = re.sub(r"(?<!\\[wds])(?<=[^\W\d_])\*", r"\\w*", way)
    between = r"(?:[^\w.!?;]+\w+){0,4}?[^\w.!?;]+" if spaced else r"[^。！？\n]{0,12}"
    return _CONVENIENCES.sub(lambda found: _written_out(found.group(), between), way)


def _written_out(found: str, between: str) -> str:
    if found.startswith("["):
        return found.replace(" ", r"\s")
    if "~" in found:
        return f"(?:{between})?" if found.endswith("?") else between
    return r"(?:,?\s+)?" if found.endswith("?") else r",?\s+"


def _plain(character: str) -> str:
    base = unicodedata.normalize("NFKC", character)
    if len(base) == 1 and not "\u3040" <= base <= "\u30ff":
        base = unicodedata.normalize("NFD", base)[0]
    lowered = base.lower()
    if len(lowered) != 1:
        return character
    return "σ" if lowered == "ς" else lowered
