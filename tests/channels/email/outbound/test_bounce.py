"""A letter comes back: said below its words, on the conversation, and before the next one."""

from lagniappe.channels.email.outbound import resend, way
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.tables import conversations
from tests.channels.email.outbound.postoffice import answers, arrives, furnish, rows, written

REPORT = """From: MAILER-DAEMON@mail.example.com
To: support@kafeneio.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <{number}@bounce.example.com>
Return-Path: <>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; eleni@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

From: support@kafeneio.example
To: eleni@example.com
Message-ID: <{rfc_id}>
Subject: Re: Order 4711

Hello
--b--
"""


def test_a_storm_of_bounces_makes_no_case_and_no_mail(mail_db, office, maria, deliver, clock):
    box_id = mail_db.write_sync(furnish, outgoing=office.outgoing, confirms=True)
    conversation = mail_db.write_sync(arrives, box_id, written()).conversation_id
    for number in range(5):
        mail_db.write_sync(answers, maria, conversation, f"Answer {number}")
    deliver()
    sent = mail_db.read_sync(rows)
    before = mail_db.read_sync(counts)

    def storm(tx):
        for number in range(500):
            ours = sent[number % len(sent)].rfc_id
            forged = "made-up@elsewhere.example"
            rfc_id = forged if number % 7 == 0 else ours
            arrives(tx, box_id, REPORT.format(number=number, rfc_id=rfc_id).encode())

    mail_db.write_sync(storm)
    deliver(after=3_600_000)
    after = mail_db.read_sync(counts)
    assert after == before
    told = mail_db.read_sync(message.after, conversation, 0, limit=1_000)
    assert sum(bool(m.event) for m in told) == len(sent)


def counts(tx) -> tuple[int, int]:
    """Conversations and letters."""
    return len(tx.all(conversations.select())), len(rows(tx))


def test_a_bounce_marks_letter_address_and_conversation(
    mail_db, office, box_id, maria, letter_from_eleni, deliver
):
    stored = mail_db.write_sync(answers, maria, letter_from_eleni)
    deliver()
    (row,) = mail_db.read_sync(rows)
    for number in range(3):
        report = REPORT.format(number=number, rfc_id=row.rfc_id).encode()
        assert mail_db.write_sync(arrives, box_id, report).outcome == "bounce"
    entry = mail_db.read_sync(message.at, letter_from_eleni, stored.position)
    assert entry.by_mail["state"] == "bounced"
    (event,) = mail_db.read_sync(message.after, letter_from_eleni, stored.position)
    assert event.event["name"] == "mail_bounced"
    assert mail_db.read_sync(way.of, letter_from_eleni).dead
    mail_db.write_sync(resend.resend, maria, row.id)
    deliver()
    assert len(office.delivered) == 2


def test_an_address_that_is_refused_as_unknown_is_dead_too(
    mail_db, office, maria, letter_from_eleni, deliver
):
    office.says["eleni@example.com"] = "550 5.1.1 no such user"
    mail_db.write_sync(answers, maria, letter_from_eleni)
    deliver()
    assert mail_db.read_sync(rows)[0].state == "failed"
    assert mail_db.read_sync(way.of, letter_from_eleni).dead


def test_a_refusal_for_another_reason_says_nothing_of_the_address(
    mail_db, office, maria, letter_from_eleni, deliver
):
    office.says["eleni@example.com"] = "550 5.7.1 not from you"
    mail_db.write_sync(answers, maria, letter_from_eleni)
    deliver()
    assert not mail_db.read_sync(way.of, letter_from_eleni).dead
