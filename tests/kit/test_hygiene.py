"""Advertisements and leftovers in texts from elsewhere are found, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit.hygiene import is_advert, tidied

ARTICLE = (
    "Customers leave when nobody answers. Hubungi kami untuk pupuk merk hantu terbaik di kota. "
    "Listen first, <β>then</β> solve. The best skin serum for glowing skin is here! "
    "See http://a.example/x http://b.example/y www.c.example/z and more. "
    "Thank them for their patience."
)


def test_these_very_strings_go_and_the_article_stays():
    found = tidied(ARTICLE)
    assert found.text == (
        "Customers leave when nobody answers. Listen first, then solve. "
        "Thank them for their patience."
    )
    assert len(found.left_out) == 3 and not found.cut


def test_a_sentence_that_was_cut_is_noticed():
    assert tidied("There will always be a customer whom you can not").cut
    assert not tidied("There will always be a customer whom you can not satisfy.").cut
    assert not tidied("Short lines without a stop").cut


@pytest.mark.parametrize(
    "plain",
    [
        "Where is my order 4711? I paid on Monday.",
        "Our manuals: https://a.example/one and https://a.example/two, as you asked for them.",
        "Write to www.kafeneio.example, call, or come by.",
        "Ο ορός για την καφετιέρα κοστίζει 6,90 €.",
        "Pupuk untuk tanaman kopi tersedia di toko kami.",
        "Write {{customer.name}} or v1.2.3 as it is: 10.50 € and a.b@c.example",
        "```\nx = a < β > c\n```",
    ],
)
def test_what_people_really_write_stays(plain):
    found = tidied(plain)
    assert (found.text, found.left_out) == (plain, ())
    assert not is_advert(plain)


@given(st.text(max_size=400))
def test_any_text_is_taken_apart_and_put_together(text):
    found = tidied(text)
    if not found.left_out and "<" not in text:
        assert found.text == text.strip()
    assert len(found.text) <= len(text)


def test_a_very_long_text_takes_no_time():
    tidied("pupuk merk " * 20_000)
    tidied("www.a.example/" * 20_000)
    tidied("." * 200_000)
