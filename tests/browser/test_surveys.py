"""How was it? Asked in the widget the moment the conversation is closed."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lagniappe.channels.email.inbound import filing
from lagniappe.channels.email.inbound.store import store
from lagniappe.channels.email.reading import read as parsed
from lagniappe.channels.email.tables import mails
from lagniappe.desk.conversations import close, reply
from lagniappe.desk.surveys import read
from lagniappe.desk.surveys.tables import surveys
from lagniappe.kit import ids
from tests.browser.seats import AXE, PHONE
from tests.browser.shop import wait_until
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import PostOffice


def newest(desk):
    query = surveys.select().order_by(surveys.c.created_at.desc(), surveys.c.id.desc())
    return desk.read(lambda tx: tx.one(query))


def test_closed_asked_words_and_two_of_five(come, desk):
    desk.come_in()
    visitor = come(viewport=PHONE).open()
    visitor.write("My machine drips")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    desk.answer("It is the gasket.")
    expect(visitor.bubble("gasket")).to_be_visible()
    desk.close()
    card = visitor.panel.locator(".survey")
    expect(card).to_contain_text("in your own words")
    wait_until(lambda: newest(desk).seen_at)
    long = "It took three days. " * 450
    card.locator("textarea").fill(long)
    card.get_by_role("button", name="Next").click()
    expect(card.get_by_role("alert")).to_have_text("Write at most 4000 characters.")
    expect(card.locator("textarea")).to_have_value(long)
    visitor.faults.clear()
    card.locator("textarea").fill("It took three days.")
    kept = "Object.values(sessionStorage).join()"
    wait_until(lambda: '"words":"It took three days."' in visitor.page.evaluate(kept))
    visitor.page.reload()
    visitor.open()
    expect(card.locator("textarea")).to_have_value("It took three days.")
    card.get_by_role("button", name="Next").click()
    expect(card).to_contain_text("How satisfied")
    panel = next(f for f in visitor.page.frames if f.url.startswith(f"{desk.address}/widget"))
    panel.evaluate(AXE)
    found = panel.evaluate("axe.run().then(r => r.violations.map(v => v.id))")
    assert found == []
    visitor.page.reload()
    visitor.open()
    card.get_by_role("button", name="2 of 5").focus()
    visitor.page.keyboard.press("Enter")
    expect(card).to_contain_text("look at what went wrong")
    done = desk.read(read.answered, newest(desk).id)
    assert (done.values, done.said, done.survey.state) == (
        {"csat": 2},
        "It took three days.",
        "done",
    )


@pytest.fixture(scope="module")
def office(desk):
    opened = PostOffice().open()
    opened.box_id = desk.write(postoffice.furnish, outgoing=opened.outgoing, undo_seconds=0)
    yield opened
    opened.close()


@pytest.fixture
def mailed(desk, office):
    """Somebody wrote by mail, was answered, and was asked how it was; the links of the letter."""
    before = len(office.delivered)
    sender, message_id = f"c{before}@example.com", f"<{before}@mail.example.com>"
    raw = postoffice.written(sender=sender, message_id=message_id)
    here = desk.write(_arrives, desk.state.key, office.box_id, raw).conversation_id
    desk.write(reply.reply, desk.agent, here, client_id=ids.new(), body="It left today.")
    desk.write(close.close, desk.agent, here)
    wait_until(lambda: len(office.delivered) == before + 2)
    letter = next(one.letter for one in office.delivered[before:] if one.letter["Auto-Submitted"])
    return re.findall(r"http\S+\?q=csat&v=\d", letter.get_body(("plain",)).get_content())


def test_a_letter_is_answered_by_one_press_and_looking_ahead_does_not_count(browser, desk, mailed):
    context = browser.new_context(viewport=PHONE)
    scanner = context.new_page()
    for link in mailed:
        scanner.goto(link)
        scanner.evaluate("document.body.click(); dispatchEvent(new Event('pointerdown'))")
        scanner.mouse.move(0, 0)  # a browser says this by itself when a page appears under a mouse
        scanner.request.get(link)
    survey = newest(desk)
    assert desk.read(read.answered, survey.id).values == {}
    customer = context.new_page()
    customer.goto(mailed[1])
    expect(customer.get_by_label("2 of 5")).to_be_checked()
    customer.evaluate(AXE)
    assert customer.evaluate("axe.run().then(r => r.violations.map(v => v.id))") == []
    customer.mouse.move(40, 40)
    customer.mouse.move(60, 50)
    expect(customer.get_by_text("Saved.")).to_be_visible()
    assert desk.read(read.answered, survey.id).values == {"csat": 2}
    customer.get_by_label("in your own words").fill("Three weeks for a parcel.")
    customer.get_by_role("button", name="Send").click()
    expect(customer.get_by_role("heading", name="Thank you")).to_be_visible()
    done = desk.read(read.answered, survey.id)
    assert (done.said, done.survey.state) == ("Three weeks for a parcel.", "done")
    context.close()


def test_without_script_one_button_counts(browser, desk, mailed):
    context = browser.new_context(java_script_enabled=False)
    customer = context.new_page()
    customer.goto(mailed[3])
    customer.get_by_role("button", name="Send").click()
    expect(customer.get_by_role("heading", name="Thank you")).to_be_visible()
    assert desk.read(read.answered, newest(desk).id).values == {"csat": 4}
    context.close()


def _arrives(tx, key, box_id, raw):
    store(tx, box_id, raw)
    row = tx.one(select(mails).where(mails.c.state == "waiting", mails.c.mailbox_id == box_id))
    return filing.file_mail(tx, filing.office(tx, key), row, parsed(raw), [])
