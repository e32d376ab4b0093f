"""Bytes of a mail put together by hand: the standard library would mend what must be wrong."""

import base64
import quopri
from dataclasses import dataclass

HEADS = {
    "From": "Maria <maria@example.com>",
    "To": "support@kafeneio.example",
    "Subject": "Hello",
    "Date": "Tue, 10 Feb 2026 12:00:00 +0200",
    "Message-ID": "<one@example.com>",
    "MIME-Version": "1.0",
}


@dataclass(frozen=True)
class Case:
    """`facts` are what must be read out of `raw` (tests/channels/email/corpus.py)."""

    name: str
    raw: bytes
    facts: dict


def heads(**changed) -> bytes:
    """Header lines; `content_type` is written Content-Type, None leaves one out."""
    merged: dict = dict(HEADS)
    for name, value in changed.items():
        known = next((k for k in merged if k.lower() == name.replace("_", "-").lower()), None)
        merged[known or "-".join(w.capitalize() for w in name.split("_"))] = value
    lines = b""
    for name, value in merged.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                raw = one if isinstance(one, bytes) else one.encode("utf-8", "surrogateescape")
                lines += name.encode() + b": " + raw + b"\n"
    return lines


def plain(text: str, **changed) -> bytes:
    """A mail of one text in UTF-8."""
    changed.setdefault("content_type", "text/plain; charset=utf-8")
    return heads(**changed) + b"\n" + text.encode()


def html(markup: str, **changed) -> bytes:
    return plain(markup, **{"content_type": "text/html; charset=utf-8", **changed})


def part(content: bytes | str, kind: str, *, how: str = "", more: str = "") -> bytes:
    """One part of a multipart; `how` is its transfer encoding, `more` further header lines."""
    raw = content.encode() if isinstance(content, str) else content
    if how == "base64":
        raw = base64.encodebytes(raw)
    elif how == "quoted-printable":
        raw = quopri.encodestring(raw)
    lines = f"Content-Type: {kind}\n"
    lines += f"Content-Transfer-Encoding: {how}\n" if how else ""
    return (lines + more).encode() + b"\n" + raw


def multi(*parts: bytes, kind: str = "mixed", boundary: str = "=_b", more: str = "", end=True):
    """(value of Content-Type, body) of a multipart."""
    marks = b"--" + boundary.encode()
    body = b"".join(marks + b"\n" + one + b"\n" for one in parts)
    body += marks + b"--\n" if end else b""
    return f'multipart/{kind}; boundary="{boundary}"{more}', body


def mail(content: tuple[str, bytes], **changed) -> bytes:
    """A mail around what `multi` made."""
    return heads(content_type=content[0], **changed) + b"\n" + content[1]


def nested(content: tuple[str, bytes]) -> bytes:
    """A multipart as a part of another."""
    return f"Content-Type: {content[0]}\n\n".encode() + content[1]


def word(text: str, charset: str, how: str = "B") -> str:
    """An encoded word."""
    raw = text.encode(charset)
    if how == "B":
        return f"=?{charset}?B?{base64.b64encode(raw).decode()}?="
    coded = "".join(chr(b) if chr(b).isalnum() and b < 128 else f"={b:02X}" for b in raw)
    return f"=?{charset}?Q?{coded}?="


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
