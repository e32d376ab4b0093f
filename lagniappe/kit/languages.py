"""Sentences in a reader's language, and which way it is written."""

import gettext
import unicodedata
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "locales"
_RTL = {"ar", "he", "fa", "ur"}


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations of a locale; the English source where there is none."""
    return gettext.translation("lagniappe", _FOLDER, [locale], fallback=True)


def translate(locale: str, message: str, **values) -> str:
    """A marked source string in a reader's language, with its values filled in."""
    text = catalogue(locale).gettext(message)
    return text % values if values else text


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
