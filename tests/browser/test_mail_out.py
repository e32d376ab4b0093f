"""Mail in the browser: a reply with undo, the outbox, a letter from the widget."""

import pytest
from playwright.sync_api import expect

from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import arrives, written


class Eleni:
    """Wrote by mail; the seats of these stories open her conversation."""

    def __init__(self, conversation: str) -> None:
        self.conversation = conversation


@pytest.fixture
def eleni(desk):
    box_id = desk.read(postoffice.first_box)
    if box_id is None:
        box_id = desk.write(postoffice.furnish)
    raw = written(
        sender=f"Eleni <eleni-{len(desk.read(postoffice.rows))}@example.com>",
        message_id=f"<{postoffice.ids.new()}@mail.example.com>",
        more="Cc: nikos@example.com\n",
    )
    return Eleni(desk.write(arrives, box_id, raw).conversation_id)


def test_a_reply_by_mail_can_be_undone(sit, eleni):
    maria = sit("maria").open(eleni)
    expect(maria.page.locator("#way")).to_contain_text("By mail to eleni")
    expect(maria.page.locator("#way")).to_contain_text("Copy to nikos@example.com")
    maria.say("It left to day.")
    undo = maria.bubble("It left to day.").locator("[data-undo]")
    expect(undo).to_be_visible()
    maria.page.reload()
    expect(undo).to_be_visible()
    assert maria.violations() == []
    undo.click()
    expect(maria.text).to_have_value("It left to day.")
    expect(maria.thread).to_contain_text("took a reply back before it was sent")
    expect(maria.bubble("It left to day.")).to_have_count(0)
    maria.say("It left today.")
    expect(maria.bubble("It left today.")).to_be_visible()


def test_a_colleague_cannot_undo(sit, eleni):
    maria = sit("maria").open(eleni)
    maria.say("It left today.")
    expect(maria.bubble("It left today.").locator("[data-undo]")).to_be_visible()
    tom = sit("tom").open(eleni)
    expect(tom.bubble("It left today.")).to_be_visible()
    expect(tom.bubble("It left today.").locator("[data-undo]")).to_be_hidden()


@pytest.fixture
def at_once(eleni, desk):
    """Replies leave without the time in which they can be undone."""
    desk.write(postoffice.waits, 0)
    yield
    desk.write(postoffice.waits, postoffice.UNDO)


def test_the_outbox_says_that_there_is_no_server(sit, eleni, at_once, desk):
    maria = sit("maria").open(eleni)
    maria.say("Nobody carries this.")
    state = maria.bubble("Nobody carries this.").locator("[data-mail=unsent]")
    expect(state).to_contain_text("no mail server", timeout=20_000)
    maria.page.goto("/outbox")
    expect(maria.page.locator("tbody tr").first).to_contain_text("Not sent: no server")
    assert maria.violations() == []
    maria.page.locator("tbody .table-link").first.click()
    expect(maria.page.locator("h1")).to_have_text("Re: Order 4711")
    frame = maria.page.frame_locator(".outbox-looks")
    expect(frame.locator("body")).to_contain_text("Nobody carries this.")
    assert maria.violations() == []


def test_a_call_is_proposed_after_two_mails(sit, eleni):
    maria = sit("maria").open(eleni)
    maria.say("First")
    expect(maria.bubble("First")).to_be_visible()
    maria.say("Second")
    maria.page.locator("[data-phrase]").click()
    expect(maria.text).to_have_value(
        "May we call you? It is often quicker than writing. "
        "On which number, and when would it suit you?"
    )
    assert maria.violations() == []
    maria.page.locator("[data-no-call]").select_option("in_writing")
    expect(maria.page.locator("[data-phrase]")).to_have_count(0)
    expect(maria.thread).to_contain_text("it has to be in writing")
