"""Which languages a text is read in: its own letters and words come before the page's."""

import re

from lagniappe.desk.complaints.mood.phrases import LANGUAGES
from lagniappe.kit import languages

_LATIN = re.compile(r"[A-Za-z]{3}")
_KANA_OR_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{3}")


def language_of(text: str, language: str) -> str:
    """The language of a text that was written where `language` is spoken ("" where that is
    not known): one of LANGUAGES where its letters or commonest words say so."""
    named = language.replace("_", "-").partition("-")[0].lower()
    heard = languages.guess(text)
    if not heard and named not in ("ja", "el") and _KANA_OR_HAN.search(text):
        return "ja"
    if heard in LANGUAGES or not named:
        return heard or "en"
    if named in ("el", "ja") and not (_GREEK.search(text) or _KANA_OR_HAN.search(text)):
        # Latin letters on a page of another script: Greeklish is told by its own words.
        return named if named == "el" else "en"
    return named


def also(text: str, language: str) -> tuple[str, ...]:
    """Other languages whose phrases are looked for: people swear in several."""
    others = (
        ("en", _LATIN.search(text)),
        ("el", _GREEK.search(text)),
        ("ja", _KANA_OR_HAN.search(text)),
    )
    return tuple(code for code, there in others if there and code != language)
