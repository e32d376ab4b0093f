"""A colleague passes on a customer's mail: the customer is who wrote the original."""

import re

from lagniappe.channels.email.reading import headers
from lagniappe.channels.email.reading.mail import Address, Forwarded
from lagniappe.channels.email.trim import blocks, words
from lagniappe.channels.email.trim.lines import MARKER, kind
from lagniappe.kit.text import clean_line

SUBJECT = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vs|vb|videresendt|pd|προωθ|πρωθ|fw|転送|转发|轉寄|terusan|redir)"
    r"\s*[:：]",
    re.IGNORECASE,
)
_LOOKED_AT = 60
_FROM = re.compile(
    rf"[\s>*_]{{0,12}}{words.listed(words.FROM)}\s{{0,3}}[*_]{{0,3}}\s?[:：][\s*_]*(?P<who>.+)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"[\s>*_]{{0,12}}{words.listed(words.SUBJECT)}\s{{0,3}}[*_]{{0,3}}\s?[:：][\s*_]*(?P<what>.*)$",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^\s{0,3}> ?")


def forwarded(text: str, subject: str) -> Forwarded | None:
    """The original inside a forwarded mail, None when this is not one.

    Both must say so, the subject and a block of headers in the text: a customer who answers
    quotes us, and is not to be taken for somebody else.
    """
    if not SUBJECT.match(subject):
        return None
    lines = [_MARKS.sub("", line) for line in text.split("\n")]
    for place in range(min(len(lines), _LOOKED_AT)):
        taken = blocks.headers(lines, place)
        if taken:
            return _read(lines, place, taken)
        if kind(lines[place]) == MARKER:
            continue
    return None


def _read(lines: list[str], place: int, taken: int) -> Forwarded | None:
    sender, about = None, ""
    for line in lines[place : place + taken]:
        if sender is None and (match := _FROM.match(line)):
            who = match.group("who")
            email = headers.address_in(who)
            name = clean_line(who.partition("<")[0].partition("[")[0].strip(" \"'"), 120)
            sender = Address("" if name.lower() == email else name, email)
        elif not about and (match := _ABOUT.match(line)):
            about = clean_line(match.group("what"), headers.LONGEST_SUBJECT)
    if sender is None or not sender.email:
        return None
    return Forwarded(sender, about, "\n".join(lines[place + taken :]).strip())
