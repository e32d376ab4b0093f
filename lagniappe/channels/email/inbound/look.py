"""Looking at what came in, newest first, and at one mail."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.db import paging
from lagniappe.kit import cursors
from lagniappe.kit.errors import NotFound

PAGE = 50
_COLUMNS = [column for column in mails.c if column.name != "raw"]


@dataclass(frozen=True, slots=True)
class Page:
    """`older` goes into `before` of the next page; empty at the end."""

    mails: list
    older: str


def page(tx, state: str, *, before: str = "") -> Page:
    """The mails of a state, PAGE at a time, with the `address` of their mailbox. Raises
    NotFound for a cursor that is not ours."""
    query = (
        select(*_COLUMNS, mailboxes.c.address)
        .join(mailboxes, mailboxes.c.id == mails.c.mailbox_id)
        .where(mails.c.state == state)
    )
    query = paging.falling(query, mails.c.received_at, mails.c.id, before=before)
    rows = tx.all(query.limit(PAGE + 1))
    shown = rows[:PAGE]
    more = len(rows) > PAGE
    return Page(shown, cursors.cursor(shown[-1].received_at, shown[-1].id) if more else "")


def one(tx, mail_id: str):
    """The mail's row with its bytes, and the `address` of its mailbox. Raises NotFound."""
    row = tx.one(
        select(mails, mailboxes.c.address)
        .join(mailboxes, mailboxes.c.id == mails.c.mailbox_id)
        .where(mails.c.id == mail_id)
    )
    if row is None:
        raise NotFound()
    return row
