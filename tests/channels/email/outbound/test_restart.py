"""Killed at any moment: every letter goes out, at most one of them twice, and counted."""

import asyncio

from sqlalchemy import update

from lagniappe.channels.email.outbound import sending
from lagniappe.channels.email.outbound.letter import letter
from lagniappe.channels.email.outbound.sender import Sender
from lagniappe.channels.email.outbound.smtp import Line
from lagniappe.channels.email.tables import outbox
from lagniappe.kit.clock import MINUTE
from tests.channels.email.outbound.postoffice import KEY, answers, box_of, rows


def test_killed_after_claiming_nothing_is_lost_or_doubled(
    mail_db, office, maria, letter_from_eleni, deliver, clock
):
    mail_db.write_sync(answers, maria, letter_from_eleni)
    clock.advance(11_000)
    assert len(mail_db.write_sync(sending.claim, "dead", most=10)) == 1
    deliver(after=0)
    assert office.delivered == []
    deliver(after=sending.LEASE + 1)
    assert len(office.delivered) == 1
    assert mail_db.read_sync(rows)[0].repeats == 0


def test_killed_between_sending_and_writing_it_down(
    mail_db, office, box_id, maria, letter_from_eleni, deliver, clock
):
    for number in range(3):
        mail_db.write_sync(answers, maria, letter_from_eleni, f"Answer {number}")
    clock.advance(11_000)
    claimed = mail_db.write_sync(sending.claim, "dead", most=10)
    first = claimed[0]
    assert mail_db.write_sync(sending.begin, first, "dead")
    line = Line(mail_db.read_sync(box_of, box_id), KEY)
    line.send("support@kafeneio.example", first.receivers, letter(first, None))
    line.close()
    deliver(after=sending.LEASE + 1)
    ids = [one.letter["Message-ID"] for one in office.delivered]
    assert len(ids) == 4 and len(set(ids)) == 3
    assert ids.count(f"<{first.rfc_id}>") == 2
    assert [row.repeats for row in mail_db.read_sync(rows)] == [1, 0, 0]
    assert {row.state for row in mail_db.read_sync(rows)} == {"sent"}
    assert office.delivered[0].raw == next(
        one.raw for one in office.delivered[1:] if one.letter["Message-ID"] == ids[0]
    )


def test_a_worker_whose_lease_ended_neither_begins_nor_settles(
    mail_db, maria, letter_from_eleni, clock
):
    mail_db.write_sync(answers, maria, letter_from_eleni)
    clock.advance(11_000)
    (row,) = mail_db.write_sync(sending.claim, "slow", most=10)
    clock.advance(sending.LEASE + 1)
    assert not mail_db.write_sync(sending.begin, row, "slow")
    assert len(mail_db.write_sync(sending.claim, "quick", most=10)) == 1
    mail_db.write_sync(sending.failed, row, "slow", "late word")
    assert mail_db.read_sync(rows)[0].state == "held"


def test_two_senders_share_without_doubling(
    mail_db, office, maria, letter_from_eleni, clock, tmp_path
):
    for number in range(20):
        mail_db.write_sync(answers, maria, letter_from_eleni, f"Answer {number}")
    clock.advance(11_000)

    async def both():
        senders = [Sender(mail_db, tmp_path, KEY) for _ in range(2)]
        await asyncio.gather(*(sender.work_off() for sender in senders))
        for sender in senders:
            await sender.stop()

    asyncio.run(both())
    ids = [one.letter["Message-ID"] for one in office.delivered]
    assert len(ids) == len(set(ids)) == 20


def test_stopping_gives_back_what_was_not_begun(mail_db, maria, letter_from_eleni, clock, tmp_path):
    mail_db.write_sync(answers, maria, letter_from_eleni)
    clock.advance(11_000)
    sender = Sender(mail_db, tmp_path, KEY)
    mail_db.write_sync(sending.claim, sender._name, most=10)
    asyncio.run(sender.stop())
    assert mail_db.read_sync(rows)[0].leased_by is None


def test_the_line_broke_after_the_last_byte(mail_db, office, maria, letter_from_eleni, deliver):
    office.says["CUT"] = "1"
    mail_db.write_sync(answers, maria, letter_from_eleni)
    deliver()
    assert len(office.delivered) == 1
    (row,) = mail_db.read_sync(rows)
    assert (row.state, row.repeats) == ("queued", 1)
    office.says.clear()
    deliver(after=MINUTE)
    assert len({one.letter["Message-ID"] for one in office.delivered}) == 1
    assert mail_db.read_sync(rows)[0].state == "sent"


def test_a_server_that_is_not_there_is_waited_for(
    mail_db, office, maria, letter_from_eleni, deliver
):
    office.close()
    mail_db.write_sync(answers, maria, letter_from_eleni)
    deliver()
    (row,) = mail_db.read_sync(rows)
    assert (row.state, row.repeats) == ("queued", 0)
    office.open()
    mail_db.write_sync(
        lambda tx: tx.execute(
            update(outbox.metadata.tables["mailboxes"]).values(outgoing=office.outgoing)
        )
    )
    deliver(after=MINUTE)
    assert len(office.delivered) == 1
