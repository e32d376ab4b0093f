"""Sentences in a reader's language, and which way it is written."""

import gettext
import re
import unicodedata
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "locales"
_RTL = {"ar", "he", "fa", "ur"}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
# Words that nobody writes three sentences without, and that the others do not have.
_COMMON = {
    "en": "the and is are was you your my have has not with for this that it we i to of please",
    "ro": "și si nu este sunt am ați ati mi să sa cu pentru din pe vă va rog comanda în că ca mai",
    "id": "saya yang dan di tidak untuk dengan ini itu anda sudah belum bisa ada dari mohon apakah",
    "fr": "je vous nous et les des une est pas pour avec dans ce votre mon sur bonjour merci que",
    "de": "ich sie wir und der die das nicht ist mit für ein eine den zu bitte habe auf mein",
    "es": "el los las y que no por para con una mi su está pero hola gracias usted como lo del",
    "it": "il gli che non per con una mio sono ho della grazie ciao di del alla questo buongiorno",
    "pt": "o os as e que não por para com uma meu minha está olá obrigado você da do em",
    "nl": "ik de het een en niet van met voor is u mijn op dat heb bestelling graag dank",
    "pl": "nie się jest na w z do i to że dla proszę mój moje dzień dobry jak czy od",
    "tr": "ve bir bu için ile ne değil var yok ben sipariş lütfen merhaba çok da",
}
_COMMON_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations of a locale; the English source where there is none."""
    return gettext.translation("lagniappe", _FOLDER, [locale], fallback=True)


def translate(locale: str, message: str, **values) -> str:
    """A marked source string in a reader's language, with its values filled in."""
    text = catalogue(locale).gettext(message)
    return text % values if values else text


def guess(text: str) -> str:
    """The language somebody wrote in, by its letters or its commonest words; empty when
    too little speaks for any."""
    text = text[:2_000].lower()
    letters = sum(map(len, _WORD.findall(text))) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(text)) > letters / 3:
            return code
    words = _WORD.findall(text)
    found = {code: sum(w in known for w in words) for code, known in _COMMON_WORDS.items()}
    first, second, *_ = sorted(found, key=lambda code: -found[code])
    return first if found[first] >= 2 and found[first] > found[second] else ""


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
