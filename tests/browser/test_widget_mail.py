"""From the widget to the letterbox and back: one conversation, whichever way it goes."""

import pytest
from playwright.sync_api import expect

from lagniappe.desk.accounts import answering, brands
from tests.browser.seats import AXE
from tests.browser.shop import wait_until
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import PostOffice


@pytest.fixture(scope="module")
def office(desk):
    opened = PostOffice().open()
    desk.write(postoffice.furnish, outgoing=opened.outgoing, undo_seconds=0)
    desk.write(_never_automatically)
    yield opened
    opened.close()


def test_a_letter_left_while_away_is_answered_by_mail_and_in_the_widget(come, desk, office):
    desk.go_home()
    visitor = come().open()
    letter = visitor.panel.locator("#letter")
    letter.get_by_label("Your message").fill("My boiler leaks")
    letter.get_by_label("Your name").fill("Despina")
    letter.get_by_label("Your mail address").fill("despina@example.com")
    letter.get_by_role("button").click()
    expect(visitor.bubble("My boiler leaks")).to_be_visible()
    wait_until(lambda: desk.conversation() is not None)
    before = len(office.delivered)
    desk.answer("Close the valve below it.")
    expect(visitor.bubble("Close the valve below it.")).to_be_visible()
    wait_until(lambda: len(office.delivered) > before)
    delivered = office.delivered[-1]
    assert delivered.receivers == ["despina@example.com"]
    assert "> My boiler leaks" in delivered.letter.get_body(("plain",)).get_content()
    expect(visitor.panel.locator(".mailed")).to_have_text("Also sent to you by mail")


def test_the_conversation_comes_by_mail_on_request(come, desk, office):
    desk.come_in()
    visitor = come().open()
    visitor.write("My grinder is loud")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    before = len(office.delivered)
    visitor.panel.locator("#more").click()
    visitor.panel.get_by_role("button", name="Send me this conversation by mail").click()
    visitor.panel.get_by_label("Your mail address").last.fill("vera@example.com")
    visitor.panel.get_by_role("button", name="Save").click()
    expect(visitor.panel.locator("#messages")).to_contain_text("on its way to vera@example.com")
    wait_until(lambda: len(office.delivered) > before)
    text = office.delivered[-1].letter.get_body(("plain",)).get_content()
    assert "My grinder is loud" in text
    visitor.panel.locator("#more").click()
    visitor.panel.get_by_role("button", name="Answer me by mail").click()
    expect(visitor.panel.locator("#messages")).to_contain_text("answer you by mail to vera@")
    frame = visitor.page.frames[-1]
    frame.evaluate(AXE)
    found = frame.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id))"
    )
    assert found == []


def _never_automatically(tx) -> None:
    for brand in brands.all_brands(tx):
        answering.for_brand(tx, brand.id, answering.Policy("never"))
