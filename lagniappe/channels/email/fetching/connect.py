"""A connection to a mailbox, signed in, that never takes more than we are ready to hold."""

import ssl
from contextlib import contextmanager, suppress

from imapclient import IMAPClient, SocketTimeout

from lagniappe.channels.email import oauth, safe

CONNECT_S = 15.0
READ_S = 60.0
# Of one answer; what we ask for is smaller, so more is a server that lies.
LARGEST_ANSWER = 16 * 1024 * 1024


class TooMuch(Exception):
    """The server sends more than was asked for."""


@contextmanager
def connected(box, key: bytes):
    """The mailbox's server, signed in. Blocks for the network.

    Raises what fetching/trouble.py has words for.
    """
    given = box.incoming
    secrets = safe.unlock(key, box.secrets)
    context = ssl.create_default_context()
    client = _Client(
        given["host"],
        port=given["port"],
        ssl=given["security"] == "tls",
        ssl_context=context,
        timeout=SocketTimeout(CONNECT_S, READ_S),
    )
    try:
        if given["security"] == "starttls":
            client.starttls(context)
        _sign_in(client, box, key, secrets)
        yield client
    finally:
        _hang_up(client)


def _sign_in(client: IMAPClient, box, key: bytes, secrets: dict) -> None:
    user = box.incoming.get("user") or box.address
    if box.incoming.get("sign_in") != "oauth":
        client.login(user, secrets.get("incoming", {}).get("password", ""))
        return
    try:
        client.oauth2_login(user, oauth.access_token(box, key))
    except IMAPClient.Error:
        oauth.forget(box.id)
        raise


def _hang_up(client: IMAPClient) -> None:
    """Without a word: a server that does not answer must not keep us."""
    with suppress(OSError, IMAPClient.Error):
        client.shutdown()


class _Client(IMAPClient):
    def _create_IMAP4(self):
        imap = super()._create_IMAP4()
        read = imap.read

        def limited(size: int) -> bytes:
            if size > LARGEST_ANSWER:
                raise TooMuch(f"{size} bytes announced")
            return read(size)

        imap.read = limited
        return imap
