"""Passwords and tokens of mailboxes: locked in the database by a key made from the desk's.

The desk's own key is LAGNIAPPE_SECRET_KEY, or stands in the database when that is empty; only
with the setting is a copy of the database alone worth nothing (docs/operate/mail.md).
"""

import base64
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken

_PURPOSE = b"mailbox secrets\n"


class Locked(Exception):
    """These secrets were locked with another key: they have to be entered again."""


def lock(key: bytes, secrets: dict) -> str:
    """What a mailbox's row keeps of its secrets."""
    return _fernet(key).encrypt(json.dumps(secrets).encode()).decode()


def unlock(key: bytes, text: str) -> dict:
    """The secrets of a row: {"incoming"?: {"password"}, "outgoing"?: {"password"}, "oauth"?:
    {"token_url", "client_id", "client_secret", "refresh_token", "scope"?}}. Raises Locked."""
    if not text or text == "{}":
        return {}
    try:
        return json.loads(_fernet(key).decrypt(text.encode()))
    except (InvalidToken, ValueError) as error:
        raise Locked(
            "The passwords of this mailbox were kept with another secret key. Enter them again."
        ) from error


def _fernet(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(key, _PURPOSE, "sha256")))
