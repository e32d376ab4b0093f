"""Trying a mailbox's servers once, for whoever is setting it up. Blocks for the network."""

from dataclasses import dataclass

from lagniappe.channels.email.fetching import trouble
from lagniappe.channels.email.fetching.connect import connected
from lagniappe.channels.email.fetching.folder import open_folder
from lagniappe.channels.email.outbound.smtp import Line


@dataclass(frozen=True, slots=True)
class Trial:
    """`problem` is empty when it works, else a sentence to be translated; `said` are the
    server's own words."""

    way: str
    problem: str = ""
    said: str = ""


def tried(box, key: bytes) -> list[Trial]:
    """How connecting and signing in goes, each way that the mailbox has a server for."""
    trials = []
    if box.comes == "imap":
        trials.append(_trial("in", _look, box, key))
    if box.outgoing.get("host"):
        trials.append(_trial("out", lambda box, key: Line(box, key).check(), box, key))
    return trials


def _trial(way: str, step, box, key: bytes) -> Trial:
    try:
        step(box, key)
    except Exception as error:
        return Trial(way, *trouble.words(error))
    return Trial(way)


def _look(box, key: bytes) -> None:
    with connected(box, key) as client:
        open_folder(client, box)
