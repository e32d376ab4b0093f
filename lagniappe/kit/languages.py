"""Sentences in a reader's language, and which way it is written."""

import gettext
import re
import unicodedata
from functools import cache
from pathlib import Path

from lagniappe.kit import latin

_FOLDER = Path(__file__).parents[1] / "locales"
_RTL = {"ar", "he", "fa", "ur"}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations of a locale; the English source where there is none."""
    return gettext.translation("lagniappe", _FOLDER, [locale], fallback=True)


def translate(locale: str, message: str, **values) -> str:
    """A marked source string in a reader's language, with its values filled in."""
    text = catalogue(locale).gettext(message)
    return text % values if values else text


def guess(text: str) -> str:
    """The language somebody wrote in; empty when too little speaks for any."""
    text = text[:2_000]
    return by_letters(text) or latin.told(text)


def by_letters(text: str) -> str:
    """The language whose letters a text is in, of those that have their own; else empty."""
    letters = sum(map(len, _WORD.findall(text))) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(text)) > letters / 3:
            return code
    return ""


def direction(locale: str) -> str:
    """ltr or rtl."""
    return "rtl" if locale.partition("-")[0] in _RTL else "ltr"


def direction_of(text: str, otherwise: str = "ltr") -> str:
    """ltr or rtl, by the first letter that has a direction."""
    for character in text[:500]:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return otherwise
