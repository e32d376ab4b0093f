"""The company's page is left as it was: no storage unasked, no globals, one request."""

import pytest
from playwright.sync_api import expect

from lagniappe.desk.accounts import brands
from tests.actors import sign
from tests.browser.shop import wait_until

STORED = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


@pytest.fixture(scope="module")
def desk(any_desk):
    return any_desk


def test_nothing_is_stored_before_the_chat_is_opened(come, desk):
    visitor = come()
    visitor.page.wait_for_timeout(500)
    assert visitor.page.evaluate(STORED) == []
    assert visitor.context.cookies() == []
    visitor.open()
    wait_until(lambda: visitor.page.evaluate(STORED) != [])
    assert set(visitor.page.evaluate(STORED)) == {"lagniappe:demo"}
    assert visitor.context.cookies() == []


def test_one_request_until_the_button_works(come, desk):
    visitor = come("/shop")
    asked = visitor.page.evaluate(
        "performance.getEntriesByType('resource').map((r) => new URL(r.name).pathname)"
    )
    assert [path for path in asked if path.startswith("/widget/")] == ["/widget/demo.js"]


def test_the_only_new_global_is_lagniappe(come, desk):
    visitor = come()
    clean = visitor.context.new_page()
    clean.goto(f"{desk.address}/healthz")
    before = set(clean.evaluate("Object.getOwnPropertyNames(window)"))
    after = set(visitor.page.evaluate("Object.getOwnPropertyNames(window)"))
    assert after - before == {"Lagniappe"}
    assert visitor.page.evaluate("Object.keys(Lagniappe).sort()") == [
        "close",
        "identify",
        "on",
        "open",
    ]


def test_the_page_can_open_close_and_listen(come, desk):
    visitor = come()
    visitor.page.evaluate(
        "window.heard = []; for (const e of ['open', 'close']) Lagniappe.on(e, () => heard.push(e))"
    )
    visitor.page.evaluate("Lagniappe.open()")
    visitor.panel.locator("body[data-state=ready]").wait_for()
    visitor.page.evaluate("Lagniappe.close()")
    expect(visitor.page.locator("lagniappe-chat iframe")).to_be_hidden()
    assert visitor.page.evaluate("heard") == ["open", "close"]


def test_storage_refused_still_chats_for_the_pages_life(come, desk):
    desk.come_in()
    visitor = come()
    visitor.context.add_init_script(
        "for (const s of ['localStorage', 'sessionStorage']) Object.defineProperty(window, s,"
        " {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    visitor.page.reload()
    visitor.open()
    visitor.write("From a private window")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    visitor.panel.locator("#close").click()
    visitor.button.click()
    expect(visitor.bubble("From a private window")).to_be_visible()


def test_the_greeting_comes_once_and_can_be_sent_away(come, desk):
    visitor = come(locale="ja")
    card = visitor.page.locator("lagniappe-chat .card")
    expect(card).to_contain_text("こんにちは", timeout=8_000)
    card.get_by_role("button", name="あとで").click()
    expect(card).to_have_count(0)
    visitor.page.clock.install()
    visitor.page.get_by_role("link", name="部品").click()
    visitor.button.wait_for()
    visitor.page.clock.fast_forward(10_000)
    expect(card).to_have_count(0)


def test_a_logged_in_customer_is_known_and_logging_out_forgets(come, desk):
    desk.come_in()
    visitor = come()
    visitor.page.get_by_role("button", name="Log in as a customer").click()
    visitor.page.get_by_text("Welcome back, Despina Karas").wait_for()
    visitor.button.wait_for()
    visitor.open()
    visitor.write("Where is my order?")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    other_browser = come()
    other_browser.page.get_by_role("button", name="Log in as a customer").click()
    other_browser.page.get_by_text("Welcome back").wait_for()
    other_browser.button.wait_for()
    other_browser.open()
    expect(other_browser.bubble("Where is my order?")).to_be_visible()
    visitor.page.get_by_role("button", name="Log out").click()
    visitor.page.get_by_role("button", name="Log in as a customer").wait_for()
    visitor.panel.locator("body[data-state=ready]").wait_for()
    expect(visitor.panel.locator(".bubble")).to_have_count(0)


def test_the_page_may_say_later_who_is_there_and_that_they_left(come, desk):
    desk.come_in()
    brand = desk.read(brands.by_key, "demo")
    identity = sign(brand.identity_secret, id="shop-1", name="Nikos")
    visitor = come().open()
    visitor.page.evaluate("(identity) => Lagniappe.identify(identity)", identity)
    visitor.page.wait_for_timeout(400)
    visitor.write("As Nikos")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    visitor.page.evaluate("Lagniappe.identify(null)")
    expect(visitor.panel.locator(".bubble")).to_have_count(0)
    visitor.page.evaluate("(identity) => Lagniappe.identify(identity)", identity)
    expect(visitor.bubble("As Nikos")).to_be_visible()
    forged = {**identity, "hash": "0" * 64}
    visitor.page.evaluate("(identity) => Lagniappe.identify(identity)", forged)
    expect(visitor.panel.locator("#why")).to_contain_text("signed identity is not valid")
    expect(visitor.panel.locator(".bubble")).to_have_count(0)
    visitor.faults.clear()


def test_a_page_that_is_not_allowed_cannot_talk_to_the_panel(come, desk):
    visitor = come().open()
    answered = visitor.page.evaluate(
        """() => new Promise((done) => {
          const frame = document.createElement("iframe");
          frame.srcdoc = "<script>parent.frames[0].postMessage({t:'hello'}, '*')</" + "script>";
          const leaked = (e) => e.data.t === "token" && e.source !== frames[0];
          addEventListener("message", (e) => leaked(e) && done(true));
          document.body.append(frame);
          setTimeout(() => done(false), 800);
        })"""
    )
    assert answered is False
    visitor.faults.clear()
