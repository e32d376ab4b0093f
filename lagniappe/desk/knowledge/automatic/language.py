"""Which language a question is in, as far as its letters say."""

import re

from lagniappe.kit import greeklish, latin

_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
_LATIN = re.compile(r"[A-Za-z]")
_OURS = ("en", "ro", "id")
"""Languages in Latin letters that the desk has words in."""


def language_of(text: str, page: str, before: str = "") -> str:
    """The language of a question asked on a page in `page`: its letters decide where they
    can, else those of what they wrote `before`, else the page. Latin letters in no language
    of ours are taken for the page's, and for English on a page of another script."""
    page = page.partition("-")[0].lower()
    heard = _heard(text, page) or _heard(before, page)
    if heard:
        return heard
    return "en" if _LATIN.search(text) and page in dict(_SCRIPTS) else page


def _heard(text: str, page: str) -> str:
    counts = {code: len(letters.findall(text)) for code, letters in _SCRIPTS}
    code = max(counts, key=counts.get)
    if counts[code] > len(_LATIN.findall(text)) / 2:
        return code
    expected = greeklish.EXPECTED if page == "el" else greeklish.UNEXPECTED
    if greeklish.greek(text, known=expected):
        return "el"
    told = latin.told(text)
    return told if told in (*_OURS, page) else ""
