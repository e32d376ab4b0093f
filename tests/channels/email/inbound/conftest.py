"""A database with a brand, and mailboxes in it."""

import pytest
from sqlalchemy import select

from lagniappe.channels.email.inbound import filing
from lagniappe.channels.email.mailboxes import keep
from lagniappe.channels.email.reading import read
from lagniappe.channels.email.tables import mails
from lagniappe.desk.accounts import brands
from tests.actors import furnish

KEY = b"a key for tests, thirty-two letters"
SUPPORT = "support@kafeneio.example"


@pytest.fixture
def office(db):
    """The database with two brands, departments and colleagues."""
    db.write_sync(furnish)
    return db


@pytest.fixture
def add_mailbox(office):
    """Makes mailboxes: `add_mailbox(address, **given)`; returns the id."""

    def make(address: str = SUPPORT, **given) -> str:
        brand = office.read_sync(brands.by_key, "kafeneio")
        given = {"comes": "pushed", **given}
        wanted = keep.Given(address=address, brand_id=brand.id, **given)
        return office.write_sync(keep.create, KEY, wanted)

    return make


@pytest.fixture
def file(office):
    """Reads and files whatever waits, as the reader's job does: `file()`."""

    def work() -> None:
        for row in stored(office):
            if row.state == "waiting":
                office.write_sync(_file, row)

    return work


def stored(db) -> list:
    """Every mail, the oldest first."""
    return db.read_sync(lambda tx: tx.all(select(mails).order_by(mails.c.id)))


def letter(sender: str, words: str = "Hello", *, subject: str = "A question", **heads) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in heads.items())
    return (
        f"From: {sender}\r\nTo: {SUPPORT}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{abs(hash((sender, words)))}@customer.test>\r\n{more}\r\n{words}\r\n"
    ).encode()


def _file(tx, row) -> None:
    from lagniappe.channels.email.inbound import store

    filing.file_mail(tx, filing.office(tx, KEY), row, read(store.bytes_of(row, None)), [])
