"""Money: to the cent in every currency, read the way people write it, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit import money
from lagniappe.kit.errors import Refused
from lagniappe.kit.money import Money

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "RON", "IDR", "ISK", "TND"])
LOCALES = st.sampled_from(["en", "el", "ro", "ja", "id", "ar", "de", "fr", "xx", ""])
AMOUNTS = st.integers(1, money.MOST)


@given(AMOUNTS, CURRENCIES, LOCALES)
def test_what_is_written_is_read_back_to_the_cent(minor, currency, locale):
    amount = Money(minor, currency)
    assert money.parse(money.number(amount, locale), currency, locale) == amount


@given(AMOUNTS, AMOUNTS, CURRENCIES)
def test_adding_and_taking_away_lose_nothing(a, b, currency):
    one, other = Money(a, currency), Money(b, currency)
    assert (one + other) - other == one
    assert (one + other).major == one.major + other.major
    assert (one < other) == (a < b)


@given(st.text(max_size=40), CURRENCIES, LOCALES)
def test_anything_typed_is_an_amount_or_refused(text, currency, locale):
    try:
        found = money.parse(text, currency, locale)
    except Refused:
        return
    assert 0 < found.minor <= money.MOST


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("20", "EUR", "en", 2_000),
        ("20,50", "EUR", "el", 2_050),
        ("1.234,50", "EUR", "el", 123_450),
        ("1,234.50", "EUR", "en", 123_450),
        ("1 234,50", "EUR", "fr", 123_450),
        ("1500", "JPY", "ja", 1_500),
        ("1.250", "KWD", "en", 1_250),
        ("50.000", "IDR", "id", 5_000_000),
        ("٢٠", "EUR", "ar", 2_000),
        ("１２", "EUR", "ja", 1_200),
    ],
)
def test_the_habits_of_a_language(text, currency, locale, minor):
    assert money.parse(text, currency, locale) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "locale", "code"),
    [
        ("-5", "EUR", "en", "negative"),
        ("−5", "EUR", "en", "negative"),
        ("(5)", "EUR", "en", "negative"),
        ("0", "EUR", "en", "nothing"),
        ("0.00", "EUR", "en", "nothing"),
        ("", "EUR", "en", "bad_amount"),
        ("NaN", "EUR", "en", "bad_amount"),
        ("inf", "EUR", "en", "bad_amount"),
        ("1e9", "EUR", "en", "bad_amount"),
        ("0x10", "EUR", "en", "bad_amount"),
        ("20 EUR", "EUR", "en", "bad_amount"),
        # A Greek comma on an English screen: fifteen hundredths, or fifteen hundred?
        ("1,50", "EUR", "en", "bad_amount"),
        ("1.234", "EUR", "en", "too_fine"),
        ("10.5", "JPY", "ja", "too_fine"),
        ("0.0001", "KWD", "en", "too_fine"),
        ("1,2,3", "EUR", "en", "bad_amount"),
        ("1..5", "EUR", "en", "bad_amount"),
        ("9" * 25, "EUR", "en", "absurd"),
        ("9" * 400, "EUR", "en", "bad_amount"),
        ("20", "XYZ", "en", "bad_currency"),
        ("20", "XAU", "en", "bad_currency"),
    ],
)
def test_what_is_not_an_amount_is_refused_with_its_reason(text, currency, locale, code):
    with pytest.raises(Refused) as refusal:
        money.parse(text, currency, locale)
    assert refusal.value.code == code
    assert refusal.value.message % refusal.value.values


def test_two_currencies_never_meet():
    with pytest.raises(ValueError, match="USD and EUR"):
        Money(1, "USD") + Money(1, "EUR")
    with pytest.raises(ValueError, match="JPY"):
        assert Money(1, "USD") < Money(1, "JPY")


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "text"),
    [
        (2_000, "EUR", "en", "€20"),
        (2_050, "EUR", "en", "€20.50"),
        (2_050, "EUR", "el", "20,50\xa0€"),
        (1_500, "JPY", "ja", "￥1,500"),
        (12_345, "KWD", "en", "KWD\xa012.345"),
        (-500, "EUR", "en", "-€5"),
    ],
)
def test_amounts_are_shown_as_readers_write_them(minor, currency, locale, text):
    assert money.shown(Money(minor, currency), locale).replace("KWD1", "KWD\xa01") == text


def test_the_exponents_are_iso_4217s():
    assert [money.exponent(c) for c in ("EUR", "JPY", "KWD", "IDR", "HUF", "CLP")] == [
        2, 0, 3, 2, 2, 0,
    ]  # fmt: skip
