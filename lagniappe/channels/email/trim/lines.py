"""What kind of line each line of a mail is."""

import re

from lagniappe.channels.email.trim import words

BLANK, TEXT, QUOTE, BAR = "blank", "text", "quote", "bar"
RULE, MARKER, SEAL = "rule", "marker", "seal"
MOBILE, FOOTER = "mobile", "footer"

LONGEST_LINE = 1_000
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u1427"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

_QUOTE = re.compile(r"\s{0,4}(?:[A-Z]{1,3})?>")
# Some programs quote with bars; so do tables that people draw (trim.py tells them apart).
_BAR = re.compile(r"\s{0,2}\|(?: |$)")
_SEAL = re.compile(r"-----BEGIN PGP SIGNATURE-----\s*$")
_RULE = re.compile(
    r"\s*[*_]?(?:[-_=~*#+\u2010-\u2015\u2500\u2501] ?){2,}[*_]?\s*$|\s*[\u2013-\u2015]\s*$"
)
_MARKER = re.compile(
    r"[\s>*_]{0,12}(?:[-_=*]{2,40}\s{0,3})?"
    + f"(?:{words.ORIGINAL})"
    + r"[\s:*_-]*(?:[-_=*:]{2,})?[\s*_:]*$",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"[\s*_>\[(]{0,4}(?:" + words.MOBILE + r")[\s*_\])]*$", re.IGNORECASE)
_FOOTER = re.compile(r"\s*(?:" + words.FOOTER + r")$", re.IGNORECASE)


def kind(line: str) -> str:
    """One of the kinds above. Attributions and header blocks span lines: see blocks.py."""
    line = shown(line)
    if not line.strip():
        return BLANK
    if _MARKER.match(line):
        return MARKER
    if _QUOTE.match(line):
        return QUOTE
    if _BAR.match(line):
        return BAR
    if _SEAL.match(line):
        return SEAL
    if _RULE.match(line):
        return RULE
    if len(line) < 120 and _MOBILE.match(line):
        return MOBILE
    if _FOOTER.match(line):
        return FOOTER
    return TEXT


def shown(line: str) -> str:
    """The line as it is seen, and no more of it than anybody writes."""
    line = line[:LONGEST_LINE]
    return line if line.isascii() else line.translate(_DROPPED)


_DROPPED = {ord(letter): None for letter in _INVISIBLE}
