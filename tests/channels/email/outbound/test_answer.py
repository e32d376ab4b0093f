"""An agent's reply to a mail: one letter, in the customer's thread, once."""

import pytest

from lagniappe.channels.email import keys
from lagniappe.channels.email.outbound import listing, resend, sending, undo
from lagniappe.desk.conversations import message
from lagniappe.kit.errors import NotFound, Refused
from tests.channels.email.outbound.postoffice import (
    KEY,
    SUPPORT,
    answers,
    arrives,
    furnish,
    rows,
    written,
)


def test_a_reply_becomes_a_letter_in_the_thread(mail_db, office, maria, letter_from_eleni, deliver):
    mail_db.write_sync(answers, maria, letter_from_eleni)
    assert mail_db.read_sync(rows)[0].state == "held"
    deliver()
    (delivered,) = office.delivered
    letter = delivered.letter
    assert delivered.sender == SUPPORT
    assert delivered.receivers == ["eleni@example.com"]
    assert letter["From"] == "Maria Ioannou at Kafeneio <support@kafeneio.example>".replace(
        "Maria Ioannou", maria.display_name
    )
    assert letter["Subject"] == "Re: Order 4711"
    assert letter["In-Reply-To"] == "<first@mail.example.com>"
    assert letter["References"] == "<first@mail.example.com>"
    assert letter["Auto-Submitted"] is None
    assert keys.conversation_of(KEY, letter["Reply-To"]) == letter_from_eleni
    assert keys.conversation_of(KEY, letter["Message-ID"]) == letter_from_eleni
    text = letter.get_body(("plain",)).get_content()
    assert text.startswith("It left today.")
    assert "> Where is my grinder?" in text
    html = letter.get_body(("html",)).get_content()
    assert "It left today." in html and "Where is my grinder?" in html
    (row,) = mail_db.read_sync(rows)
    assert (row.state, row.tries, row.repeats) == ("sent", 1, 0)


def test_five_rounds_are_one_thread(mail_db, office, maria, letter_from_eleni, deliver, box_id):
    for round_ in range(5):
        mail_db.write_sync(answers, maria, letter_from_eleni, f"Answer {round_}")
        deliver()
        ours = office.delivered[-1].letter["Message-ID"]
        raw = written(
            f"Thanks {round_}",
            subject="Re: Order 4711",
            message_id=f"<again-{round_}@mail.example.com>",
            more=f"In-Reply-To: {ours}\n",
        )
        filed = mail_db.write_sync(arrives, box_id, raw)
        assert (filed.outcome, filed.conversation_id) == ("answer", letter_from_eleni)
    subjects = {one.letter["Subject"] for one in office.delivered}
    assert subjects == {"Re: Order 4711"}
    last = office.delivered[-1].letter
    assert last["In-Reply-To"] == "<again-3@mail.example.com>"
    chain = last["References"].split()
    assert len(chain) == 9
    assert chain[0] == "<first@mail.example.com>"
    assert office.delivered[0].letter["Message-ID"] in chain


def test_a_line_is_used_for_many_letters(mail_db, office, maria, letter_from_eleni, deliver):
    for number in range(5):
        mail_db.write_sync(answers, maria, letter_from_eleni, f"Answer {number}")
    deliver()
    assert len(office.delivered) == 5
    assert office.connections == 1


def test_undo_brings_the_words_back(mail_db, office, maria, letter_from_eleni, deliver):
    before = mail_db.read_sync(message.after, letter_from_eleni, 0)
    stored = mail_db.write_sync(answers, maria, letter_from_eleni, "Too quick")
    (row,) = mail_db.read_sync(rows)
    undone = mail_db.write_sync(undo.undo, maria, row.id)
    assert undone.body == "Too quick"
    deliver()
    assert office.delivered == []
    after = mail_db.read_sync(message.after, letter_from_eleni, 0)
    assert [m.position for m in after] == [*(m.position for m in before), stored.position]
    assert after[-1].body == "" and after[-1].taken_back


def test_undo_leaves_the_customer_waiting(mail_db, maria, letter_from_eleni):
    def state(tx):
        from lagniappe.desk.conversations import find

        row = find.for_agent(tx, maria, letter_from_eleni)
        return row.waiting_since, row.preview, row.preview_by, row.first_response_at

    before = mail_db.read_sync(state)
    assert before[0] is not None
    mail_db.write_sync(answers, maria, letter_from_eleni, "Too quick")
    assert mail_db.read_sync(state) != before
    mail_db.write_sync(undo.undo, maria, mail_db.read_sync(rows)[0].id)
    assert mail_db.read_sync(state) == before


