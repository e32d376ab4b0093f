"""Header lines as people meant them: encoded words, raw bytes, broken addresses."""

import re
from binascii import Error
from email import utils
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from lagniappe.channels.email.reading.charsets import decode
from lagniappe.channels.email.reading.mail import Address
from lagniappe.kit.clock import from_datetime
from lagniappe.kit.text import clean_line

LONGEST = 20_000
MOST_ADDRESSES = 200
MOST_IDS = 100
LONGEST_SUBJECT = 300
_ID = re.compile(r"<([^<>\s]{1,300})>")
_EMAIL = re.compile(
    r"[^\s@<>(),;:\"\[\]\\]{1,64}@(?:\[[^\s@\[\]]{1,60}\]|[^\s@<>(),;:\"\[\]\\]{1,253})"
)
# Newer Pythons give up on a whole line with one odd address unless told otherwise.
_LENIENT = {"strict": False} if getattr(utils, "supports_strict_parsing", False) else {}
_GAP = re.compile(r"(\?=)\s+(=\?)")
_ENCODED = re.compile(r"=\?[^?\s]{1,40}\?[bBqQ]\?[^?]*\?=")


def text(message: Message, name: str) -> str:
    """The first header of this name on one line, empty when there is none."""
    value = raw(message, name)
    return clean_line(decoded(value), LONGEST) if value else ""


def raw(message: Message, name: str) -> str:
    """The header as it was sent, unfolded; raw bytes are kept as surrogates."""
    name = name.lower()
    for key, value in message.raw_items():
        if key.lower() == name:
            return _unfolded(value)
    return ""


def every(message: Message, name: str) -> list[str]:
    """All headers of this name, as they were sent."""
    name = name.lower()
    return [_unfolded(value) for key, value in message.raw_items() if key.lower() == name]


def decoded(value: str) -> str:
    """Encoded words and raw bytes as text. Never raises."""
    if not value.isascii():
        value = decode(value.encode("utf-8", "surrogateescape"), None)
    if "=?" not in value:
        return value
    # Program after program breaks a character between two words: joined, it is whole again.
    value = _GAP.sub(r"\1\2", value)
    try:
        parts = decode_header(value)
    except (HeaderParseError, Error, ValueError):
        return _ENCODED.sub(_one_word, value)
    return "".join(
        decode(part, label) if isinstance(part, bytes) else part for part, label in parts
    )


def addresses(message: Message, name: str) -> tuple[Address, ...]:
    """Everybody in the headers of this name, at most MOST_ADDRESSES."""
    found = []
    for value in every(message, name):
        for display, spec in _pairs(_quoted(value))[:MOST_ADDRESSES]:
            email = address_in(spec) or address_in(decoded(spec))
            label = clean_line(decoded(display), 120)
            if email or label:
                found.append(Address("" if label.lower() == email else label, email))
    return tuple(found[:MOST_ADDRESSES])


def address_in(value: str) -> str:
    """The first mail address in a text, lower case; empty when there is none."""
    if not value.isascii():
        value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    match = _EMAIL.search(value)
    return match.group().lower().strip(".'") if match else ""


def ids(message: Message, name: str) -> tuple[str, ...]:
    """The message ids in the headers of this name, without angle brackets, in order."""
    found: dict[str, None] = {}
    for value in every(message, name):
        for one in _ID.findall(value) or value.split()[:1]:
            if one.isascii() and one.isprintable():
                found[one.strip("<>")] = None
    return tuple(found)[-MOST_IDS:]


def sent_at(message: Message) -> int | None:
    """The Date header in ms UTC, None when it cannot be believed to be a date."""
    value = raw(message, "date")
    try:
        moment = from_datetime(parsedate_to_datetime(value)) if value else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment and 0 < moment < 4_102_444_800_000 else None


def parameter(message: Message, header: str, name: str) -> str:
    """A parameter such as a file's name: RFC 2231, encoded words in quotes, or raw bytes."""
    written = raw(message, header)
    if not written.isascii():
        # The library gives raw bytes up before they could be decoded.
        message = Message()
        message[header] = decoded(written)
    try:
        value = message.get_param(name, header=header)
    except (ValueError, TypeError, IndexError):
        return ""
    if isinstance(value, tuple):
        label, _, content = value
        return clean_line(decode(content.encode("latin-1", "replace"), label), 300)
    if not isinstance(value, str):
        return ""
    if re.match(r"[\w-]*'[\w-]*'.*%[0-9A-Fa-f]{2}", value):
        label, _, content = value.split("'", 2)
        return clean_line(decode(unquote_to_bytes(content), label), 300)
    return clean_line(decoded(_unfolded(value)).strip('"'), 300)


def _unfolded(value: str) -> str:
    return value[:LONGEST].replace("\r", "").replace("\n", "")


def _pairs(value: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([value], **_LENIENT)
    except RecursionError:
        # Comments in comments in comments: then the addresses themselves must do.
        return [("", match.group()) for match in _EMAIL.finditer(value)]


def _quoted(value: str) -> str:
    """Encoded names may hold commas once decoded, so they are decoded after the split; raw
    names are decoded before it."""
    return value if value.isascii() else decode(value.encode("utf-8", "surrogateescape"), None)


def _one_word(match: re.Match) -> str:
    try:
        return "".join(
            decode(part, label) if isinstance(part, bytes) else part
            for part, label in decode_header(match.group())
        )
    except (HeaderParseError, Error, ValueError):
        return match.group()
