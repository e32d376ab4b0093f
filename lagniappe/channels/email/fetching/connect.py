"""A connection to a mailbox, signed in, that never takes more than we are ready to hold."""

import ssl
from contextlib import contextmanager, suppress

from imapclient import IMAPClient, SocketTimeout

from lagniappe.channels.email import oauth, safe
from lagniappe.channels.email.fetching.client import Client

CONNECT_S = 15.0
READ_S = 60.0


@contextmanager
def connected(box, key: bytes):
    """The mailbox's server, signed in. Blocks for the network.

    Raises what fetching/trouble.py has words for.
    """
    given = box.incoming
    secrets = safe.unlock(key, box.secrets)
    context = ssl.create_default_context()
    client = Client(
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
