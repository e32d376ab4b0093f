"""Letters to those who work here: thanks they asked for, and the month's lessons, once."""

import pytest
from sqlalchemy import select

from lagniappe.bus import jobs
from lagniappe.bus.tables import jobs as job_rows
from lagniappe.channels.email.outbound import lessons, letter, thanks, to_staff
from lagniappe.channels.email.tables import dead_addresses, outbox
from lagniappe.desk.accounts import agents
from lagniappe.desk.complaints.remedies import stories
from lagniappe.desk.people import customers
from lagniappe.desk.surveys import shipped
from lagniappe.desk.surveys.recognition import choices, digest, praise
from lagniappe.desk.surveys.recognition.choices import Choices
from lagniappe.desk.surveys.voice import loop, recover
from lagniappe.kit.clock import DAY, from_datetime, to_datetime
from lagniappe.kit.errors import NotFound
from tests.desk.office import Office
from tests.desk.surveys.answers import answered, say


@pytest.fixture
def desk(db, clock):
    office = Office(db, clock)
    office.write(shipped.bring)
    office.write(_mailbox, office.brand_id)
    office.sofia = next(a for a in office.read(agents.everyone) if a.role == "supervisor")
    return office


def _mailbox(tx, brand_id):
    from lagniappe.channels.email.tables import mailboxes
    from lagniappe.kit import ids

    tx.execute(
        mailboxes.insert().values(
            id=ids.new(),
            brand_id=brand_id,
            address="support@kafeneio.example",
            aliases=[],
            name="Support",
            comes="pushed",
            incoming={},
            outgoing={"host": "mail.example", "port": 25, "security": "none"},
            created_at=tx.now,
        )
    )


def letters(desk):
    return desk.read(lambda tx: tx.all(select(outbox).order_by(outbox.c.receiver)))


def planned(desk, kind):
    row = desk.read(lambda tx: tx.one(select(job_rows).where(job_rows.c.kind == kind)))
    return row and row.run_at


def praised(desk, **more):
    about = {"words": "Bob was wonderful", "csat": 5, **more}
    return desk.write(answered, desk.here, agent_id=desk.bob.id, **about)


def send_thanks(desk):
    (one,) = desk.read(praise.feed)
    desk.write(thanks.send, {"praise": one.id})


def test_thanks_go_by_mail_only_to_whoever_wants_them_so(desk):
    praised(desk)
    assert planned(desk, "thanks.mail") is None
    desk.write(choices.choose, desk.bob, Choices(thanks_by_mail=True))
    praised(desk, words="And once more: Bob!")
    assert planned(desk, "thanks.mail") > desk.clock.at + 30 * 60_000


def test_the_letter_is_ours_automatic_and_says_why_it_came(desk):
    desk.write(choices.choose, desk.bob, Choices(thanks_by_mail=True))
    praised(desk)
    send_thanks(desk)
    (row,) = letters(desk)
    assert (row.receiver, row.subject) == ("bob@example.com", "A customer thanked you")
    assert row.conversation_id is None
    made = letter.letter(row, None).decode()
    assert "Auto-Submitted: auto-" in made
    assert "Bob was wonderful" in letter.text_of(row)
    assert "because you work here" in letter.text_of(row)
    assert "Bob was wonderful" in letter.html_of(row)


def test_praise_that_was_taken_back_meanwhile_is_not_mailed(desk):
    desk.write(choices.choose, desk.bob, Choices(thanks_by_mail=True))
    survey_id = praised(desk)
    (one,) = desk.read(praise.feed)
    desk.write(say, survey_id, "csat", value=3)
    desk.write(thanks.send, {"praise": one.id})
    assert letters(desk) == []


def a_month(desk):
    """February 2026 with something to tell, seen from the second of March."""
    desk.write(customers.change, desk.customer, name="Eleni Papadopoulou")
    praised(desk, words="Bob helped Eleni at once <script>")
    desk.write(answered, desk.here, words="Three people asked Eleni the same", csat=1)
    desk.write(stories.tell, desk.charlie, "I crossed the street for milk")
    (found,) = desk.read(loop.lines, desk.sofia, "open", limit=1)
    closed = desk.write(recover.finish, desk.sofia, found.id, did="Called Eleni back")
    desk.write(say, closed.happy_survey_id, "happy_now", value=1)
    march = to_datetime(desk.clock.at, "Europe/Athens").replace(month=3, day=1, hour=9)
    desk.clock.at = from_datetime(march)


def test_the_month_goes_out_once_to_everybody_who_has_not_said_no(desk):
    desk.write(choices.choose, desk.charlie, Choices(digest_by_mail=False))
    a_month(desk)
    desk.write(lessons.send, {})
    desk.write(lessons.send, {})
    rows = letters(desk)
    assert [row.receiver for row in rows] == [
        "alice@example.com",
        "bob@example.com",
        "sofia@example.com",
    ]
    assert {row.subject for row in rows} == {"What we learned in February 2026"}
    text = letter.text_of(rows[0])
    for words in ("… helped … at once", "Three people asked", "I crossed the street", "Called …"):
        assert words in text, words
    assert "Eleni" not in text
    assert "<script>" not in letter.html_of(rows[0])
    (kept,) = desk.read(digest.months)
    assert (kept.month, kept.letters) == ("2026-02", 3)


def test_the_next_one_is_planned_for_the_first_in_the_morning(desk):
    desk.write(lessons.plan)
    at = to_datetime(planned(desk, lessons.JOB), "Europe/Athens")
    assert (at.month, at.day, at.hour) == (3, 1, 8)
    a_month(desk)
    desk.write(lambda tx: jobs.drop(tx, lessons.JOB, ["monthly"]))
    desk.write(lessons.send, {})
    at = to_datetime(planned(desk, lessons.JOB), "Europe/Athens")
    assert (at.month, at.day, at.hour) == (4, 1, 8)


def test_each_reader_gets_it_in_their_language_their_words_first(desk):
    praised(desk, words="Υπέροχη εξυπηρέτηση, ευχαριστώ", locale="el")
    praised(desk, words="Wonderful service, thank you all")
    content = desk.read(lambda tx: digest.make(tx, digest.current(tx)))
    greek, english = (lessons.sections(content, locale)[0]["text"] for locale in ("el", "en"))
    assert greek.index("Υπέροχη") < greek.index("Wonderful")
    assert english.index("Wonderful") < english.index("Υπέροχη")
    assert lessons.month_name("2026-02", "el") == "Φεβρουάριος 2026"
    assert lessons.month_name("2026-02", "ja") == "2026年2月"


def test_an_empty_month_troubles_nobody(desk):
    desk.write(lessons.send, {})
    assert letters(desk) == []


def test_nothing_goes_to_an_address_that_takes_none(desk):
    dead = {"address": "bob@example.com", "reason": "gone", "since": 1}
    desk.write(lambda tx: tx.execute(dead_addresses.insert().values(dead)))
    assert desk.write(to_staff.write, desk.bob, kind="digest", subject="x", words=[]) is None


@pytest.mark.parametrize("wrong", ["", "2026", "2026-13", "../etc", "2026-02-01"])
def test_what_is_no_month_is_not_found(desk, wrong):
    with pytest.raises(NotFound):
        desk.read(digest.month, wrong)


def test_december_is_followed_by_january(desk):
    found = desk.read(digest.month, "2026-12")
    assert to_datetime(found.end, "Europe/Athens").isoformat()[:16] == "2027-01-01T00:00"
    assert found.end - found.start == 31 * DAY
