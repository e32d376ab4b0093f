"""`lagniappe mail pipe`: a mail server runs it with a mail on standard input.

Its exit status is what mail servers understand (sysexits.h), so that a mail which could not be
stored stays with them.
"""

import sys
from contextlib import closing

from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.listening.reception import take_in, with_sender
from lagniappe.channels.email.reading.read import LARGEST
from lagniappe.db.engine import Database, database_url
from lagniappe.ops import layout
from lagniappe.ops.checks import database
from lagniappe.ops.checks.finding import OK
from lagniappe.settings import Settings

STORED, TOO_LARGE, UNKNOWN, TRY_LATER = 0, 65, 67, 75


def run(settings: Settings, receivers: list[str], sender: str = "", *, source=None) -> int:
    """Store the mail on standard input for these receivers; returns the exit status. Works
    while the desk runs and while it does not."""
    try:
        return _take(settings, receivers, sender, source or sys.stdin.buffer)
    except Exception as error:
        return _say(TRY_LATER, f"the mail could not be stored, try again later: {error}")


def _take(settings: Settings, receivers: list[str], sender: str, source) -> int:
    if not receivers:
        return _say(TRY_LATER, "write whom the mail is for: --to support@example.com")
    found = database.opens(settings)
    if found.state != OK or "is empty" in found.what:
        # Only `serve` and `migrate` change the schema: a mail must not have to wait for that.
        return _say(TRY_LATER, f"the database {found.what}; start the desk once")
    raw = _without_mbox_line(source.read(LARGEST + 1))
    if len(raw) > LARGEST:
        return _say(TOO_LARGE, f"the mail is larger than {LARGEST >> 20} MB")
    raw = with_sender(raw, sender)
    store.put_by(layout.attachments(settings), raw)
    with closing(Database(database_url(settings.database_url, settings.data_dir))) as db:
        if not db.write_sync(take_in, raw, receivers):
            return _say(UNKNOWN, f"no mailbox has the address {', '.join(receivers)}")
    return STORED


def _without_mbox_line(raw: bytes) -> bytes:
    """Some servers begin with "From sender date", which is no part of a mail."""
    return raw.partition(b"\n")[2] if raw.startswith(b"From ") else raw


def _say(status: int, message: str) -> int:
    print(f"lagniappe mail pipe: {message}", file=sys.stderr)
    return status
