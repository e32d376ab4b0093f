"""What a customer reads, in their language: words/*.toml, one file a language."""

import tomllib
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from lagniappe.desk.complaints.remedies.catalogue import PERCENT
from lagniappe.kit.clock import to_datetime
from lagniappe.kit.money import Money, known_locale, shown

_FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "el", "ro", "ja", "id", "ar")
CODE = "••••-••••-••••-••••"
"""What stands for a code before there is one."""


def say(locale: str, key: str, **values) -> str:
    """One sentence in the reader's language."""
    return _sentences(language(locale))[key].format(**values)


def gift(grant, locale: str, *, zone: str, code: str = "", until: int | None = None) -> str:
    """The message that brings what was granted: the agent's own words first, then what it is,
    its code and until when (ms UTC; the day is the zone's)."""
    lines = [_lead(grant, locale, with_code=bool(code))]
    if code:
        lines.append(say(locale, "code", code=code))
    if until is not None:
        lines.append(say(locale, "until", date=day(until, locale, zone)))
    said = "\n".join(lines)
    return f"{grant.words}\n\n{said}" if grant.words else said


def option(priced, kind: str, name: str, locale: str) -> str:
    """One of several that a customer may choose from."""
    if kind == "points":
        return say(locale, "option_points", name=name, count=_count(priced.quantity, locale))
    if kind == PERCENT:
        return say(locale, "option_percent", name=name, **_share(priced, locale))
    if priced.amount:
        amount = shown(Money(priced.amount, priced.currency), locale)
        return say(locale, "option_amount", name=name, amount=amount)
    return say(locale, "option_piece", name=name)


def offer(texts: list[str], locale: str, words: str = "") -> str:
    """The question which of these they prefer, readable as plain text too."""
    numbered = "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))
    asked = f"{say(locale, 'offer')}\n\n{numbered}\n\n{say(locale, 'answer')}"
    return f"{words}\n\n{asked}" if words else asked


def day(instant: int, locale: str, zone: str) -> str:
    """The last whole day before a moment, as a reader writes dates."""
    moment = to_datetime(instant - 1, zone)
    return format_date(moment.date(), "long", known_locale(language(locale)))


def language(locale: str) -> str:
    """One of LANGUAGES for a locale; English where there is none."""
    code = locale.replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else "en"


def _lead(grant, locale: str, *, with_code: bool) -> str:
    values = {
        "name": grant.name,
        "amount": shown(Money(grant.amount, grant.currency), locale) if grant.amount else "",
        "count": _count(grant.quantity, locale),
    }
    if grant.kind == PERCENT:
        return say(locale, "percent", name=grant.name, **_share(grant, locale))
    if grant.purpose == "lagniappe":
        return say(locale, "lagniappe_amount" if grant.amount else "lagniappe", **values)
    if with_code:
        return say(locale, "amount_voucher" if grant.amount else "piece_voucher", **values)
    return say(locale, grant.kind, **values)


def _share(of, locale: str) -> dict[str, str]:
    """How much comes off, and the most of it."""
    most = shown(Money(of.cost, of.currency), locale)
    return {"share": percent(of.quantity, language(locale)), "most": most}


def percent(n: int, locale: str) -> str:
    """So many per cent as a reader writes them."""
    return format_percent(n / 100, locale=known_locale(locale))


def _count(n: int, locale: str) -> str:
    return format_decimal(n, locale=known_locale(language(locale)))


@cache
def _sentences(code: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / f"{code}.toml").read_text())
