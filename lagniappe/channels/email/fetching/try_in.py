"""Trying a mailbox's server once, for whoever is setting it up."""

from lagniappe.channels.email.fetching import trouble
from lagniappe.channels.email.fetching.connect import connected
from lagniappe.channels.email.fetching.folder import open_folder


def try_in(box, key: bytes) -> tuple[str, str]:
    """Connect, sign in, open the folder: two empty texts when that works, else a sentence and
    what the server said. Blocks for the network."""
    try:
        with connected(box, key) as client:
            open_folder(client, box)
    except Exception as error:
        return trouble.words(error)
    return "", ""