def test_undo_too_late_or_by_somebody_else(mail_db, maria, letter_from_eleni, clock):
    mail_db.write_sync(answers, maria, letter_from_eleni)
    (row,) = mail_db.read_sync(rows)
    other = type(maria)(**{**{n: getattr(maria, n) for n in maria.__slots__}, "id": row.id})
    with pytest.raises(NotFound):
        mail_db.write_sync(undo.undo, other, row.id)
    clock.advance(10_000)
    with pytest.raises(Refused) as refusal:
        mail_db.write_sync(undo.undo, maria, row.id)
    assert refusal.value.code == "too_late"


def test_copies_go_along_unless_left_out(mail_db, office, maria, box_id, deliver):
    raw = written(more="Cc: Nikos <nikos@example.com>, support@kafeneio.example\n")
    conversation = mail_db.write_sync(arrives, box_id, raw).conversation_id
    mail_db.write_sync(answers, maria, conversation)
    mail_db.write_sync(answers, maria, conversation, "Only for you", copies=False)
    deliver()
    with_copy, alone = office.delivered
    assert with_copy.receivers == ["eleni@example.com", "nikos@example.com"]
    assert with_copy.letter["Cc"] == "Nikos <nikos@example.com>"
    assert alone.receivers == ["eleni@example.com"]
    assert alone.letter["Cc"] is None


def test_without_a_server_it_says_so(mail_db, maria, deliver):
    box_id = mail_db.write_sync(furnish)
    conversation = mail_db.write_sync(arrives, box_id, written()).conversation_id
    stored = mail_db.write_sync(answers, maria, conversation)
    deliver()
    (row,) = mail_db.read_sync(rows)
    assert (row.state, row.tries) == ("unsent", 0)
    entry = mail_db.read_sync(message.at, conversation, stored.position)
    assert entry.by_mail["state"] == "unsent"


def test_resending_what_failed(mail_db, office, maria, letter_from_eleni, deliver):
    office.says["eleni@example.com"] = "550 5.7.1 not today"
    stored = mail_db.write_sync(answers, maria, letter_from_eleni)
    deliver()
    (row,) = mail_db.read_sync(rows)
    assert row.state == "failed" and "5.7.1" in row.error
    assert mail_db.read_sync(listing.is_troubled, maria)
    entries = mail_db.read_sync(message.after, letter_from_eleni, stored.position)
    assert [m.event["name"] for m in entries] == ["mail_failed"]
    office.says.clear()
    mail_db.write_sync(resend.resend, maria, row.id)
    deliver()
    assert [one.receivers for one in office.delivered] == [["eleni@example.com"]]
    assert office.delivered[0].letter["Message-ID"] == f"<{row.rfc_id}>"
    assert mail_db.read_sync(rows)[0].state == "sent"
    with pytest.raises(Refused):
        mail_db.write_sync(resend.resend, maria, row.id)


def test_not_now_is_tried_again_later(mail_db, office, maria, letter_from_eleni, deliver, clock):
    office.says["eleni@example.com"] = "451 4.7.1 come back later"
    mail_db.write_sync(answers, maria, letter_from_eleni)
    deliver()
    (row,) = mail_db.read_sync(rows)
    assert row.state == "queued" and row.send_at > clock.now()
    deliver(after=0)
    assert mail_db.read_sync(rows)[0].tries == 1
    office.says.clear()
    deliver(after=60_000)
    assert len(office.delivered) == 1
    assert mail_db.read_sync(rows)[0].state == "sent"


def test_it_is_given_up_in_the_end(mail_db, office, maria, letter_from_eleni, deliver):
    office.says["DATA"] = "452 no room"
    mail_db.write_sync(answers, maria, letter_from_eleni)
    for _ in range(6):
        deliver(after=3_600_000)
    names = [m.event["name"] for m in mail_db.read_sync(message.after, letter_from_eleni, 2)]
    assert names == ["mail_late"]
    deliver(after=sending.GIVEN_UP_AFTER)
    assert mail_db.read_sync(rows)[0].state == "failed"


def test_one_refused_receiver_does_not_stop_the_others(mail_db, office, maria, box_id, deliver):
    raw = written(more="Cc: nikos@example.com, anna@example.com\n")
    conversation = mail_db.write_sync(arrives, box_id, raw).conversation_id
    office.says["nikos@example.com"] = "550 nobody"
    office.says["anna@example.com"] = "450 full"
    mail_db.write_sync(answers, maria, conversation)
    deliver()
    office.says.clear()
    deliver(after=60_000)
    assert [one.receivers for one in office.delivered] == [
        ["eleni@example.com"],
        ["anna@example.com"],
    ]
    (row,) = mail_db.read_sync(rows)
    assert (row.state, row.repeats) == ("sent", 0)


def test_the_letter_speaks_the_customers_language(mail_db, maria, box_id):
    raw = written("Πού είναι η παραγγελία μου;", sender="Ελένη <eleni@example.com>")
    conversation = mail_db.write_sync(arrives, box_id, raw).conversation_id
    mail_db.write_sync(answers, maria, conversation, "Έφυγε σήμερα.")
    assert mail_db.read_sync(rows)[0].content["locale"] == "el"
