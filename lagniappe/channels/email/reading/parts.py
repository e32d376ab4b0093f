"""The parts of a mail: which are its words, which are files, and what could not be read."""

import base64
import email
import re
from dataclasses import dataclass, field
from email.message import Message

from lagniappe.channels.email.reading import calendar, headers, tnef
from lagniappe.channels.email.reading.bounded import BOUNDED
from lagniappe.channels.email.reading.charsets import decode
from lagniappe.channels.email.reading.mail import File
from lagniappe.kit.mime import safe_name
from lagniappe.kit.text import N_

MOST_PARTS = 500
MOST_FILES = 100
LARGEST_TEXT = 2_000_000
ENCRYPTED = N_("This mail is encrypted and cannot be read here.")
_MENDED = "X-Lagniappe-Mended"
_BOUNDARY = re.compile(rb"^--([^\s\"]{1,70})[ \t]*\r?$", re.MULTILINE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{4,}={0,2}")
_NAMES = {
    "text/calendar": "invite.ics",
    "message/rfc822": "message.eml",
    "application/pkcs7-signature": "smime.p7s",
    "application/pgp-signature": "signature.asc",
    "image/jpeg": "image.jpg",
    "image/png": "image.png",
    "image/gif": "image.gif",
}


@dataclass(slots=True)
class Parts:
    """`plain` and `html` are the words in each form, in the order of the mail; `mails` those
    attached to it."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def parts(message: Message) -> Parts:
    """Everything in the mail, at most MOST_PARTS parts of it."""
    found = Parts()
    waiting: list[tuple[Message, str]] = [(message, "")]
    seen = 0
    while waiting:
        part, within = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            found.note(N_("This mail has too many parts. The first ones are shown."))
            break
        if part.is_multipart() and part.get_content_maintype() != "message":
            kind = part.get_content_subtype()
            if kind == "encrypted":
                found.note(ENCRYPTED)
            waiting += [(child, kind) for child in reversed(part.get_payload())]
        elif part.get_content_maintype() == "multipart":
            waiting += [(child, "") for child in reversed(_unbound(part, found))]
        else:
            _one(part, within, found)
    return found


def _unbound(part: Message, found: Parts) -> list[Message]:
    """A multipart whose boundary is not the one it names: the parts at the lines that look
    like one, or all of it as words."""
    content = part.get_payload(decode=True) or b""
    first = _BOUNDARY.search(content)
    # Once: parts that claim to have parts are believed no further.
    if first is None or part.get(_MENDED):
        found.plain.append(decode(content[:LARGEST_TEXT], None))
        return []
    head = b'Content-Type: multipart/mixed; boundary="' + first.group(1) + b'"\n\n'
    again = email.message_from_bytes(head + content, policy=BOUNDED)
    children = again.get_payload() if again.is_multipart() else []
    for child in children:
        child[_MENDED] = "yes"
    return children


def _content(part: Message) -> bytes:
    """The bytes of a part; said to be base64 and not it, as they stand."""
    content = part.get_payload(decode=True) or b""
    how = headers.raw(part, "content-transfer-encoding").strip().lower()
    if not part.defects or how != "base64":
        return content
    written = part.get_payload()
    if not isinstance(written, str):
        return content
    written = written.encode("ascii", "surrogateescape")
    first = written.strip().partition(b"\n")[0].strip()
    if not _BASE64.fullmatch(first):
        return written if part.get_content_maintype() == "text" else content
    if content != b"".join(written.splitlines()):
        return content
    # Cut where no byte ends, the library gives all of it up.
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", written)
    kept = kept[: len(kept) - (len(kept) % 4 == 1)]
    return base64.b64decode(kept + b"=" * (-len(kept) % 4))


def _one(part: Message, within: str, found: Parts) -> None:
    kind = part.get_content_type()
    attached = part.get_content_disposition() == "attachment"
    name = headers.parameter(part, "content-disposition", "filename") or headers.parameter(
        part, "content-type", "name"
    )
    if kind == "message/delivery-status" or (within == "report" and kind.startswith("message/")):
        return
    if kind == "message/rfc822":
        _message(part, name, found)
        return
    if part.is_multipart():
        return
    content = _content(part)
    if kind in ("text/plain", "text/html") and not attached and not (name and found.plain):
        _words(part, content, kind, found)
        return
    if kind == "text/calendar" and not attached:
        said = calendar.in_words(_text(part, content))
        if said and said not in found.plain:
            found.plain.append(said)
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        _envelope(content, found)
        return
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        found.note(N_("This mail is encrypted or sealed and cannot be read here."))
    if within == "signed" and kind.endswith("-signature"):
        kind, name = kind, name or _NAMES.get(kind, "signature")
    _file(part, name, kind, content, found)


def _words(part: Message, content: bytes, kind: str, found: Parts) -> None:
    text = _text(part, content)
    if kind == "text/html":
        found.html.append(text)
    elif text.strip():
        found.plain.append(_flowed(text, part) if "flowed" in _type(part) else text)


def _text(part: Message, content: bytes) -> str:
    if len(content) > LARGEST_TEXT:
        content = content[:LARGEST_TEXT]
    return decode(content, headers.parameter(part, "content-type", "charset"))


def _type(part: Message) -> str:
    return headers.raw(part, "content-type").lower()


def _flowed(text: str, part: Message) -> str:
    """Lines that a program broke, joined again (RFC 3676)."""
    joined: list[str] = []
    soft = False
    drop = "delsp=yes" in _type(part).replace('"', "").replace(" ", "")
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.startswith(">")
        if line.startswith(" ") and not soft:
            line = line[1:]
        if soft and not quoted and line.strip() and joined and not joined[-1].startswith(">"):
            joined[-1] += line
        else:
            joined.append(line)
        soft = line.endswith(" ") and line != "-- " and not quoted
        if soft and drop:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _message(part: Message, name: str, found: Parts) -> None:
    inner = part.get_payload()
    inner = inner[0] if isinstance(inner, list) and inner else None
    if inner is None:
        return
    try:
        content = inner.as_bytes(unixfrom=False)
    except (UnicodeError, ValueError, LookupError, AttributeError, RecursionError):
        found.note(N_("An attached mail could not be kept."))
        return
    found.mails.append(inner)
    subject = headers.text(inner, "subject")[:80]
    title = name or (f"{subject}.eml" if subject else "message.eml")
    _keep(File(safe_name(title), "message/rfc822", content), found)


def _envelope(content: bytes, found: Parts) -> None:
    inside = tnef.unpacked(content)
    if inside is None:
        found.note(N_("An attached winmail.dat could not be opened."))
        _keep(File("winmail.dat", "application/ms-tnef", content), found)
        return
    text, html, files = inside
    if text.strip() and not found.plain:
        found.plain.append(text)
    if html.strip() and not found.html:
        found.html.append(html)
    for file in files:
        _keep(file, found)


def _file(part: Message, name: str, kind: str, content: bytes, found: Parts) -> None:
    if not content:
        return
    ending = kind.partition("/")[2].rpartition("-")[2][:8]
    _keep(
        File(
            safe_name(name) if name else _NAMES.get(kind, f"file.{ending}"),
            kind,
            content,
            headers.raw(part, "content-id").strip().strip("<>")[:300],
            part.get_content_disposition() == "inline",
        ),
        found,
    )


def _keep(file: File, found: Parts) -> None:
    if len(found.files) >= MOST_FILES:
        found.note(N_("This mail has too many files. The first ones are kept."))
    else:
        found.files.append(file)
