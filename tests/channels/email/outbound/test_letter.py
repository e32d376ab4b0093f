"""Letters: what mail programs get, whatever people call themselves and whatever they write."""

import email
import email.policy

import pytest

from lagniappe.channels.email.outbound import letter
from lagniappe.channels.email.reading import read
from lagniappe.desk.conversations import attach, shelf
from tests.channels.email.outbound.postoffice import answers, arrives, furnish, rows, written

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
ARABIC = "شحنت الطلب اليوم. سيصل غدًا."
JAPANESE = "本日発送いたしました。明日お届けします。"


def bytes_of(row) -> bytes:
    return letter.letter(row, lambda digest: b"")


def written_down(row):
    return email.message_from_bytes(bytes_of(row), policy=email.policy.default)


@pytest.fixture
def row(mail_db, maria, letter_from_eleni):
    mail_db.write_sync(answers, maria, letter_from_eleni)
    return mail_db.read_sync(rows)[0]


def test_the_same_row_makes_the_same_bytes(row):
    assert bytes_of(row) == bytes_of(row)


def test_no_line_is_too_long_and_none_is_bare(row):
    raw = bytes_of(row)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "name",
    [
        'Eve" <eve@evil.example>, "x',
        "Eve\r\nBcc: everybody@example.com",
        "Eve\nX-Evil: 1",
        "=?utf-8?q?Eve=0ABcc:_all@example.com?=",
        "Ελένη, «η μικρή»",
        "\u202egro.live@eve\u202c",
        "(comment) <a@b>",
        "x" * 500,
        "",
    ],
)
def test_hostile_names_stay_names(mail_db, box_id, maria, row, name):
    def rename(tx):
        from sqlalchemy import update

        from lagniappe.channels.email.tables import outbox

        content = {**row.content, "to": [[name, "eleni@example.com"]], "agent": name}
        subject = f"Order {name}"[:300]
        tx.execute(update(outbox).values(content=content, subject=subject))

    mail_db.write_sync(rename)
    made = written_down(mail_db.read_sync(rows)[0])
    assert made["Bcc"] is None and made["X-Evil"] is None
    assert [a.addr_spec for a in made["To"].addresses] == ["eleni@example.com"]
    assert [a.addr_spec for a in made["From"].addresses] == ["support@kafeneio.example"]
    assert not made.defects


@pytest.mark.parametrize("address", ["eve@x.example\r\nBcc: a@b.c", "a b@c.example", "nobody"])
def test_what_is_no_address_is_not_written_to(address):
    with pytest.raises(ValueError, match="not an address"):
        letter.address("Eve", address)


def test_domains_in_other_scripts_are_written_as_servers_know_them():
    assert letter.address("Ute", "ute@bücher.example").addr_spec == "ute@xn--bcher-kva.example"


def test_a_hostile_subject_from_outside_comes_back_as_one_line(mail_db, box_id, maria):
    raw = written(subject="=?utf-8?b?SGVsbG8NCkJjYzogYWxsQGV4YW1wbGUuY29t?=")
    conversation = mail_db.write_sync(arrives, box_id, raw).conversation_id
    mail_db.write_sync(answers, maria, conversation)
    made = written_down(mail_db.read_sync(rows)[0])
    assert made["Bcc"] is None
    assert made["Subject"].startswith("Re: Hello")


@pytest.mark.parametrize("subject", ["RE: Order", "Aw: Order", "ΑΠ: Παραγγελία", "Re[2]: Order"])
def test_an_answer_to_an_answer_keeps_its_subject(mail_db, box_id, maria, subject):
    raw = written(subject=subject)
    conversation = mail_db.write_sync(arrives, box_id, raw).conversation_id
    mail_db.write_sync(answers, maria, conversation)
    assert written_down(mail_db.read_sync(rows)[0])["Subject"] == subject


@pytest.mark.parametrize(("body", "direction"), [(ARABIC, "rtl"), (JAPANESE, "ltr")])
def test_other_scripts_arrive_as_they_were_written(
    mail_db, maria, letter_from_eleni, body, direction
):
    mail_db.write_sync(answers, maria, letter_from_eleni, body)
    raw = bytes_of(mail_db.read_sync(rows)[0])
    raw.decode("ascii")
    made = email.message_from_bytes(raw, policy=email.policy.default)
    assert body in made.get_body(("plain",)).get_content()
    html = made.get_body(("html",)).get_content()
    assert body in html and f'dir="{direction}"' in html
    assert body in read(raw).visible


def test_what_agents_write_is_never_html(mail_db, maria, letter_from_eleni):
    mail_db.write_sync(answers, maria, letter_from_eleni, "<script>alert(1)</script> & <b>")
    html = written_down(mail_db.read_sync(rows)[0]).get_body(("html",)).get_content()
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_pictures_stand_in_the_letter_and_files_hang_on_it(
    mail_db, maria, letter_from_eleni, tmp_path
):
    folder = tmp_path / "attachments"

    def upload(tx, name, content, media_type):
        return attach.add(
            tx,
            by=f"agent:{maria.id}",
            name=name,
            media_type=media_type,
            content=content,
            digest=shelf.put(folder, content),
            conversation_id=letter_from_eleni,
        )["id"]

    files = [
        mail_db.write_sync(upload, "σχέδιο.png", PNG, "image/png"),
        mail_db.write_sync(upload, "bill.pdf", b"%PDF-1.4 bill", "application/pdf"),
    ]
    mail_db.write_sync(answers, maria, letter_from_eleni, "See here", attachment_ids=files)
    row = mail_db.read_sync(rows)[0]
    raw = letter.letter(row, lambda digest: shelf.path_of(folder, digest).read_bytes())
    made = email.message_from_bytes(raw, policy=email.policy.default)
    (bill,) = made.iter_attachments()
    assert (bill.get_filename(), bill.get_content()) == ("bill.pdf", b"%PDF-1.4 bill")
    inline = [part for part in made.walk() if part["Content-ID"]]
    assert [part.get_content() for part in inline] == [PNG]
    assert inline[0].get_filename() == "σχέδιο.png"
    cid = inline[0]["Content-ID"].strip("<>")
    assert f'src="cid:{cid}"' in made.get_body(("html",)).get_content()
    ours = read(raw)
    assert {file.name for file in ours.files} == {"σχέδιο.png", "bill.pdf"}


def test_brand_colour_signature_and_what_they_wrote(mail_db, maria):
    box_id = mail_db.write_sync(furnish, signature="Kafeneio\nAthens")
    conversation = mail_db.write_sync(arrives, box_id, written()).conversation_id
    mail_db.write_sync(answers, maria, conversation)
    made = written_down(mail_db.read_sync(rows)[0])
    text = made.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "-- \nKafeneio\nAthens" in text
    assert text.index("It left today.") < text.index("Athens") < text.index("> Where is")
    html = made.get_body(("html",)).get_content()
    assert "#0b7a68" in html and "Kafeneio<br>" in html and "<blockquote" in html


def test_our_own_reader_folds_what_we_quoted(row):
    mail = read(bytes_of(row))
    assert mail.visible.strip().startswith("It left today.")
    assert "Where is my grinder?" not in mail.visible
