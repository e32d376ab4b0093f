"""What agents see of a mail: its fold, its original made harmless, and who may see it."""

import re

import pytest

from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import arrives, written
from tests.data.mail.making.letter import PNG, mail, multi, part

QUOTED = "Thanks.\n\nOn 10 Feb 2026 at 09:00 Shop <s@kafeneio.example> wrote:\n> It left.\n"
MARKUP = (
    '<p style="color:red;background:url(https://spy.example/b)">Thanks.</p><script>x()</script>'
    '<img src="cid:cup@x" onerror="x()"><img src="https://spy.example/1.gif">'
    '<a href="javascript:x()">bad</a><a href="https://good.example">good</a>'
    '<form action="https://spy.example"><input name="p"></form><meta http-equiv="refresh">'
)


@pytest.fixture
def come(desk):
    """A mail comes in; returns its conversation, its own id and the path of what is behind it."""
    box_id = desk.db.write_sync(postoffice.furnish)

    def come(raw: bytes):
        filed = desk.db.write_sync(arrives, box_id, raw)
        page = desk.alice.get(f"/conversations/{filed.conversation_id}").text
        paths = re.findall(r'src="(/conversations/[^"]+/mail/[^"/]+)(?:/original)?"', page)
        return filed.conversation_id, page, paths[-1]

    return come


@pytest.fixture
def laid_out(come):
    picture = part(PNG, "image/png", how="base64", more="Content-ID: <cup@x>\n")
    return come(mail(multi(part(MARKUP, "text/html"), picture, kind="related")))[2]


def test_the_fold_is_fetched_on_demand(desk, come):
    _, page, path = come(written(QUOTED))
    assert "Show what was quoted" in page and "It left." not in page
    assert "It left." in desk.alice.get(path).text


def test_a_mail_without_a_quotation_has_no_fold(come):
    _, page, _ = come(written("Where is it?"))
    assert "Show what was quoted" not in page and "Show the original" in page


def test_subject_copies_and_notes_are_shown(come):
    broken = "-----BEGIN PGP MESSAGE-----\n\nabc\n"
    _, page, _ = come(written(broken, more="Cc: nikos@example.com\n", subject="My <b>order</b>"))
    assert "My &lt;b&gt;order&lt;/b&gt;" in page
    assert "Copy to nikos@example.com" in page
    assert "encrypted and cannot be read here" in page


def test_the_subject_is_in_the_list(desk, come):
    come(written("Where is it?", subject="Order 4711"))
    assert 'class="row-subject"' in desk.alice.get("/inbox?view=all").text


def test_an_unknown_sender_in_a_thread_is_named(desk, come):
    conversation_id, _, _ = come(written("One.", more="Cc: nikos@example.com\n"))
    answer = written(
        "Two.",
        sender="Nikos <nikos@example.com>",
        message_id="<second@mail.example.com>",
        more="In-Reply-To: <first@mail.example.com>\n",
    )
    again, page, _ = come(answer)
    assert again == conversation_id
    assert "Written by nikos@example.com" in page


def test_the_original_is_harmless(desk, laid_out):
    answer = desk.alice.get(f"{laid_out}/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy
    assert "allow-scripts" not in policy and "http" not in policy
    for gone in ("<script", "onerror", "javascript:", "<form", "<input", "refresh", "spy.example"):
        assert gone not in answer.text
    assert "data:image/png;base64," in answer.text and "https://good.example" in answer.text


def test_pictures_from_elsewhere_come_only_when_asked_for(desk, laid_out):
    assert "tells the sender" in desk.alice.get(f"{laid_out}/original").text
    shown = desk.alice.get(f"{laid_out}/html?pictures=1")
    assert "https://spy.example/1.gif" in shown.text and "spy.example/b" not in shown.text
    assert "img-src data: https: http:" in shown.headers["content-security-policy"]


def test_only_supervisors_download(desk, laid_out):
    assert "/raw" in desk.sofia.get(f"{laid_out}/original").text
    assert "/raw" not in desk.bob.get(f"{laid_out}/original").text


@pytest.mark.parametrize("rest", ["", "/original", "/html"])
def test_who_may_not_see_the_conversation_sees_no_mail(desk, come, rest):
    first, _, path = come(written("One."))
    second, _, _ = come(written("Two.", sender="b@example.com", message_id="<b@x>"))
    desk.restrict("Sales")
    assert desk.alice.get(path.replace(first, second) + rest).status_code == 404
    assert desk.nobody.get(path + rest).status_code in (303, 401)


def test_what_a_colleague_says_above_a_forward_is_a_note(desk, come):
    passed = (
        "Can you help her?\n\n---------- Forwarded message ---------\n"
        "From: Eleni <eleni@example.com>\nDate: today\nSubject: Cups\nTo: <bob@example.com>\n\n"
        "My cup broke.\n"
    )
    _, page, _ = come(written(passed, sender="Bob <bob@example.com>", subject="Fwd: Cups"))
    note = page[page.index('class="note"') :]
    assert "Can you help her?" in note
    assert "My cup broke." in page[: page.index('class="note"')]


def test_what_a_customer_passes_on_is_shown_whole(desk, come):
    passed = (
        "I do not understand this.\n\n---------- Forwarded message ---------\n"
        "From: Bank <bank@example.com>\nDate: today\nSubject: Bill\nTo: <eleni@example.com>\n\n"
        "Pay now.\n"
    )
    _, page, _ = come(written(passed, subject="Fwd: Bill"))
    assert "I do not understand this." in page and "Pay now." in page
