"""What spans lines: "On <date> <somebody> wrote:", and the headers programs repeat."""

import re

from lagniappe.channels.email.trim import words
from lagniappe.channels.email.trim.lines import BLANK, shown

# "On … at … <" may be broken several times, by some programs with empty lines between.
MOST_LINES = 7
LONGEST = 400

_WROTE = re.compile(words.listed(words.WROTE), re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,200}\.\w{2,}")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,2}[.:]\d{2}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年|\d{1,2}月\d{1,2}日"
)
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_STARTS_WITH_DATE = re.compile(
    r"(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:日|\b)"
)
_OLD_GMAIL = re.compile(r"\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d \S.{0,100}$")
_ENDS = re.compile(r"(?:[:：]|\s-{3,})\s*$")
_FROM = re.compile(
    rf"[\s>*_]{{0,12}}{words.listed(words.FROM)}\s{{0,3}}[*_]{{0,3}}\s?[:：]", re.IGNORECASE
)
_SUBJECT = re.compile(
    rf"[\s>*_]{{0,12}}{words.listed(words.SUBJECT)}\s{{0,3}}[*_]{{0,3}}\s?[:：]", re.IGNORECASE
)
_OTHER = re.compile(
    rf"[\s>*_]{{0,12}}{words.listed(words.OTHER)}\s{{0,3}}[*_]{{0,3}}\s?[:：]", re.IGNORECASE
)


def attribution(lines: list[str], kinds: list[str], start: int) -> int:
    """How many lines from `start` say who wrote what is quoted below; 0 when none do."""
    first = shown(lines[start]).strip()
    if not (_DATE.search(first) or _ADDRESS.search(first)):
        return 0
    joined = ""
    for taken in range(1, MOST_LINES + 1):
        place = start + taken - 1
        if place >= len(lines):
            break
        joined = f"{joined} {shown(lines[place]).strip()}".strip()
        if len(joined) > LONGEST:
            break
        if kinds[place] != BLANK and _says_who(joined):
            return taken
        # Only an attribution that is visibly unfinished goes on behind an empty line.
        if taken > 1 and kinds[place] == BLANK and "<" not in _following(lines, place):
            break
    return 0


def is_sure(text: str) -> bool:
    """Whether an attribution is one even without quote marks below: a program wrote it, for
    it has an address or the time of day. A person would write "on 2 May your driver wrote:"."""
    return bool(_ADDRESS.search(text) or _TIME.search(text))


def headers(lines: list[str], start: int) -> int:
    """How many lines from `start` are headers repeated above a quotation; 0 when none are.

    Three are needed, one that says who wrote, and a subject or a mail address: whoever fills
    in "From: Athens, To: Iasi, Date: Monday" is not quoting anybody.
    """
    if not _is_header(lines[start]):
        return 0
    seen = has_from = has_subject = 0
    end = start
    for place in range(start, min(start + 14, len(lines))):
        line = shown(lines[place])
        if _FROM.match(line):
            has_from = 1
        elif _SUBJECT.match(line):
            has_subject = 1
        elif not _OTHER.match(line):
            # A long list of receivers is wrapped.
            if not line.strip() or place + 1 >= len(lines) or not _is_header(lines[place + 1]):
                break
            continue
        seen, end = seen + 1, place + 1
    block = " ".join(shown(line) for line in lines[start:end])
    named = has_subject or _ADDRESS.search(block)
    return end - start if seen >= 3 and has_from and named else 0


def _is_header(line: str) -> bool:
    line = shown(line)
    return bool(_FROM.match(line) or _SUBJECT.match(line) or _OTHER.match(line))


def _says_who(text: str) -> bool:
    if _OLD_GMAIL.match(text):
        return True
    dated, addressed = bool(_DATE.search(text)), bool(_ADDRESS.search(text))
    if _ENDS.search(text) and _WROTE.search(text):
        return dated or addressed
    # Some languages need no verb: "Tue, 10 Feb 2026 at 12:00, Maria <maria@example.com>:"
    if text.endswith((">:", ">：")) and addressed and _TIME.search(text):
        return True
    if _STARTS_WITH_DATE.match(text) and addressed:
        return text.endswith((">", ":", "：")) or bool(_WROTE.search(text))
    return False


def _following(lines: list[str], place: int) -> str:
    return next((line for line in lines[place + 1 : place + 3] if line.strip()), "")
