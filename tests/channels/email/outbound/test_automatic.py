"""What no agent wrote: confirmations and transcripts, and how they stop."""

import pytest

from lagniappe.channels.email.outbound import limits, transcript
from lagniappe.channels.email.tables import dead_addresses
from lagniappe.desk.conversations import receive
from lagniappe.desk.people import customers
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import Refused
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import KEY, SUPPORT, arrives, rows, written


@pytest.fixture
def confirming(mail_db, office):
    """A mailbox that confirms what it receives; returns its id."""
    return mail_db.write_sync(postoffice.furnish, outgoing=office.outgoing, confirms=True)


def new(number: int, **about) -> bytes:
    return written(message_id=f"<{number}@mail.example.com>", subject=f"Order {number}", **about)


def test_a_new_mail_is_confirmed_once(mail_db, office, confirming, deliver):
    first = mail_db.write_sync(arrives, confirming, new(1))
    deliver()
    (confirmation,) = office.delivered
    letter = confirmation.letter
    assert confirmation.receivers == ["eleni@example.com"]
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Subject"] == "Re: Order 1"
    assert letter["In-Reply-To"] == "<1@mail.example.com>"
    more = written(
        "One more thing",
        message_id="<1b@mail.example.com>",
        more=(f"In-Reply-To: {letter['Message-ID']}\n"),
    )
    again = mail_db.write_sync(arrives, confirming, more)
    assert again.conversation_id == first.conversation_id
    deliver()
    assert len(office.delivered) == 1


def test_three_a_day_to_one_address(mail_db, office, confirming, deliver, clock):
    for number in range(6):
        mail_db.write_sync(arrives, confirming, new(number))
    assert len(mail_db.read_sync(rows)) == limits.MOST_TO_ONE_A_DAY
    clock.advance(DAY + 1)
    mail_db.write_sync(arrives, confirming, new(99))
    assert len(mail_db.read_sync(rows)) == limits.MOST_TO_ONE_A_DAY + 1


def test_so_many_an_hour_altogether(mail_db, confirming, monkeypatch):
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 4)
    for number in range(8):
        mail_db.write_sync(arrives, confirming, new(number, sender=f"p{number}@example.com"))
    assert len(mail_db.read_sync(rows)) == 4


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: auto-generated\n",
        "Auto-Submitted: auto-replied\n",
        "Precedence: bulk\n",
        "Precedence: list\n",
        "List-Id: <news.example.com>\n",
        "X-Auto-Response-Suppress: All\n",
        "X-Spam-Flag: YES\n",
        "Return-Path: <>\n",
    ],
)
def test_machines_and_lists_are_not_confirmed_to(mail_db, confirming, more):
    mail_db.write_sync(arrives, confirming, new(1, more=more))
    assert mail_db.read_sync(rows) == []


def test_our_own_and_dead_addresses_are_not_confirmed_to(mail_db, confirming):
    mail_db.write_sync(
        lambda tx: tx.execute(
            dead_addresses.insert().values(address="eleni@example.com", reason="gone", since=1)
        )
    )
    mail_db.write_sync(arrives, confirming, new(1))
    mail_db.write_sync(arrives, confirming, new(2, sender=SUPPORT))
    assert mail_db.read_sync(rows) == []


def test_not_asked_for_means_not_sent(mail_db, box_id):
    mail_db.write_sync(arrives, box_id, new(1))
    assert mail_db.read_sync(rows) == []


def test_two_answering_machines_stop(mail_db, office, confirming, deliver, clock):
    """Each of our mails is answered at once by a machine that hides that it is one, from two
    addresses that answer each other too, each time as a new conversation."""
    machines = ["robot-a@example.com", "robot-b@example.com"]
    inbox = [new(0, sender=machines[0]), new(1, sender=machines[1])]
    number = 2
    for _ in range(40):
        for raw in inbox:
            mail_db.write_sync(arrives, confirming, raw)
        before = len(office.delivered)
        deliver(after=MINUTE)
        fresh = office.delivered[before:]
        inbox = []
        for _ in fresh:
            for machine in machines:
                inbox.append(new(number, sender=machine))
                number += 1
        if not inbox:
            break
    assert inbox == []
    assert len(office.delivered) == 2 * limits.MOST_TO_ONE_A_DAY


def test_a_transcript_goes_to_the_address_they_gave_once(mail_db, office, box_id, deliver):
    conversation = mail_db.write_sync(chat)
    address = mail_db.write_sync(transcript.send, conversation, key=KEY, zone="Europe/Athens")
    deliver()
    (sent,) = office.delivered
    assert address == "vera@example.com" and sent.receivers == [address]
    text = sent.letter.get_body(("plain",)).get_content()
    assert "My grinder is loud" in text and "You · " in text
    assert sent.letter["Auto-Submitted"] == "auto-replied"
    with pytest.raises(Refused) as refusal:
        mail_db.write_sync(transcript.send, conversation, key=KEY, zone="")
    assert refusal.value.code == "too_many"


def test_no_transcript_without_an_address(mail_db, box_id):
    conversation = mail_db.write_sync(chat, email="")
    with pytest.raises(Refused) as refusal:
        mail_db.write_sync(transcript.send, conversation, key=KEY, zone="")
    assert refusal.value.code == "no_address"


def chat(tx, email: str = "vera@example.com") -> str:
    """Vera writes in the widget; returns the conversation's id."""
    from lagniappe.desk.accounts import brands

    vera = customers.create(tx, name="Vera")
    if email:
        customers.identify(tx, vera, "email", email, verified=False)
    return receive.start(
        tx,
        customer_id=vera,
        brand_id=brands.all_brands(tx)[0].id,
        department_id=None,
        locale="en",
        client_id="vera-first",
        body="My grinder is loud",
    ).conversation_id


def test_a_mail_is_never_answered_by_the_library(mail_db, box_id):
    from lagniappe.bus.tables import jobs
    from lagniappe.desk.accounts import answering, brands

    mail_db.write_sync(
        lambda tx: answering.for_brand(tx, brands.all_brands(tx)[0].id, answering.Policy("always"))
    )
    mail_db.write_sync(arrives, box_id, new(1))
    kinds = {row.kind for row in mail_db.read_sync(lambda tx: tx.all(jobs.select()))}
    assert "answers.turn" not in kinds
    mail_db.write_sync(chat)
    kinds = {row.kind for row in mail_db.read_sync(lambda tx: tx.all(jobs.select()))}
    assert "answers.turn" in kinds
