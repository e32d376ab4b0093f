"""Cutting a mail's text into what was written now, the signature and what was quoted.

Nothing is lost: the parts joined are the whole text, and where it is doubtful whether a line is
quoted it stays in view. Quotations between which somebody answers stay, for the answers mean
nothing without them.
"""

from dataclasses import dataclass

from lagniappe.channels.email.trim import blocks
from lagniappe.channels.email.trim.lines import (
    BAR,
    BLANK,
    FOOTER,
    MARKER,
    MOBILE,
    QUOTE,
    RULE,
    SEAL,
    TEXT,
    kind,
)

# Beyond this nobody wrote it by hand; the rest is folded with what was quoted.
MOST_LINES = 5_000
# A signature is short: more text below "--" is part of the message.
SIGNATURE_LINES = 12
# Below a ruled line of another kind even less is believed to be one.
RULED_LINES = 3
_SEAL_LINES = 6
ATTRIBUTION, HEADERS = "attribution", "headers"


@dataclass(frozen=True, slots=True)
class Trimmed:
    """`visible` is what they wrote now; `folded` all the rest, in order, behind one fold."""

    visible: str
    folded: str


def trim(text: str) -> Trimmed:
    """Cut a plain text. Of a text without any words of its own, all stays visible."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines, beyond = lines[:MOST_LINES], lines[MOST_LINES:]
    sealed = _seal(lines)
    lines, before = lines[sealed:], lines[:sealed]
    kinds = _kinds(lines)
    kept = _kept(kinds, lines)
    visible = "\n".join(lines[place] for place in kept).strip("\n").rstrip()
    if not visible.strip():
        return Trimmed(text.strip(), "")
    shown = set(kept)
    folded = [line for place, line in enumerate(lines) if place not in shown]
    return Trimmed(visible, "\n".join(before + folded + beyond).strip("\n"))


def _seal(lines: list[str]) -> int:
    """How many lines open a signed PGP message; its signature is folded further on."""
    if lines[0].strip() != "-----BEGIN PGP SIGNED MESSAGE-----":
        return 0
    return next((n for n, line in enumerate(lines[:_SEAL_LINES]) if not line.strip()), 0)


def _kinds(lines: list[str]) -> list[str]:
    kinds = [kind(line) for line in lines]
    place = 0
    while place < len(lines):
        taken = 0
        if kinds[place] == TEXT:
            taken = blocks.headers(lines, place)
            if taken:
                kinds[place : place + taken] = [HEADERS] * taken
            else:
                taken = blocks.attribution(lines, kinds, place)
                kinds[place : place + taken] = [ATTRIBUTION] * taken
        place += taken or 1
    return _with_bars(kinds)


def _with_bars(kinds: list[str]) -> list[str]:
    """Lines behind bars are quoted when somebody was said to have written them, else a table."""
    told = BLANK
    for place, what in enumerate(kinds):
        if what == BAR:
            kinds[place] = QUOTE if told in (ATTRIBUTION, QUOTE) else TEXT
        if what != BLANK:
            told = kinds[place]
    return kinds


def _kept(kinds: list[str], lines: list[str]) -> list[int]:
    """The places of the lines that stay in view."""
    end = _end_of_own(kinds, lines)
    end = _without_tail(kinds, lines, end)
    start = _start_of_own(kinds, end)
    # Who is quoted between one's own words is known; the line that says it is noise.
    return [place for place in range(start, end) if kinds[place] != ATTRIBUTION]


def _end_of_own(kinds: list[str], lines: list[str]) -> int:
    """Where a quotation begins that goes on to the end without quote marks."""
    for place, what in enumerate(kinds):
        if what in (MARKER, HEADERS, SEAL):
            return place
        if what == ATTRIBUTION and (place == 0 or kinds[place - 1] != ATTRIBUTION):
            end = next((n for n in range(place, len(kinds)) if kinds[n] != ATTRIBUTION), len(kinds))
            following = next((k for k in kinds[end:] if k != BLANK), BLANK)
            if following != QUOTE and blocks.is_sure(" ".join(lines[place:end])):
                return place
            if following != QUOTE:
                kinds[place:end] = [TEXT] * (end - place)
    return len(kinds)


def _without_tail(kinds: list[str], lines: list[str], end: int) -> int:
    """Take signatures, quotations and what programs add off the end, whatever their order."""
    before = -1
    while before != end:
        before = end
        while end and kinds[end - 1] in (BLANK, RULE, QUOTE, ATTRIBUTION, MOBILE, FOOTER):
            end -= 1
        end = _without_signature(kinds, lines, end)
    return end


def _without_signature(kinds: list[str], lines: list[str], end: int) -> int:
    below = 0
    for place in range(end - 1, 0, -1):
        what = kinds[place]
        if what in (MOBILE, FOOTER) and below <= RULED_LINES:
            return place
        if what == RULE:
            dashes = lines[place].strip() in ("--", "\u2014", "\u2013\u2013")
            return place if below <= (SIGNATURE_LINES if dashes else RULED_LINES) else end
        if what not in (TEXT, BLANK) or below > SIGNATURE_LINES:
            return end
        below += what == TEXT
    return end


def _start_of_own(kinds: list[str], end: int) -> int:
    """Behind a quotation that opens the mail with its attribution: the answer is below it."""
    place = 0
    while place < end and kinds[place] == BLANK:
        place += 1
    if place >= end or kinds[place] != ATTRIBUTION:
        return 0
    while place < end and kinds[place] in (ATTRIBUTION, BLANK, QUOTE):
        place += 1
    return place if QUOTE not in kinds[place:end] else 0
