"""Mail comes in, seen from the screens: mailboxes, mail that came, spam."""

import re
import uuid

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.mailboxes import keep
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.desk.accounts import brands
from tests.browser.seats import PHONE
from tests.mail_servers import place

LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "right to left": {"locale": "ar"},
}
HTML = (
    "Subject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n{more}\r\n<p>{words}</p>"
)


@pytest.fixture
def mailbox(desk):
    """A mailbox that mail is handed to."""

    def write(tx) -> str:
        known = [box.id for box in keep.listed(tx)]
        brand = brands.all_brands(tx)[0]
        given = keep.Given(address="post@kafeneio.example", brand_id=brand.id, comes="pushed")
        return known[0] if known else keep.create(tx, desk.state.key, given)

    return desk.write(write)


@pytest.fixture
def comes(desk, mailbox):
    """A mail comes: `comes("Subject", "Words", X_Spam="yes")`; returns its row once it is filed."""

    def come(subject: str, words: str, **heads):
        sender = f"{uuid.uuid4().hex[:8]}@customer.example"
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in heads.items())
        raw = f"From: Eleni <{sender}>\r\n" + HTML.format(subject=subject, words=words, more=more)
        desk.write(store.store, mailbox, raw.encode())
        here = select(mails).where(mails.c.sender == sender, mails.c.state != "waiting")
        return place.until(lambda: desk.read(lambda tx: tx.one(here)), why=subject)

    return come


def test_a_mailbox_is_added_tested_and_retired(sit):
    page = sit("maria").page
    page.goto("/settings/mailboxes")
    page.get_by_role("link", name=re.compile("New mailbox|Add the first one")).first.click()
    page.get_by_role("link", name="Fastmail").click()
    expect(page.get_by_label("Incoming server")).to_have_value("imap.fastmail.com")
    page.get_by_label("Mail address", exact=True).fill("help@kafeneio.example")
    page.get_by_label("Incoming server").fill("127.0.0.1")
    page.get_by_label("Incoming port").fill(str(place.free_port()))
    page.get_by_label("Password", exact=True).fill("a secret nobody sees")
    page.get_by_label("Outgoing server").fill("")
    expect(page.get_by_label("Refresh token")).to_be_hidden()
    page.get_by_label("With a token (OAuth)").check()
    expect(page.get_by_label("Refresh token")).to_be_visible()
    page.get_by_label("With a password").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="help@kafeneio.example")).to_be_visible()
    assert "a secret nobody sees" not in page.content()
    page.get_by_role("button", name="Test now").click()
    expect(page.locator("#trials")).to_contain_text("The server refuses connections.")
    page.get_by_label("A mail server hands it over").check()
    expect(page.get_by_label("Incoming server")).to_be_hidden()
    page.get_by_role("button", name="Retire").click()
    page.get_by_role("button", name="Retire it").click()
    expect(page.get_by_role("heading", name="Mailboxes")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("help@kafeneio"))).to_have_count(0)


def test_spam_is_read_safely_and_let_in(desk, sit, comes):
    row = comes("You won", "Click <img src=https://t.example/x.gif>", X_Spam="yes")
    page = sit("maria").page
    page.goto("/settings/mail?state=spam")
    page.get_by_role("link", name=re.compile("You won")).first.click()
    expect(page.get_by_text("The spam filter marked it")).to_be_visible()
    page.get_by_text("As it was laid out").click()
    expect(page.frame_locator("iframe").get_by_text("Click")).to_be_visible()
    page.get_by_role("button", name="Not spam").click()
    expect(page.locator(".toast")).to_contain_text("Its sender is trusted now.")
    filed = select(mails).where(mails.c.id == row.id, mails.c.conversation_id.is_not(None))
    place.until(lambda: desk.read(lambda tx: tx.one(filed)), why="filed again")
    page.goto(f"/settings/mail/{row.id}")
    expect(page.get_by_role("link", name="Open it")).to_be_visible()


def test_a_conversation_is_called_spam_and_comes_back(sit, comes):
    row = comes("Cheap coffee", "Buy our coffee")
    page = sit("maria").page
    page.goto(f"/conversations/{row.conversation_id}?view=all")
    page.get_by_role("button", name="Spam", exact=True).click()
    expect(page.get_by_role("button", name="Not spam")).to_be_visible()
    page.goto("/inbox?view=spam")
    expect(page.locator(f"#row-{row.conversation_id}")).to_be_visible()
    page.goto(f"/conversations/{row.conversation_id}?view=spam")
    page.get_by_role("button", name="Not spam").click()
    expect(page.get_by_role("button", name="Spam", exact=True)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_of_mail(sit, comes, mailbox, look):
    row = comes("A long subject that goes on and on " * 4, "Words", X_Spam="yes")
    seat = sit("maria", bypass_csp=True, reduced_motion="reduce", **LOOKS[look])
    found = {}
    for path in (
        "/settings/mailboxes",
        "/settings/mailboxes/new?provider=google",
        f"/settings/mailboxes/{mailbox}",
        "/settings/mail?state=spam",
        "/settings/mail?state=held",
        f"/settings/mail/{row.id}",
        "/settings/mail/senders",
        "/inbox?view=spam",
    ):
        seat.page.goto(path)
        wide = "document.documentElement.scrollWidth > innerWidth"
        problems = seat.violations() + ["too wide"] * seat.page.evaluate(wide)
        if problems:
            found[path] = problems
    assert found == {}


def test_a_mailbox_that_dies_is_said_on_a_screen_that_stays_open(sit, desk, mailbox):
    page = sit("ana").page
    page.clock.install()
    page.goto("/inbox?view=all")
    line = page.locator("#dead-mailboxes")
    expect(line).to_be_hidden()
    desk.write(_fails, mailbox, 1)
    place.until(lambda: _seen(desk))
    page.clock.run_for(61_000)
    expect(line).to_contain_text("post@kafeneio.example")
    desk.write(_fails, mailbox, None)
    place.until(lambda: not _seen(desk))
    page.clock.run_for(61_000)
    expect(line).to_be_hidden()


def _seen(desk) -> list:
    desk.loop.call_soon_threadsafe(desk.state.fetchers.look)
    return desk.state.fetchers.dead


def _fails(tx, mailbox: str, since: int | None) -> None:
    error = "The server refuses connections." if since else ""
    tx.execute(
        update(mailboxes).where(mailboxes.c.id == mailbox).values(failing_since=since, error=error)
    )
