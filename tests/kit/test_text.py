"""Text: what is stored, shown and searched, whatever somebody types."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit import text


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def parsed(html):
    parser = Tags()
    parser.feed(str(html))
    parser.close()
    return parser


@given(st.text())
def test_html_of_plain_text_holds_no_tag_but_links(typed):
    for tag, attributes in parsed(text.to_html(typed)).tags:
        assert tag == "a"
        assert set(attributes) == {"href", "target", "rel"}
        assert re.match(r"https?://", attributes["href"], re.IGNORECASE)


@given(st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])))
def test_html_reads_as_what_was_typed(typed):
    assert "".join(parsed(text.to_html(typed)).texts) == typed


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("See https://example.com/a?b=1&c=2.", "https://example.com/a?b=1&c=2"),
        ("(http://example.com/x)", "http://example.com/x"),
        ("javascript:alert(1)", None),
        ('https://e.com/"onmouseover="x', "https://e.com/"),
        ("<a href='https://e.com'>x</a>", "https://e.com"),
    ],
)
def test_links(typed, link):
    tags = parsed(text.to_html(typed)).tags
    assert [attributes["href"] for _, attributes in tags] == ([link] if link else [])


@given(st.text())
def test_clean_is_settled_after_once(typed):
    once = text.clean(typed)
    assert text.clean(once) == once
    assert "\x00" not in once and "\r" not in once


@given(st.text(), st.integers(1, 50))
def test_a_clean_line_is_one_line_and_short(typed, limit):
    line = text.clean_line(typed, limit)
    assert "\n" not in line and len(line) <= limit


@given(st.text(), st.integers(2, 200))
def test_a_preview_is_one_short_line(typed, limit):
    assert len(text.preview(typed, limit)) <= limit


@given(st.text())
def test_folding_is_settled_and_forgives_case(typed):
    assert text.fold(text.fold(typed)) == text.fold(typed)


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Άνοιξη στη Θεσσαλονίκη", "ανοιξη"),
        ("ΛΟΓΟΣ", "λόγος"),
        ("Mașina de cafea și râșniță", "masina"),
        ("Ｅｓｐｒｅｓｓｏ", "espresso"),
        ("エスプレッソマシンが動きません", "マシン"),
        ("故障しました", "故障"),
        ("Straße", "STRASSE"),
    ],
)
def test_search_words_forgive_what_people_forget(written, sought):
    there = text.search_words(written)
    assert set(text.search_words(sought)) <= set(there)


@given(st.text())
def test_search_words_need_no_escaping(typed):
    for word in text.search_words(typed):
        assert word and not re.search(r"[\s\"'&|!():*\\]", word)
