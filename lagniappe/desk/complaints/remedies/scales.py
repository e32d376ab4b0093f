"""About what a euro's worth is in other currencies: good enough for a first proposal of limits
and bands that an administrator changes, and never used to convert anybody's money."""

from lagniappe.kit.money import exponent

_FOR_ONE_EURO = {
    "EUR": 1,
    "USD": 1,
    "GBP": 1,
    "CHF": 1,
    "CAD": 1.5,
    "AUD": 1.5,
    "BGN": 2,
    "RON": 5,
    "PLN": 4,
    "TRY": 40,
    "CZK": 25,
    "HUF": 400,
    "SEK": 10,
    "NOK": 10,
    "DKK": 8,
    "JPY": 150,
    "IDR": 17_000,
    "INR": 90,
    "CNY": 8,
    "KWD": 0.3,
    "BHD": 0.4,
    "AED": 4,
    "SAR": 4,
    "EGP": 50,
}


def known(currency: str) -> bool:
    return currency in _FOR_ONE_EURO


def worth(euros: int, currency: str) -> int:
    """Minor units of `currency` for about so many euros; nothing for a currency not known."""
    return round(euros * _FOR_ONE_EURO.get(currency, 0) * 10 ** exponent(currency))
