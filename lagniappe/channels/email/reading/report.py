"""Delivery reports: which of our mails did not arrive, for whom, and whether for good.

RFC 3464 where the server speaks it; the words of older servers where not.
"""

import re
from email.message import Message

from lagniappe.channels.email.reading import headers
from lagniappe.channels.email.reading.mail import Bounce
from lagniappe.kit.text import clean_line

MOST = 100
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_CODE = re.compile(r"\b([45])\d\d[ -]")
# Still trying: nothing has happened yet.
_DELAYED = re.compile(
    r"not yet been delivered|(?:will|to) be retried|delivery is delayed"
    r"|\bdelayed\b.{0,40}(?:hour|mail)"
    r"|still being retried|noch nicht zugestellt|verzögert|ritardata|retardé|καθυστερ",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"^Message-I[dD]:\s*<([^<>\s]{1,300})>", re.MULTILINE)


def kind(message: Message) -> str:
    """The report-type of a multipart/report, empty for any other mail."""
    if message.get_content_type() != "multipart/report":
        return ""
    return headers.parameter(message, "content-type", "report-type").lower() or "report"


def bounces(message: Message, text: str) -> tuple[Bounce, ...]:
    """One for each receiver who did not get it; delays and successes are left out."""
    original = _original(message, text)
    found = [
        bounce
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for bounce in _of_part(part, original)
    ]
    if found or _has_status(message):
        return tuple(found[:MOST])
    return _in_words(headers.text(message, "subject"), text, original)


def _of_part(part: Message, original: str):
    # The standard library reads each block of fields as a message of its own.
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else ():
        action = headers.raw(block, "action").strip().lower()
        who = headers.raw(block, "original-recipient") or headers.raw(block, "final-recipient")
        address = headers.address_in(who.partition(";")[2] or who)
        if action in ("delayed", "delivered", "relayed", "expanded") or not address:
            continue
        status = headers.raw(block, "status").strip()[:20]
        reason = headers.text(block, "diagnostic-code").partition(";")[2].strip()
        yield Bounce(address, not status.startswith("4"), status, reason[:500], original)


def _has_status(message: Message) -> bool:
    return any(part.get_content_type() == "message/delivery-status" for part in message.walk())


def _in_words(subject: str, text: str, original: str) -> tuple[Bounce, ...]:
    """A report in words only: the first address named, and the code beside it if any."""
    head = text[:4_000]
    address = headers.address_in(head)
    status = _STATUS.search(head)
    code = _CODE.search(head)
    digit = status.group(1) if status else code.group(1) if code else "5"
    reason = next((line for line in head.splitlines() if address and address in line.lower()), "")
    shown = status.group() if status else ""
    if not address or _DELAYED.search(f"{subject}\n{head[:1_000]}"):
        return ()
    return (Bounce(address, digit != "4", shown, clean_line(reason, 500), original),)


def _original(message: Message, text: str) -> str:
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            payload = part.get_payload()
            if isinstance(payload, list) and payload:
                return next(iter(headers.ids(payload[0], "message-id")), "")
            match = _MESSAGE_ID.search(payload) if isinstance(payload, str) else None
            if match:
                return match.group(1)
    match = _MESSAGE_ID.search(text[:200_000])
    return match.group(1) if match else ""
