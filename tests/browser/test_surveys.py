"""How was it? Asked in the widget the moment the conversation is closed."""

from playwright.sync_api import expect

from lagniappe.desk.surveys import read
from lagniappe.desk.surveys.tables import surveys
from tests.browser.seats import AXE, PHONE
from tests.browser.shop import wait_until


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
    card.locator("textarea").fill("It took three days.")
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
