"""Reading a mail: raw bytes in, a Mail out, whatever the bytes are.

Nothing here raises for odd mail. What cannot be read is said in `notes`, and the raw bytes are
kept elsewhere.
"""

import email
import re
from email.feedparser import BytesFeedParser
from email.message import Message

from lagniappe.channels.email.reading import automatic, forwarded, headers, html, parts, report
from lagniappe.channels.email.reading.bounded import BOUNDED
from lagniappe.channels.email.reading.charsets import decode
from lagniappe.channels.email.reading.mail import Address, Forwarded, Mail
from lagniappe.channels.email.reading.parts import Parts
from lagniappe.channels.email.trim import trim
from lagniappe.kit.text import N_, clean, clean_line

LARGEST = 60 * 1024 * 1024
# How what brings mail begins one of which it could only bring the beginning.
CUT = b"X-Lagniappe-Cut:"
LONGEST_TEXT = 200_000
# The standard library looks for every open boundary at every line, one call inside another.
MOST_BOUNDARIES = 400
MOST_LOOKS = 5_000_000
_PIECE = 65_536
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_LEVEL = re.compile(r"\bSCL:(\d)\b")
_NO_WORDS = re.compile(r"\[?(?:cid:\S+|image:?.{0,80}|inline image.{0,40})\]?|\W")


def read(raw: bytes) -> Mail:
    """The mail in these bytes."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    notes: list[str] = []
    message = _parsed(raw, notes)
    try:
        found = parts.parts(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError):
        found = Parts()
        message, found = _only_head(raw, found)
    if not found.plain and not found.html and not found.files:
        _only_head(raw, found)
    found.notes[:0] = notes
    return _mail(message, found)


def _parsed(raw: bytes, notes: list[str]) -> Message:
    if len(raw) > LARGEST:
        notes.append(N_("This mail is too large to be read whole. Its beginning is shown."))
        return email.message_from_bytes(raw[: 1024 * 1024], policy=BOUNDED)
    if raw.startswith(CUT):
        notes.append(N_("This mail is too large to be read whole. Its beginning is shown."))
    boundaries = len(_BOUNDARY.findall(raw))
    if boundaries > MOST_BOUNDARIES or (
        boundaries > 20 and boundaries * raw.count(b"\n") > MOST_LOOKS
    ):
        notes.append(N_("This mail is built in a way that cannot be read safely."))
        return email.message_from_bytes(_head(raw), policy=BOUNDED)
    try:
        return _fed(raw)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError):
        notes.append(N_("This mail is damaged. What could be read of it is shown."))
        return email.message_from_bytes(_head(raw), policy=BOUNDED)


def _fed(raw: bytes) -> Message:
    """Parsed piece by piece: the library's own way to read bytes holds them five times over."""
    parser = BytesFeedParser(policy=BOUNDED)
    for start in range(0, len(raw), _PIECE):
        parser.feed(raw[start : start + _PIECE])
    return parser.close()


def _only_head(raw: bytes, found: Parts) -> tuple[Message, Parts]:
    """The headers, and the start of all that follows as it stands."""
    head = _HEAD_ENDS.search(raw)
    rest = decode(raw[head.end() : head.end() + 20_000], None) if head else ""
    if rest.strip() and "--" not in rest[:2]:
        found.plain.append(rest)
    return email.message_from_bytes(_head(raw), policy=BOUNDED), found


def _head(raw: bytes) -> bytes:
    head = _HEAD_ENDS.search(raw)
    # Without its type the standard library does not look for parts that are not there.
    lines = raw[: head.end() if head else 65_536]
    return re.sub(rb"(?im)^content-(type|transfer-encoding):", b"X-Sent-\\1:", lines)


def _mail(message: Message, found: Parts) -> Mail:
    sender = _first(headers.addresses(message, "from")) or _first(
        headers.addresses(message, "sender")
    )
    sender = sender or Address("", "")
    subject = clean_line(headers.text(message, "subject"), headers.LONGEST_SUBJECT)
    markup = "\n<hr>\n".join(found.html)[: parts.LARGEST_TEXT]
    text = _text(found, markup)
    trimmed = trim(text)
    if "-----BEGIN PGP MESSAGE-----" in text:
        found.note(parts.ENCRYPTED)
    what = automatic.kind(message, sender=sender.email, report=report.kind(message))
    return Mail(
        message_id=_first(headers.ids(message, "message-id")) or "",
        in_reply_to=headers.ids(message, "in-reply-to"),
        references=headers.ids(message, "references"),
        sender=sender,
        reply_to=_first(headers.addresses(message, "reply-to")) or sender,
        to=headers.addresses(message, "to"),
        cc=headers.addresses(message, "cc"),
        delivered_to=_delivered(message),
        subject=subject,
        sent_at=headers.sent_at(message),
        text=text,
        visible=trimmed.visible,
        folded=trimmed.folded,
        html=markup,
        files=tuple(found.files),
        automatic=what,
        asks_no_answer=automatic.asks_no_answer(message),
        bounces=report.bounces(message, text) if what == "bounce" else (),
        forwarded=forwarded.forwarded(text, subject) or _attached(found, subject),
        spam=_is_spam(message),
        notes=tuple(found.notes),
    )


def _text(found: Parts, markup: str) -> str:
    """The words, from the plain form if it has any, else from the HTML."""
    plain = "\n\n".join(found.plain)
    if markup and not _NO_WORDS.sub("", plain[:2_000]).strip():
        plain = html.to_text(markup)
    return clean(plain)[:LONGEST_TEXT]


def _attached(found: Parts, subject: str) -> Forwarded | None:
    """The original that was passed on as an attachment."""
    if len(found.mails) != 1 or not forwarded.SUBJECT.match(subject):
        return None
    inner = found.mails[0]
    sender = _first(headers.addresses(inner, "from"))
    if sender is None or not sender.email:
        return None
    within = parts.parts(inner)
    text = _text(within, "\n".join(within.html)[: parts.LARGEST_TEXT])
    about = clean_line(headers.text(inner, "subject"), headers.LONGEST_SUBJECT)
    return Forwarded(sender, about, text)


def _delivered(message: Message) -> tuple[str, ...]:
    """Whom it was delivered for, as the servers on the way wrote it."""
    found: dict[str, None] = {}
    for name in ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to"):
        for value in headers.every(message, name):
            if address := headers.address_in(value):
                found[address] = None
    return tuple(found)


def _is_spam(message: Message) -> bool:
    """What rspamd, SpamAssassin or Exchange said, if one of them looked at it."""
    flag = headers.raw(message, "x-spam-flag") or headers.raw(message, "x-spam")
    status = headers.raw(message, "x-spam-status")
    action = headers.raw(message, "x-rspamd-action") or headers.raw(message, "x-spam-action")
    result = headers.raw(message, "x-spamd-result")
    level = _LEVEL.search(headers.raw(message, "x-forefront-antispam-report"))
    return (
        flag.strip().lower() in ("yes", "true")
        or status.strip().lower().startswith("yes")
        or result.strip().lower().startswith("default: true")
        or bool(level and int(level.group(1)) >= 5)
        or action.strip().lower() in ("add header", "rewrite subject", "reject", "soft reject")
    )


def _first(found):
    return found[0] if found else None
