"""Markdown of answers: as safe HTML for pages and bubbles, as plain text for everything else.

Two layers: the parser takes no HTML and refuses links that are not addresses of the web, mail
or telephone; what it writes then passes a list of allowed tags. Pictures are shown as their
description: a picture from elsewhere would tell that place who reads.
"""

from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from lagniappe.kit.text import clean, to_html

LONGEST = 8_000
"""Of a text more is not read: an answer has at most 5,000 characters."""
DEEPEST = 12
"""Quotes in lists in quotes: what is nested deeper is dropped."""

_BLOCKS = {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li"}
_WORDS = {"strong", "em", "s", "code", "a"}
_TABLES = {"div", "table", "thead", "tbody", "tr", "th", "td"}
TAGS = _BLOCKS | _WORDS | _TABLES
ATTRIBUTES = {
    "a": {"href", "rel", "target"},
    "ol": {"start"},
    "div": {"class", "tabindex"},
}
_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_FENCED = ("fence", "code_block")


@lru_cache(512)
def render(text: str) -> Markup:
    """The text as HTML of TAGS and ATTRIBUTES only.

    Headings begin at h2 and never skip a level. A single line break stays one. Links that
    leave the desk open beside the page and pass nothing on.
    """
    tokens = _parsed(text)
    _fit_headings(tokens)
    _note_links(tokens)
    parser = _parser()
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={scheme.partition(":")[0] for scheme in _SCHEMES},
            link_rel=None,
        )
    )


def plain(text: str) -> str:
    """What a reader would read aloud: no marks, no addresses behind words, a blank line
    between paragraphs, one line for each item and each row of a table."""
    lines, marker, row = [], "", None
    for token in _parsed(text):
        if token.type == "list_item_open":
            marker = f"{token.info}. " if token.info else "• "
        elif token.type == "table_open":
            lines.append("\n")
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            lines.append("\n" + " | ".join(row))
            row = None
        elif token.type == "inline" and row is not None:
            row.append(_spoken(token))
        elif token.type == "inline" or token.type in _FENCED:
            said = _spoken(token) if token.type == "inline" else token.content.strip("\n")
            lines.append(("\n" if marker else "\n\n") + marker + said)
            marker = ""
    return "".join(lines).strip()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST}
    ).enable(["table", "strikethrough"])
    parser.disable("html_block").disable("html_inline")
    parser.validateLink = _is_address
    parser.renderer.rules.update(
        text=_text, link_open=_link, image=_picture, table_open=_table, table_close=_table
    )
    return parser


def _parsed(text: str) -> list[Token]:
    return _parser().parse(clean(text)[:LONGEST])


def _is_address(url: str) -> bool:
    """An address of the web, mail or telephone, or a path of this desk."""
    if url.startswith("/"):
        return not url.startswith(("//", "/\\"))
    return url.lower().startswith(_SCHEMES)


def _fit_headings(tokens: list[Token]) -> None:
    """Whatever levels the author used, a heading is at most one level below the last."""
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
            token.tag = f"h{min(6, len(above) + 1)}"
        elif token.type == "heading_close":
            token.tag = f"h{min(6, len(above) + 1)}"


def _note_links(tokens: list[Token]) -> None:
    """Mark text that is inside a link already: an address in it is not made a second one."""
    for token in tokens:
        inside = 0
        for child in token.children or ():
            inside += child.nesting if child.type.startswith("link_") else 0
            child.meta["linked"] = inside > 0


def _spoken(token: Token) -> str:
    said = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            said.append("\n")
        elif child.type == "image":
            said.append(_spoken(child))
        else:
            said.append(child.content)
    return "".join(said).strip()


def _text(tokens, place, options, env) -> str:
    token = tokens[place]
    return escape(token.content) if token.meta.get("linked") else to_html(token.content)


def _link(tokens, place, options, env) -> str:
    href = tokens[place].attrs["href"]
    outside = "" if href.startswith("/") else ' target="_blank" rel="noopener noreferrer nofollow"'
    return f'<a href="{escape(href)}"{outside}>'


def _picture(tokens, place, options, env) -> str:
    return escape(_spoken(tokens[place]))


def _table(tokens, place, options, env) -> str:
    """A wide table scrolls by itself, by keyboard too, and the page stays in its place."""
    if tokens[place].nesting > 0:
        return '<div class="wide" tabindex="0"><table>\n'
    return "</table></div>\n"
