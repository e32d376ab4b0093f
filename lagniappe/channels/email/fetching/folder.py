"""Fetching what is new in a folder: by number, never by the unread flag, and changing nothing.

A batch is as many mails as fit into BATCH_BYTES; a large one comes alone and in pieces, and of
one beyond LARGEST only the beginning.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from lagniappe.channels.email.fetching import trouble
from lagniappe.channels.email.fetching.cursor import Cursor, Fetched
from lagniappe.channels.email.reading.read import CUT, LARGEST
from lagniappe.kit.clock import DAY, MINUTE

BATCH = 50
BATCH_BYTES = 4 * 1024 * 1024
STUMBLES = 3
PIECE = 1024 * 1024
BEGINNING = 1024 * 1024
# Clocks differ: a little older than the mailbox is still new.
CLOCKS_DIFFER = 10 * MINUTE

Keep = Callable[[list[Fetched], Cursor | None], int]


class BrokeOff(IMAPClientError):
    """The connection ended at this mail, again and again."""


@dataclass
class Doubt:
    """Which mail was `under_way` when a connection ended, how often, and what follows: first
    they come one by one, then the one at fault is set aside."""

    batch: int = BATCH
    under_way: int | None = None
    skipped: frozenset[int] = frozenset()
    stumbles: Counter = field(default_factory=Counter)

    def stumbled(self) -> None:
        """A connection ended. Three times at the same place is no accident."""
        here, self.under_way = self.under_way, None
        if here is None:
            return
        self.stumbles[here] += 1
        if self.stumbles[here] < STUMBLES:
            return
        self.stumbles.clear()
        if self.batch > 1:
            self.batch = 1
        else:
            self.skipped |= {here}


def fetch_new(
    client: IMAPClient, box, cursor: Cursor, keep: Keep, doubt: Doubt | None = None
) -> int:
    """Hand everything after the cursor to `keep`, batch by batch, each with where the cursor
    stands then; returns how many mails were new to us."""
    validity = open_folder(client, box)
    if validity != cursor.validity:
        # Other numbers for the same mails: all are looked at again, and known ones stay one.
        cursor = Cursor(validity, 0)
        keep([], cursor)
    batches = _batches(client, _numbers(client, box, cursor), box, doubt or Doubt())
    return sum(keep(fetched, Cursor(validity, last)) for fetched, last in batches)


def fetch_again(client: IMAPClient, box, since: int, keep: Keep) -> int:
    """Look once more at everything that came after `since` (ms); returns how many we missed."""
    open_folder(client, box)
    found = client.search(["SINCE", _date(max(since, box.created_at))])
    batches = _batches(client, sorted(found), box, Doubt())
    return sum(keep(fetched, None) for fetched, _ in batches)


def count_since(client: IMAPClient, box, since: int) -> int:
    """How many mails the server has from `since` (ms) on, or from a day before."""
    open_folder(client, box)
    return len(client.search(["SINCE", _date(max(since, box.created_at))]))


def open_folder(client: IMAPClient, box) -> int:
    """Open it for reading only; returns what makes its numbers valid. Raises NoFolder."""
    name = box.incoming.get("folder") or "INBOX"
    try:
        found = client.select_folder(name, readonly=True)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise trouble.NoFolder(str(error)) from error
    return int(found.get(b"UIDVALIDITY", 0))


def _numbers(client: IMAPClient, box, cursor: Cursor) -> list[int]:
    criteria: list = ["UID", f"{cursor.seen + 1}:*"]
    if cursor.seen == 0 and box.incoming.get("take") != "all":
        criteria += ["SINCE", _date(box.created_at)]
    # "5:*" means the last mail even when it is number 4.
    return sorted(uid for uid in client.search(criteria) if uid > cursor.seen)


def _batches(
    client: IMAPClient, numbers: list[int], box, doubt: Doubt
) -> Iterator[tuple[list[Fetched], int]]:
    """What was fetched, and the highest number looked at."""
    for start in range(0, len(numbers), doubt.batch):
        some = numbers[start : start + doubt.batch]
        doubt.under_way = some[0]
        if some[0] in doubt.skipped:
            yield [_refused(some[0], BrokeOff())], some[0]
            continue
        try:
            yield from _batch(client, some, box)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            if len(some) == 1:
                yield [_refused(some[0], error)], some[0]
                continue
            # One that the server cannot read must not keep the others from us.
            for uid in some:
                yield from _batches(client, [uid], box, doubt)
        doubt.under_way = None


def _batch(client: IMAPClient, some: list[int], box) -> Iterator[tuple[list[Fetched], int]]:
    about = client.fetch(some, ["RFC822.SIZE", "INTERNALDATE"])
    wanted = [uid for uid in some if uid in about and _is_new(about[uid], box)]
    held: list[int] = []
    weight = 0
    for uid in wanted:
        size = int(about[uid].get(b"RFC822.SIZE", 0))
        if held and weight + size > BATCH_BYTES:
            yield _fetched(client, held), held[-1]
            held, weight = [], 0
        if size > BATCH_BYTES:
            yield _large(client, uid, size), uid
            continue
        held.append(uid)
        weight += size
    yield _fetched(client, held), some[-1]


def _is_new(about: dict, box) -> bool:
    came = about.get(b"INTERNALDATE")
    if came is None or box.incoming.get("take") == "all":
        return True
    # Without a zone it is in this machine's: so IMAPClient gives it.
    return came.timestamp() * 1000 >= box.created_at - CLOCKS_DIFFER


def _fetched(client: IMAPClient, uids: list[int]) -> list[Fetched]:
    if not uids:
        return []
    found = client.fetch(uids, ["BODY.PEEK[]"])
    # What is not there any more was taken away between two questions.
    return [Fetched(uid, found[uid][b"BODY[]"]) for uid in uids if _has_body(found, uid)]


def _has_body(found: dict, uid: int) -> bool:
    return isinstance(found.get(uid, {}).get(b"BODY[]"), bytes)


def _large(client: IMAPClient, uid: int, size: int) -> list[Fetched]:
    most = size if size <= LARGEST else BEGINNING
    pieces: list[bytes] = []
    got = 0
    while got < most:
        part = client.fetch([uid], [f"BODY.PEEK[]<{got}.{PIECE}>"]).get(uid, {})
        piece = part.get(f"BODY[]<{got}>".encode(), b"")
        pieces.append(piece)
        got += len(piece)
        if len(piece) < PIECE:
            break
    if got == 0:
        return []
    if size > LARGEST:
        pieces.insert(0, CUT + b" %d\r\n" % size)
    return [Fetched(uid, b"".join(pieces))]


def _refused(uid: int, error: Exception) -> Fetched:
    raw = f"Subject: (mail number {uid} could not be fetched)\r\n\r\n".encode()
    return Fetched(uid, raw, refused=trouble.line(error).replace("\n", ": "))


def _date(instant: int):
    """A day earlier: the server counts days in a zone of its own."""
    return datetime.fromtimestamp((instant - DAY) / 1000, UTC).date()
