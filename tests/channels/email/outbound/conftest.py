"""A desk with a mailbox, a post office, and Maria who answers."""

import asyncio

import pytest

from lagniappe.app import join_reactions
from lagniappe.channels.email.outbound import goes_on
from lagniappe.channels.email.outbound.sender import Sender
from lagniappe.desk.accounts import agents, passwords
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import KEY, PostOffice

_HASHED = passwords.hashed("correct horse battery")


@pytest.fixture
def office():
    opened = PostOffice().open()
    yield opened
    opened.close()


@pytest.fixture
def mail_db(db):
    join_reactions(KEY)
    goes_on.register(KEY)
    return db


@pytest.fixture
def box_id(mail_db, office):
    return mail_db.write_sync(postoffice.furnish, outgoing=office.outgoing)


@pytest.fixture
def maria(mail_db):
    return mail_db.write_sync(
        lambda tx: agents.create(
            tx,
            email="maria@kafeneio.example",
            name="Maria Ioannou",
            password=_HASHED,
            role="agent",
            department_ids=[],
        )
    )


@pytest.fixture
def letter_from_eleni(mail_db, box_id):
    """Eleni's first mail; returns her conversation's id."""
    return mail_db.write_sync(postoffice.arrives, box_id, postoffice.written()).conversation_id


@pytest.fixture
def deliver(mail_db, tmp_path, clock):
    """Let the undo time pass and the sender work: `deliver()`."""

    def work(*, after: int = 11_000):
        clock.advance(after)
        sender = Sender(mail_db, tmp_path / "attachments", KEY)

        async def once():
            await sender.work_off()
            await sender.stop()

        asyncio.run(once())

    return work
