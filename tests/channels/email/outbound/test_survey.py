"""A survey by mail: in the thread, honest to machines, one link an answer, and only if welcome."""

import re

import pytest
from sqlalchemy import select, update

from lagniappe.app import join_reactions
from lagniappe.channels.email.tables import dead_addresses
from lagniappe.desk.conversations import close
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.tables import surveys
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import KEY

ORIGIN = "https://desk.example.com"


@pytest.fixture
def solve(mail_db, maria, letter_from_eleni, deliver):
    """Maria answers Eleni's mail and closes."""
    join_reactions(KEY, ORIGIN)

    def answer_and_close():
        mail_db.write_sync(postoffice.answers, maria, letter_from_eleni, "It is repaired.")
        deliver()
        mail_db.write_sync(close.close, maria, letter_from_eleni)
        deliver()

    yield answer_and_close
    join_reactions(KEY)


def survey(db):
    return db.read_sync(lambda tx: tx.one(select(surveys)))


def test_the_letter_is_in_the_thread_and_says_that_a_program_sent_it(office, mail_db, solve):
    solve()
    answered, asked = (one.letter for one in office.delivered)
    assert survey(mail_db).medium == "email"
    assert asked["Subject"].startswith("Re: ")
    assert asked["In-Reply-To"] == "<first@mail.example.com>" == answered["In-Reply-To"]
    assert asked["Auto-Submitted"] == "auto-generated"
    assert asked["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(rf"<{ORIGIN}/ask/[\w-]{{43}}/never>", asked["List-Unsubscribe"])


def test_one_link_for_each_answer_and_one_for_ones_own_words(office, mail_db, solve):
    solve()
    text = office.delivered[-1].letter.get_body(("plain",)).get_content().replace("\r", "")
    html = office.delivered[-1].letter.get_body(("html",)).get_content()
    page = re.search(rf"{ORIGIN}/ask/[\w-]+", text)[0]
    for value in range(1, 6):
        assert f"{page}?q=csat&v={value}\n" in text
        assert f'href="{page}?q=csat&amp;v={value}"' in html
    assert "1 (Not at all): " in text and "5 (Very): " in text
    assert f"In your own words: {page}\n" in text and f"{page}/never" in text
    assert page.rpartition("/")[2] not in repr(survey(mail_db))


def test_whoever_prefers_the_phone_gets_no_mail(office, mail_db, solve):
    mail_db.write_sync(lambda tx: tx.execute(update(customers).values(preferred_medium="phone")))
    solve()
    assert len(office.delivered) == 1
    assert (survey(mail_db).state, survey(mail_db).reason) == ("passed_over", "prefers_phone")


def test_without_an_address_of_the_desk_nobody_is_asked_by_mail(office, mail_db, solve):
    join_reactions(KEY)
    solve()
    assert len(office.delivered) == 1
    assert (survey(mail_db).state, survey(mail_db).reason) == ("passed_over", "no_way")


def test_an_address_that_takes_no_mail_is_not_asked(office, mail_db, solve):
    dead = dead_addresses.insert().values(address="eleni@example.com", reason="550", since=1)
    mail_db.write_sync(lambda tx: tx.execute(dead))
    solve()
    assert survey(mail_db).reason == "no_way"
