"""A customer of mail is given something: the letter has all of it, and it cannot be undone away."""

import uuid

import pytest

from lagniappe.desk.complaints.remedies import catalogue, given
from lagniappe.desk.conversations import message
from lagniappe.kit.clock import SECOND
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import PostOffice, written
from tests.flows.test_chat_and_mail import arrives, pass_time  # noqa: F401


@pytest.fixture
def office(desk):
    opened = PostOffice().open()
    desk.db.write_sync(postoffice.furnish, outgoing=opened.outgoing)
    yield opened
    opened.close()


def test_the_letter_brings_the_voucher(desk, office, pass_time):  # noqa: F811
    remedy = desk.db.write_sync(
        catalogue.create,
        kind="discount",
        names={"en": "Shop voucher"},
        currency="EUR",
        low=1,
        high=9_999,
        voucher=True,
    )
    mail = written("It broke again", sender="Vera <vera@example.com>", subject="My grinder")
    here = arrives(desk, mail).conversation_id
    fields = {
        "client_id": str(uuid.uuid4()),
        "remedy": remedy,
        "amount": "20",
        "reason": "Broken twice",
        "words": "I am sorry, Vera.",
    }
    assert desk.bob.ask("POST", f"/conversations/{here}/remedies", data=fields).status_code == 200
    entry = desk.db.read_sync(message.public_after, here, 0)[-1]
    undo = desk.bob.ask("DELETE", f"/outbox/{entry.by_mail['id']}")
    assert (undo.status_code, undo.json()["code"]) == (422, "given")
    pass_time(11 * SECOND / 60_000)
    (sent,) = office.delivered
    assert sent.receivers == ["vera@example.com"]
    text = sent.letter.get_body(("plain",)).get_content()
    assert "I am sorry, Vera." in text and "€20" in text
    assert entry.details["remedy"]["code"] in text
    assert desk.db.read_sync(given.of_conversation, here)[0].state == "granted"
