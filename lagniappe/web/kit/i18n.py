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
    choices = []
    for order, part in enumerate(wanted[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            choices.append((-float(quality or 1), order, tag.strip().lower().partition("-")[0]))
        except ValueError:
            continue
    for _, _, language in sorted(choices):
        if language in LOCALES:
            return language
    return default


def translate(locale: str, message: str, **values) -> str:
    """A marked source string in a reader's language, with its values filled in."""
    text = catalogue(locale).gettext(message)
    return text % values if values else text
