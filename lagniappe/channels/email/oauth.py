"""Signing in to a mail server with a token instead of a password (XOAUTH2).

A box keeps what its provider gave at the consent, among its secrets (safe.py). Access tokens
are asked for with it and remembered, in this process only, until shortly before they end.
"""

import threading
import time
from urllib.parse import urlsplit

from lagniappe.channels.email import safe

PATIENCE_S = 15.0
# A token that ends while a connection is being made is of no use.
MARGIN_S = 120.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")

_tokens: dict[str, tuple[str, str, float]] = {}
_one_at_a_time = threading.Lock()


class NoToken(Exception):
    """The provider gave no token; the message says why, for an administrator."""


def access_token(box, key: bytes) -> str:
    """A token that is good for a while; `box` is a mailbox's row, `key` the desk's. Blocks for
    the network.

    Raises NoToken and safe.Locked.
    """
    given = safe.unlock(key, box.secrets).get("oauth") or {}
    refresh_token = given.get("refresh_token", "")
    if not refresh_token:
        raise NoToken("This mailbox has no consent of its provider yet.")
    with _one_at_a_time:
        known = _tokens.get(box.id)
        if known and known[0] == refresh_token and known[2] > time.monotonic():
            return known[1]
        token, seconds = _ask(given)
        _tokens[box.id] = (refresh_token, token, time.monotonic() + seconds - MARGIN_S)
        return token


def forget(box_id: str) -> None:
    """The server did not take the token: ask for another one next time."""
    _tokens.pop(box_id, None)


def sasl(user: str, token: str) -> str:
    """What AUTH XOAUTH2 says, not encoded yet."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def _ask(given: dict) -> tuple[str, float]:
    # Only here: it is 3 MB, for the few mailboxes that sign in this way.
    import httpx

    address = given.get("token_url", "")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise NoToken("The address for tokens must begin with https://.")
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    for name in ("client_id", "client_secret", "scope"):
        if given.get(name):
            form[name] = given[name]
    try:
        answer = httpx.post(address, data=form, timeout=PATIENCE_S)
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise NoToken(f"{parts.hostname} could not be asked for a token: {error}") from error
    if not isinstance(told, dict) or not told.get("access_token"):
        why = told.get("error_description") or told.get("error") if isinstance(told, dict) else ""
        raise NoToken(f"{parts.hostname} gave no token: {str(why or answer.status_code)[:300]}")
    return str(told["access_token"]), _seconds(told.get("expires_in"))


def _seconds(told) -> float:
    try:
        return max(MARGIN_S, float(told))
    except (TypeError, ValueError):
        return 600.0
