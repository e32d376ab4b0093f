"""Public holidays of a country, from the `holidays` library, a year at a time when asked."""

from datetime import date
from functools import lru_cache

from babel import Locale


def name_of(day: date, country: str, subdivision: str = "", locale: str = "") -> str:
    """What is celebrated on this day; empty when it is an ordinary one.

    The name is in `locale` where the library has it, else in the country's own language.
    """
    return _year(day.year, country, subdivision, locale).get(day, "")


def of_year(year: int, country: str, subdivision: str = "", locale: str = "") -> dict[date, str]:
    """A year's holidays, in order of date."""
    return dict(sorted(_year(year, country, subdivision, locale).items()))


def countries(locale: str) -> list[tuple[str, str]]:
    """The countries known, as (code, name in the locale), by name."""
    names = Locale.parse(locale.replace("-", "_")).territories
    known = [(code, names.get(code, code)) for code in _supported() if len(code) == 2]
    return sorted(known, key=lambda row: row[1])


def subdivisions(country: str) -> list[str]:
    """Codes of the country's parts that have days of their own."""
    return list(_supported().get(country, ()))


@lru_cache(maxsize=1)
def _supported() -> dict[str, list[str]]:
    import holidays

    return holidays.list_supported_countries(include_aliases=False)


@lru_cache(maxsize=64)
def _year(year: int, country: str, subdivision: str, locale: str) -> dict[date, str]:
    # Loaded with the first calendar that names a country: most small desks name none.
    import holidays

    kind = getattr(holidays, country)
    spoken = {name.partition("_")[0]: name for name in kind.supported_languages}
    language = spoken.get(locale.partition("-")[0]) or kind.default_language
    found = holidays.country_holidays(
        country, subdiv=subdivision or None, years=year, language=language
    )
    return dict(found.items())
