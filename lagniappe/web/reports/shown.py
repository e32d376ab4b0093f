"""Figures as people read them, in their language."""

from datetime import date, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_decimal, format_percent

from lagniappe.kit.measures import Measure

NOTHING = "–"


def figure(value: float | None, unit: str, locale: str) -> str:
    """A value of a gauge's unit; a dash of nothing."""
    if value is None:
        return NOTHING
    if unit == "share":
        return format_percent(value, _tenths(known(locale)), known(locale))
    if unit == "seconds":
        return format_timedelta(
            timedelta(seconds=value), granularity="minute", threshold=1.5, locale=known(locale)
        )
    return format_decimal(value, "#,##0" if unit == "count" else "#,##0.0", known(locale))


def whole(number: int, locale: str) -> str:
    return format_decimal(number, locale=known(locale))


def interval(measure: Measure | None, unit: str, locale: str) -> str:
    """Its 95 % interval; empty where there is none."""
    if measure is None or measure.low is None:
        return ""
    return f"{figure(measure.low, unit, locale)} – {figure(measure.high, unit, locale)}"


def difference(measure: Measure, unit: str, locale: str) -> str:
    """A change with its sign, in points."""
    value = measure.value * 100 if unit == "share" else measure.value
    return format_decimal(value, "+#,##0.0;-#,##0.0", known(locale))


def day(when: date, step: str, locale: str) -> str:
    """A day, a month or a quarter, as short as it can be said."""
    if step == "month":
        return format_skeleton("yMMM", when, locale=known(locale))
    if step == "quarter":
        return format_date(when, "QQQ y", known(locale))
    return format_skeleton("MMMd", when, locale=known(locale))


def language(code: str, locale: str) -> str:
    """What readers of `locale` call a language."""
    return Locale.parse(known(locale)).languages.get(code, code)


def known(locale: str) -> str:
    """The name babel has for a locale of ours."""
    return locale.replace("-", "_")


@lru_cache
def _tenths(locale: str) -> str:
    """The language's way to write a percentage, to a tenth."""
    pattern = Locale.parse(locale).percent_formats[None].pattern
    return pattern.replace("#,##0", "#,##0.0")
