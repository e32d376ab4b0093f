"""Markdown: readable where it is meant well, harmless where it is not, quick in any case."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lagniappe.kit import markdown

PIECES = st.sampled_from(
    [
        "# ", "### ", "- ", "1. ", "> ", "**", "_", "~~", "`", "```\n", "[", "](", ")", "![", "<",
        ">", "|", "\n", "\n\n", "    ", "|-|-|\n", "a", "β", "ج", "\\", "&lt;", "&#x6a;", "\u202e",
        "https://example.com", "javascript:", "data:text/html,", "//evil.example", "/help/demo",
        "<script>", "</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>", "<!--",
        "<https://example.com>", '"title"', "<svg/onload=alert(1)>", "\x00", "\ud800",
    ]
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**<svg/onload=alert(1)>**",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](https://example.com/x.png)',
    '[x](https://example.com/"onmouseover="alert(1))',
    "[x](https://example.com '\" onclick=\"alert(1)')",
    "https://example.com/\"onmouseover='alert(1)'",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "| <script> |\n|---|\n| <iframe src=javascript:x> |",
    "[a [b](https://one.example) c](https://two.example)",
    "[https://one.example](https://two.example)",
    "<a href=https://x.example onclick=x>unclosed",
    "</div></main><form action=https://evil.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), "a" in self.open))
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def check_harmless(html):
    page = Page(html)
    assert page.open == []
    for tag, attributes, in_a_link in page.tags:
        assert tag in markdown.TAGS
        assert set(attributes) <= markdown.ATTRIBUTES.get(tag, set())
        if tag != "a":
            continue
        assert not in_a_link
        # An address no browser could follow is taken away, its text stays.
        address = attributes.get("href", "https://")
        if address.startswith("/"):
            assert address[1:2] not in ("/", "\\")
        else:
            assert address.lower().startswith(("https://", "http://", "mailto:", "tel:"))
            assert attributes["rel"] == "noopener noreferrer nofollow"
            assert attributes["target"] == "_blank"
    return page


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_is_rendered_harmless(written):
    page = check_harmless(markdown.render(written))
    assert not [tag for tag, *_ in page.tags if tag in ("script", "img", "svg", "iframe", "form")]


@given(st.text() | st.lists(PIECES, max_size=40).map("".join))
@example("HTTP://0[")
@example("[https://a.example](<https://b.example> '\"')")
def test_only_allowed_tags_come_out_whatever_is_written(written):
    check_harmless(markdown.render(written))
    assert isinstance(markdown.plain(written), str)


@pytest.mark.parametrize(
    "written",
    [
        "> " * 50_000,
        "[" * 50_000,
        "[" * 4_000 + "](x)" * 4_000,
        "*a_ " * 20_000,
        "".join("`" * n + " " for n in range(200)),
        "- " * 50_000,
        "|" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|\n" * 2_000,
        "![" * 50_000,
        "<" * 100_000,
        "x" * 100_000,
    ],
    ids=lambda text: text[:6].strip(),
)
def test_what_is_nested_or_long_is_cut_and_stays_quick(written):
    began = time.process_time()
    check_harmless(markdown.render(written))
    markdown.plain(written)
    assert time.process_time() - began < 3


def test_an_answer_reads_as_it_was_meant():
    html = markdown.render(
        "# Title\n\n### Skipped\n\nOne **bold** step:\nnext line\n\n1. first\n2. second\n\n"
        "| part | price |\n|---|---|\n| gasket | 6.90 |\n"
    )
    for part in (
        "<h2>Title</h2>\n<h3>Skipped</h3>",
        "<strong>bold</strong> step:<br>\nnext line",
        "<ol>\n<li>first</li>",
        '<div class="wide" tabindex="0"><table>',
        "<td>gasket</td>",
    ):
        assert part in html


def test_headings_never_skip_a_level():
    html = markdown.render("### a\n\n# b\n\n#### c\n\n## d\n\n###### e")
    assert [tag for tag, *_ in Page(html).tags] == ["h2", "h2", "h3", "h3", "h4"]


def test_addresses_become_links_once():
    page = Page(markdown.render("See https://a.example/x_y_z?q=1&r=2. [mail](mailto:a@b.example)"))
    assert [tag[1]["href"] for tag in page.tags if tag[0] == "a"] == [
        "https://a.example/x_y_z?q=1&r=2",
        "mailto:a@b.example",
    ]


def test_a_picture_is_shown_as_its_description():
    assert markdown.render("![The *red* button](https://x.example/a.png)") == (
        "<p>The red button</p>\n"
    )


def test_plain_text_reads_aloud():
    written = (
        "## Descaling\n\nUse **KM-9001** ([how](https://x.example)):\n\n"
        "- one sachet\n- one tank\n\n"
        "| part | price |\n|--|--|\n| gasket | 6.90 |\n\n```\nE11\n```\n![the lamp](/x.png)"
    )
    assert markdown.plain(written) == (
        "Descaling\n\nUse KM-9001 (how):\n• one sachet\n• one tank\n\npart | price\ngasket | 6.90"
        "\n\nE11\n\nthe lamp"
    )


@given(st.text(alphabet="abc áβج。、", min_size=1).map(str.strip).filter(bool))
def test_plain_words_stay_as_they_are(written):
    assert " ".join(markdown.plain(written).split()) == " ".join(written.split())
