"""Signed marks in our mail: whoever answers brings one back, and nobody can make one up.

A mark stands in the reply address (support+MARK@) and in the Message-ID, so every mail program
returns at least one of them. Lower case and digits only: some change the case of addresses.
"""

import base64
import hmac
import re
import uuid

_PURPOSE = b"mail\n"
_MAC_BYTES = 10
_LENGTH = 42
_MARK = re.compile(rf"(?<![a-z0-9])([a-z2-7]{{{_LENGTH}}})(?![a-z0-9])")


def mark(key: bytes, conversation_id: str) -> str:
    """42 characters that stand for this conversation."""
    raw = uuid.UUID(conversation_id).bytes
    return _text(raw) + _text(_mac(key, raw))


def conversation_of(key: bytes, text: str) -> str | None:
    """The conversation of the first true mark in an address or a Message-ID, or None."""
    for found in _MARK.findall(text.lower())[:5]:
        raw, mac = _bytes(found[:26]), _bytes(found[26:])
        if raw and mac and hmac.compare_digest(mac, _mac(key, raw)):
            return str(uuid.UUID(bytes=raw))
    return None


def reply_address(key: bytes, address: str, conversation_id: str) -> str:
    """support@example.com with the mark: support+MARK@example.com."""
    local, _, domain = address.partition("@")
    return f"{local}+{mark(key, conversation_id)}@{domain}"


def rfc_id(key: bytes, address: str, conversation_id: str, outbox_id: str) -> str:
    """A Message-ID, without angle brackets, for a mail of this conversation."""
    domain = address.partition("@")[2] or "localhost"
    return f"{mark(key, conversation_id)}.{outbox_id.replace('-', '')}@{domain}"


def _mac(key: bytes, raw: bytes) -> bytes:
    return hmac.digest(key, _PURPOSE + raw, "sha256")[:_MAC_BYTES]


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except ValueError:
        return None
