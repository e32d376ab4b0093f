"""Mail between a customer's mailbox and the desk, by real servers, both ways."""

import email
import email.policy
import hashlib
import uuid
import zlib

import pytest

from lagniappe.desk.conversations import shelf
from tests.mail_servers import people, place

PICTURE = b"\x89PNG\r\n\x1a\n" + zlib.compress(b"a picture" * 500)
PAPER = b"%PDF-1.4\n" + bytes(range(256)) * 400


@pytest.mark.parametrize("way", ["imap", "lmtp", "pipe"])
def test_a_customers_mail_is_answered_and_answered_again_five_times(
    live_desk, new_mailbox, postfix, dovecot, chosen, monkeypatch, way
):
    # The servers outlive a story: nobody may find another story's mail in their mailbox.
    support = f"support-{uuid.uuid4().hex[:12]}@{_domain(way)}"
    eleni = f"eleni-{uuid.uuid4().hex[:12]}@customer.test"
    new_mailbox(support, comes="imap" if way == "imap" else "pushed", outgoing=postfix.port)
    postfix.pipes_into("mail", "pipe", "--data", str(chosen.data_dir))
    monkeypatch.setenv("LAGNIAPPE_DATABASE_URL", chosen.database_url)

    written = people.letter(eleni, support, f"Does the {way} grinder grind fine?")
    postfix.send(written, sender=eleni, to=support)
    conversation = people.conversation_with(live_desk, f"Does the {way} grinder")
    assert (conversation.channel, conversation.subject) == ("email", "A question")

    sent = [str(written["Message-ID"])]
    for round_trip in range(1, 6):
        answer = live_desk.alice.say(conversation.id, f"It does, for the {round_trip}. time.")
        assert answer.status_code == 200, answer.text
        arrived = place.until(
            lambda wanted=round_trip: _nth(dovecot, eleni, wanted), why=f"answer {round_trip}"
        )
        got = email.message_from_bytes(arrived, policy=email.policy.default)
        assert f"for the {round_trip}. time" in got.get_body(("plain",)).get_content()
        assert str(got["References"]).split()[0] == sent[0]
        assert str(got["In-Reply-To"]) == sent[-1]

        reply = people.answer_to(arrived, eleni, f"Thank you {round_trip} times, {way}.")
        postfix.send(reply, sender=eleni, to=people.envelope_to(reply))
        assert people.conversation_with(live_desk, f"Thank you {round_trip} times").id == (
            conversation.id
        )
        sent += [str(got["Message-ID"]), str(reply["Message-ID"])]
    said = people.entries(live_desk, conversation.id)
    assert [one.author_kind for one in said] == ["customer", "agent"] * 5 + ["customer"]
    assert len(dovecot.mails(eleni)) == 5


@pytest.mark.parametrize("way", ["imap", "lmtp", "pipe"])
def test_files_and_pictures_come_as_they_were_sent(
    live_desk, new_mailbox, postfix, chosen, monkeypatch, way
):
    support, eleni = f"files-{uuid.uuid4().hex[:12]}@{_domain(way)}", "eleni@customer.test"
    new_mailbox(support, comes="imap" if way == "imap" else "pushed")
    postfix.pipes_into("mail", "pipe", "--data", str(chosen.data_dir))
    monkeypatch.setenv("LAGNIAPPE_DATABASE_URL", chosen.database_url)
    written = people.letter(eleni, support, f"See the {way} picture.")
    written.add_alternative('<p>See <img src="cid:grinder@here"></p>', subtype="html")
    written.get_payload()[1].add_related(
        PICTURE, "image", "png", cid="<grinder@here>", filename="grinder.png"
    )
    written.add_attachment(PAPER, maintype="application", subtype="pdf", filename="Απόδειξη.pdf")

    postfix.send(written, sender=eleni, to=support)

    conversation = people.conversation_with(live_desk, f"See the {way} picture")
    files = {row.name: row for row in people.files_of(live_desk, conversation.id)}
    assert set(files) == {"grinder.png", "Απόδειξη.pdf"}
    folder = chosen.data_dir / "attachments"
    assert shelf.path_of(folder, files["grinder.png"].digest).read_bytes() == PICTURE
    assert files["Απόδειξη.pdf"].digest == hashlib.sha256(PAPER).hexdigest()


def test_files_and_pictures_go_out_as_they_were_attached(
    live_desk, new_mailbox, postfix, dovecot, chosen
):
    support, eleni = "files-out@lmtp.test", f"eleni-{uuid.uuid4().hex[:12]}@customer.test"
    new_mailbox(support, comes="pushed", outgoing=postfix.port)
    written = people.letter(eleni, support, "Please send me the drawing.")
    postfix.send(written, sender=eleni, to=support)
    conversation = people.conversation_with(live_desk, "Please send me the drawing")

    files = [("drawing.png", PICTURE, "image/png"), ("Σχέδιο.pdf", PAPER, "application/pdf")]
    uploaded = [
        live_desk.alice.ask(
            "POST", "/uploads", data={"conversation": conversation.id}, files={"file": file}
        ).json()
        for file in files
    ]
    answer = live_desk.alice.say(
        conversation.id, "Here it is.", attachment=[file["id"] for file in uploaded]
    )
    assert answer.status_code == 200, answer.text

    arrived = place.until(lambda: _nth(dovecot, eleni, 1), why="the answer with its files")
    got = email.message_from_bytes(arrived, policy=email.policy.default)
    sent = {
        part.get_filename(): (part.get_content_disposition(), part.get_payload(decode=True))
        for part in got.walk()
        if part.get_filename()
    }
    assert sent == {"drawing.png": ("inline", PICTURE), "Σχέδιο.pdf": ("attachment", PAPER)}
    (picture,) = [part for part in got.walk() if part.get_filename() == "drawing.png"]
    page = got.get_body(("html",)).get_content()
    assert f'src="cid:{str(picture["Content-ID"]).strip("<>")}"' in page


def test_what_nobody_here_is_called_goes_back_to_its_sender(
    live_desk, new_mailbox, postfix, dovecot
):
    new_mailbox("known@lmtp.test", comes="pushed")
    written = people.letter("lost@customer.test", "unknown@lmtp.test", "Anybody?")

    postfix.send(written, sender="lost@customer.test", to="unknown@lmtp.test")

    (back,) = place.until(lambda: dovecot.mails("lost@customer.test"), why="the bounce")
    assert b"550 5.1.1" in back
    assert people.stored(live_desk) == []


def _domain(way: str) -> str:
    return {"imap": "desk.test", "lmtp": "lmtp.test", "pipe": "pipe.test"}[way]


def _nth(dovecot, user: str, number: int) -> bytes | None:
    found = dovecot.mails(user)
    return found[number - 1] if len(found) >= number else None
