"""Languages of the screens: catalogues, which one a reader gets, and its direction."""

import gettext
from functools import cache
from pathlib import Path

LOCALES = {
    "en": "English",
    "el": "Ελληνικά",
    "ro": "Română",
    "ja": "日本語",
    "id": "Bahasa Indonesia",
    "ar": "العربية",
}
"""Languages with a catalogue, by the name their readers call them."""

_FOLDER = Path(__file__).parents[2] / "locales"
_RTL = {"ar", "he", "fa", "ur"}


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations of a locale; the English source where there is none."""
    return gettext.translation("lagniappe", _FOLDER, [locale], fallback=True)


def direction(locale: str) -> str:
    return "rtl" if locale.partition("-")[0] in _RTL else "ltr"


def best(wanted: str, default: str = "en") -> str:
    """The best of our locales for an Accept-Language header or a language tag."""
    return among(LOCALES, wanted) or default


def among(available, wanted: str) -> str:
    """The first of these languages that an Accept-Language header or a language tag asks for:
    pt-br before pt before any Portuguese; empty when none is asked for."""
    known = {tag: tag for tag in available}
    for tag in available:
        known.setdefault(tag.partition("-")[0], tag)
    choices = []
    for order, part in enumerate(wanted[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            choices.append((-float(quality or 1), order, tag.strip().lower()))
        except ValueError:
            continue
    for _, _, tag in sorted(choices):
        found = known.get(tag) or known.get(tag.partition("-")[0])
        if found:
            return found
    return ""


def translate(locale: str, message: str, **values) -> str:
    """A marked source string in a reader's language, with its values filled in."""
    text = catalogue(locale).gettext(message)
    return text % values if values else text
