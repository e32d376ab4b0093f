"""Plain text: marking for translation, folding for search, previews, safe HTML."""

import re
import unicodedata

from markupsafe import Markup, escape

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_URL = re.compile(r"\bhttps?://[^\s<>\"']{1,2000}[^\s<>\"'.,;:!?)\]}]", re.IGNORECASE)
# Scripts written without spaces: Hiragana to Katakana, CJK ideographs, Thai, Lao, Khmer.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Overrides that can make a name or a link read as something else than it is.
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LINK = Markup('<a href="{url}" target="_blank" rel="noopener noreferrer nofollow">{url}</a>')


def N_(message: str) -> str:
    """Mark a source string for translation where it is written, not where it is shown."""
    return message


def clean(text: str) -> str:
    """What a person typed, without what no keyboard types: NUL, controls, lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip()


def clean_line(text: str, limit: int) -> str:
    """One line of at most `limit` characters, for names and subjects."""
    return _SPACE.sub(" ", _BIDI_OVERRIDES.sub("", clean(text)))[:limit].strip()


def preview(text: str, limit: int = 140) -> str:
    """The first words of a text on one line, for lists."""
    line = _SPACE.sub(" ", text[: limit * 3]).strip() if len(text) > 40 or "\n" in text else text
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def fold(text: str) -> str:
    """Case, accents and width forgiven: «Άνοιξη» and «ανοιξη» are the same."""
    if text.isascii():
        return text.lower()
    # Decomposing first brings out letters that a style hides (𝐀), folding may compose again.
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    kept = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return kept.replace("ς", "σ")


def search_words(text: str) -> list[str]:
    """The words to find a text by. Unspaced scripts give overlapping pairs of characters.

    NFKD splits Japanese voicing marks off and `fold` drops them on both sides alike, so
    the index and the question always agree.
    """
    folded = fold(text)
    if folded.isascii():
        return [word[:64] for word in _WORD.findall(folded)]
    words: list[str] = []
    for word in _WORD.findall(folded):
        if _UNSPACED.search(word):
            words.extend(_pairs(word))
        else:
            words.append(word[:64])
    return words


def _pairs(word: str) -> list[str]:
    if len(word) == 1:
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def to_html(text: str) -> Markup:
    """Plain text as safe HTML: escaped, links made clickable, line breaks kept by CSS."""
    if "://" not in text:
        return escape(text)
    parts: list[Markup] = []
    end = 0
    for match in _URL.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(_LINK.format(url=match.group()))
        end = match.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)
