"""Money: whole minor units and an ISO 4217 code. Nothing here ever rounds a cent away."""

import re
import unicodedata
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, get_currency_symbol, parse_decimal

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
VUV WST XAF XCD XOF XPF YER ZAR ZMW
"""
CURRENCIES = frozenset(_CODES.split())
"""What can be paid in: the active codes of ISO 4217 without metals, funds and test codes."""

# ISO 4217's own exponents where they are not 2. CLDR's differ: they say what people show.
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = {
    **dict.fromkeys(_NO_DIGITS.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
}

MOST = 10**11
"""More minor units than this in one amount is a mistake."""

_AMOUNT = re.compile(r"[0-9.,'’\u00a0\u202f\u066b\u066c ]+")


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents) of a currency. Amounts of two currencies never meet."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    @property
    def major(self) -> Decimal:
        """The amount in whole units: 1050 cents are 10.50."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added or compared")
        return other.minor


def exponent(currency: str) -> int:
    """Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD."""
    return _EXPONENTS.get(currency, 2)


def check_currency(code: str) -> str:
    """The code in its stored form. Raises Refused for what is no currency in use."""
    code = code.strip().upper()
    if code not in CURRENCIES:
        raise Refused(N_("Choose a currency such as EUR."), code="bad_currency")
    return code


def parse(text: str, currency: str, locale: str = "en") -> Money:
    """What a person typed as an amount, by the habits of their language: 1.234,50 in Greek is
    1,234.50 in English. Raises Refused for what is negative, nothing, absurd, finer than the
    currency, or could mean two amounts; it never guesses."""
    currency = check_currency(currency)
    value = _value(text, locale)
    if value is None:
        raise _unreadable(currency, locale)
    minor = value.scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise Refused(
            N_("%(currency)s has %(n)s digits after the point. Write it as %(example)s."),
            code="too_fine",
            currency=currency,
            n=exponent(currency),
            example=number(Money(_EXAMPLE[exponent(currency)], currency), locale),
        )
    return checked(Money(int(minor), currency))


def parse_count(text: str, locale: str = "en") -> int:
    """What a person typed as a number of points, or of per cent: as `parse`, of no currency.
    Raises Refused for what is no whole number, for nothing, and for what is absurd."""
    value = _value(text, locale)
    if value is None or value != value.to_integral_value():
        raise Refused(N_("Write a whole number."), code="bad_number")
    if value == 0:
        raise Refused(N_("Write a number greater than nothing."), code="nothing")
    if value > MOST:
        raise Refused(
            N_("This number is too large to be meant. Write a smaller one."), code="absurd"
        )
    return int(value)


def checked(money: Money) -> Money:
    """The same amount. Raises Refused when it is nothing, negative, or absurd."""
    if isinstance(money.minor, bool) or not isinstance(money.minor, int):
        raise Refused(N_("Write the amount in digits."), code="bad_amount")
    if money.minor < 0:
        raise _negative()
    if money.minor == 0:
        raise Refused(N_("Write an amount greater than nothing."), code="nothing")
    if money.minor > MOST:
        raise Refused(
            N_("This amount is too large to be meant. Write a smaller one."), code="absurd"
        )
    return Money(money.minor, check_currency(money.currency))


def shown(money: Money, locale: str = "en") -> str:
    """The amount as readers of a language write it, without empty decimals: €20, 20,50 €."""
    digits = exponent(money.currency)
    if money.minor % 10**digits == 0:
        digits = 0
    known = known_locale(locale)
    return _pattern(known, digits).apply(
        money.major, known, currency=money.currency, currency_digits=False
    )


def number(money: Money, locale: str = "en") -> str:
    """The amount without its currency and without grouping, as `parse` reads it back."""
    digits = exponent(money.currency)
    plain = f"{money.major:.{digits}f}"
    return plain.replace(".", _symbols(locale)[0])


def sign(currency: str, locale: str = "en") -> str:
    """The currency's sign for readers of a language: €, or its code where it has none."""
    return get_currency_symbol(currency, known_locale(locale))


@lru_cache(64)
def known_locale(tag: str) -> Locale:
    """Babel's locale for a language tag; English for one it does not know."""
    for known in (tag.replace("-", "_"), tag.partition("-")[0].partition("_")[0]):
        try:
            return Locale.parse(known)
        except (ValueError, UnknownLocaleError, TypeError):
            continue
    return Locale.parse("en")


_EXAMPLE = {0: 20, 2: 2050, 3: 20500}


def _value(text: str, locale: str) -> Decimal | None:
    """The number a person typed; None for what is none, or could mean two. Raises Refused for
    what is negative."""
    typed = _plain_digits(text).strip()
    if typed.startswith(("-", "−", "(")) or typed.endswith("-"):
        raise _negative()
    if not typed or len(typed) > 30 or not _AMOUNT.fullmatch(typed):
        return None
    try:
        return parse_decimal(_separated(typed, locale), known_locale(locale), strict=True)
    except NumberFormatError:
        return None


def _negative() -> Refused:
    return Refused(N_("An amount cannot be negative. Write it without the minus."), code="negative")


def _unreadable(currency: str, locale: str) -> Refused:
    example = number(Money(_EXAMPLE[exponent(currency)], currency), locale)
    return Refused(N_("Write the amount as %(example)s."), code="bad_amount", example=example)


def _plain_digits(text: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(
        str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in text[:60]
    )


def _separated(typed: str, locale: str) -> str:
    """The grouping people type, as the locale's data writes it; the space is a group anywhere."""
    decimal, group = _symbols(locale)
    for space in ("\u00a0", "\u202f", "’", "'", "\u066c"):
        typed = typed.replace(space, " ")
    typed = typed.replace("\u066b", decimal)
    if " " in typed and re.fullmatch(rf"\d{{1,3}}( \d{{3}})+({re.escape(decimal)}\d+)?", typed):
        typed = typed.replace(" ", group)
    return typed


@lru_cache(64)
def _symbols(locale: str) -> tuple[str, str]:
    symbols = known_locale(locale).number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


@lru_cache(64)
def _pattern(known: Locale, digits: int):
    pattern = copy(known.currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    return pattern
