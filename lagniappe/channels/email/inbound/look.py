"""Looking at what came in, newest first, and at one mail."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.kit.errors import NotFound

PAGE = 50
_COLUMNS = [column for column in mails.c if column.name != "raw"]


@dataclass(frozen=True, slots=True)
class Page:
    """`older` goes into `before` of the next page; empty at the end."""

    mails: list
    older: str


def page(tx, state: str, *, before: str = "") -> Page:
    """The mails of a state, PAGE at a time, with the `address` of their mailbox."""
    query = (
        select(*_COLUMNS, mailboxes.c.address)
        .join(mailboxes, mailboxes.c.id == mails.c.mailbox_id)
        .where(mails.c.state == state)
        .order_by(mails.c.received_at.desc(), mails.c.id.desc())
        .limit(PAGE + 1)
    )
    at, _, mail_id = before.partition(".")
    if at.isascii() and at.isdigit() and len(at) < 16:
        same = and_(mails.c.received_at == int(at), mails.c.id < mail_id)
        query = query.where(or_(mails.c.received_at < int(at), same))
    rows = tx.all(query)
    shown = rows[:PAGE]
    more = len(rows) > PAGE
    return Page(shown, f"{shown[-1].received_at}.{shown[-1].id}" if more else "")


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
