"""Secrets and signatures."""

import base64
import hashlib
import hmac
import secrets


def random_token() -> str:
    """A URL-safe secret of 256 bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a one-time secret: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sign(key: bytes, purpose: str, payload: str) -> str:
    """`payload.signature`; the purpose keeps a token for one use from serving another."""
    return f"{payload}.{_mac(key, purpose, payload)}"


def unsign(key: bytes, purpose: str, token: str) -> str | None:
    """The payload of a token we signed for this purpose, or None."""
    payload, dot, signature = token.rpartition(".")
    if not dot or not token.isascii():
        return None
    return payload if hmac.compare_digest(signature, _mac(key, purpose, payload)) else None


def _mac(key: bytes, purpose: str, payload: str) -> str:
    mac = hmac.digest(key, f"{purpose}\n{payload}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
