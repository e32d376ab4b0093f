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


def test_an_offer_is_answered_with_its_number(desk, office, pass_time):  # noqa: F811
    shelf = [
        desk.db.write_sync(
            catalogue.create, kind="refund", names={"en": name}, currency="EUR", low=1, high=9_999
        )
        for name in ("Money back", "Postage back")
    ]
    mail = written("It broke again", sender="Vera <vera@example.com>", subject="My grinder")
    here = arrives(desk, mail).conversation_id
    fields = {"client_id": str(uuid.uuid4()), "remedy": shelf, "reason": "Broken twice"}
    fields |= {f"amount_{remedy}": "20" for remedy in shelf}
    assert desk.bob.ask("POST", f"/conversations/{here}/offers", data=fields).status_code == 200
    pass_time(11 * SECOND / 60_000)
    letter = office.delivered[-1].letter
    assert "answer with its number" in letter.get_body(("plain",)).get_content()
    answer = written(
        "2\n\n> Choose one, or answer with its number.",
        sender="Vera <vera@example.com>",
        subject="Re: My grinder",
        message_id="<second@mail.example.com>",
        more=f"In-Reply-To: {letter['Message-ID']}\n",
    )
    assert arrives(desk, answer).conversation_id == here
    pass_time(1)
    (one,) = desk.db.read_sync(given.of_conversation, here)
    assert (one.name, one.state) == ("Postage back", "granted")
