"""Which codes are languages, and which one somebody means who wrote something else."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, fold

# Each name in its own language is a file to read.
_OFTEN = ("ar", "de", "el", "es", "fr", "id", "it", "ja", "nl", "pl", "pt", "ro", "ru", "tr", "uk")


def check(tag: str) -> None:
    """Raises Refused where a tag (el, pt-br) is in no language, and says which was likely
    meant: gr and jp are countries, "greek" is a name, xx is nothing."""
    said = tag.partition("-")[0]
    if said in _languages():
        return
    likely = _of_country(said) or _by_name().get(fold(tag))
    if not likely:
        message = N_("There is no language %(tag)s. Name it by its code, such as en or el.")
        raise Refused(message, code="bad_language", tag=tag[:40])
    message = N_("%(tag)s is not the code of a language. Do you mean %(likely)s (%(name)s)?")
    name = _own_name(likely)
    raise Refused(message, code="bad_language", tag=tag[:40], likely=likely, name=name)


@cache
def _languages() -> frozenset[str]:
    """What the Unicode repository of locales (CLDR) has a name for."""
    return frozenset(code for code in Locale("en").languages if "_" not in code)


def _of_country(code: str) -> str:
    """The language of a country's code: el for gr; empty where it is none."""
    if code.upper() not in Locale("en").territories:
        return ""
    likely = get_global("likely_subtags").get(f"und_{code.upper()}", "en")
    return likely.partition("_")[0]


@cache
def _by_name() -> dict[str, str]:
    """Codes by what languages are called in English, and some by those who speak them."""
    english = {fold(name): code for code, name in Locale("en").languages.items()}
    return {**{fold(_own_name(code)): code for code in _OFTEN}, **english}


def _own_name(code: str) -> str:
    try:
        return Locale.parse(code).languages[code]
    except (UnknownLocaleError, ValueError, KeyError):
        return Locale("en").languages[code]
