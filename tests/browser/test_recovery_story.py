"""The heart of it: somebody is angry, is heard, helped and made good, and it is all written down.

The same story by chat and by mail: the coach follows as the agent types, twenty euros are
granted at once, two hundred by a second person on a phone, and register and ledger are right
to the cent.
"""

import re

import pytest
from playwright.sync_api import expect

from lagniappe.desk.complaints.register import follow_up, read
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.complaints.remedies import catalogue, given
from lagniappe.desk.complaints.remedies.tables import ledger
from tests.browser.seats import PHONE
from tests.browser.shop import wait_until
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import arrives, written

FURY = (
    "This is the THIRD time the same pump leaks!! Nobody calls me back, I lose customers every "
    "day. This is absolutely unacceptable!"
)
HEARD = (
    "I can see why you are so upset: the same pump leaks for the third time and nobody called "
    "you back. I apologise for the leaking pump and for the silence."
)
OPTIONS = (
    "We can put in a new pump today at 16:00, or lend you another machine tomorrow at 9:00. "
    "Which would you prefer?"
)
CONFIRM = "To sum up: a new pump today at 16:00, and I am Maria. Does this settle it for you?"


@pytest.fixture(autouse=True)
def shelf(desk):
    """A voucher and money back, in euros."""

    def fill(tx):
        if not catalogue.listed(tx):
            names = ({"en": "Shop voucher"}, {"en": "Money back"})
            for kind, name in zip(("discount", "refund"), names, strict=True):
                catalogue.create(
                    tx,
                    kind=kind,
                    names=name,
                    currency="EUR",
                    low=100,
                    high=100_000,
                    voucher=kind == "discount",
                )

    desk.write(fill)


class Chat:
    """The customer in the shop's widget."""

    def __init__(self, desk, come) -> None:
        desk.come_in()
        self.visitor = come().open()
        self.visitor.write(FURY)
        self.visitor.bubble("THIRD time").wait_for()
        wait_until(lambda: desk.conversation() and desk.conversation().preview_by == "customer")
        self.conversation = desk.conversation().id

    def says(self, words: str) -> None:
        self.visitor.write(words)

    def has(self, words: str) -> None:
        expect(self.visitor.bubble(words)).to_be_visible()


class Mail:
    """The customer at their own mail program."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self.box = desk.read(postoffice.first_box) or desk.write(postoffice.furnish)
        self.first = f"<{postoffice.ids.new()}@mail.example.com>"
        self.conversation = self._send(FURY, self.first).conversation_id

    def says(self, words: str) -> None:
        again = f"<{postoffice.ids.new()}@mail.example.com>"
        self._send(words, again, more=f"In-Reply-To: {self.first}\nReferences: {self.first}\n")

    def has(self, words: str) -> None:
        wait_until(lambda: any(words in str(row.content) for row in self._letters()))

    def _send(self, words: str, message_id: str, more: str = ""):
        raw = written(
            sender="Nadia <nadia@example.com>",
            subject="My pump",
            body=words,
            message_id=message_id,
            more=more,
        )
        return self.desk.write(arrives, self.box, raw)

    def _letters(self):
        return [
            row
            for row in self.desk.read(postoffice.rows)
            if row.conversation_id == self.conversation
        ]


@pytest.fixture(params=["chat", "mail"])
def customer(request, desk, come):
    return Chat(desk, come) if request.param == "chat" else Mail(desk)


def step_is(seat, name: str) -> None:
    expect(seat.page.locator(".coach-now strong")).to_have_text(name)


def give(seat, remedy: str, amount: str, reason: str, press, *, outside: str = "") -> None:
    seat.page.locator(".remedy-shelf").get_by_role("button", name=remedy).click()
    dialog = seat.page.locator("#remedy-dialog[open]")
    dialog.get_by_label("Amount in EUR").fill(amount)
    dialog.get_by_label("What for").fill(reason)
    button = dialog.get_by_role("button", name=press)
    button.wait_for()
    if outside:
        dialog.get_by_label("Why outside the suggestion").fill(outside)
    button.click()
    expect(dialog).to_be_hidden()


def complaint_step(seat, name: str, fill, save: str) -> None:
    section = seat.page.locator("#complaint")
    section.get_by_role("button", name=name).click()
    dialog = seat.page.get_by_role("dialog", name=name)
    fill(dialog)
    dialog.get_by_role("button", name=save, exact=True).click()
    expect(dialog).to_be_hidden()


def test_heard_helped_made_good_and_written_down(customer, sit, desk):
    here = customer.conversation
    ana = sit("ana", reduced_motion="reduce").open(customer)

    # The de-escalation mode opens with its reasons.
    mood = ana.page.locator("#mood")
    expect(mood).to_contain_text(re.compile("angry", re.I))
    expect(mood).to_contain_text("THIRD time")
    expect(ana.page.locator(".coach-fold")).to_have_attribute("open", "")
    assert ana.violations() == []

    # The coach follows as the agent types, and never blocks.
    ana.text.fill("Please calm down. What is your order number?")
    draft = ana.page.locator("coach-draft")
    expect(draft).to_contain_text("calm down")
    expect(ana.page.locator("[data-send]:visible")).to_be_enabled()
    ana.say(HEARD)
    customer.has("so upset")
    customer.says("Yes, exactly. That's it. So what do you do about it now?")
    expect(ana.bubble("So what do you do")).to_be_visible()
    expect(ana.page.locator(".coach-step.is-done")).not_to_have_count(0)

    register = ana.page.locator("#complaint")
    register.get_by_role("button", name="Register a complaint").click()
    dialog = ana.page.get_by_role("dialog", name="Register a complaint")
    dialog.get_by_label("What went wrong").fill("The pump leaks for the third time")
    dialog.get_by_label("What would put it right").select_option("repair")
    dialog.get_by_role("button", name="Register").click()
    expect(dialog).to_be_hidden()
    customer.has("I have registered your complaint")

    # Two options, chosen by the customer; then what it cost them is made good.
    ana.say(OPTIONS)
    customer.has("16:00")
    customer.says("Today at 16:00 please. Thank you.")
    expect(ana.bubble("Today at 16:00 please")).to_be_visible()

    def assess(dialog):
        for label, value in (
            ("How bad is it?", "3"),
            ("How long did it last?", "2"),
            ("How often did they", "2"),
            ("How hard is it", "1"),
        ):
            dialog.get_by_label(label).select_option(value)

    def find(dialog):
        dialog.get_by_label("Whose fault was it?").select_option("ours")
        dialog.get_by_label("Where did it come from?").select_option("service")

    complaint_step(ana, "Say how bad it is", assess, "Save")
    complaint_step(ana, "Find the cause", find, "Save")

    give(ana, "Shop voucher", "20", "Three repairs", re.compile("^Give"), outside="At once")
    customer.has("€20")
    lost = "Four days without coffee"
    give(ana, "Money back", "200", "The café stood still", "Ask for approval", outside=lost)
    expect(ana.page.locator(".remedy[data-state=asked]")).to_be_visible()

    tom = sit("tom", viewport=PHONE)
    tom.page.goto("/approvals")
    request = tom.page.locator(".approval", has_text="The café stood still")
    request.get_by_role("button", name="Approve").click()
    customer.has("€200")
    expect(ana.thread.get_by_text("Tom approved: Money back").first).to_be_visible()

    def decide(dialog):
        dialog.get_by_label("Decision").select_option("accepted")
        dialog.get_by_label("What was fixed").fill("a new pump is put in today at 16:00.")

    complaint_step(ana, "Decide", decide, "Decide")
    complaint_step(ana, "Tell the customer", lambda dialog: None, "Send")
    customer.has("a new pump is put in today")
    ana.say(CONFIRM)
    customer.has("To sum up")
    customer.says("Yes, that settles it. Thank you for taking care of it.")
    expect(ana.bubble("that settles it")).to_be_visible()

    ana.page.get_by_role("button", name="Promise to come back").click()
    dialog = ana.page.get_by_role("dialog", name="Promise to come back")
    dialog.get_by_label("What you promise").fill("Ask whether the pump holds")
    dialog.get_by_role("button", name="Promise it").click()
    expect(register.locator(".promise")).to_contain_text("Ask whether the pump holds")
    complaint_step(ana, "Close the complaint", lambda dialog: None, "Close the complaint")
    expect(register).to_contain_text("Settled: the customer agrees")
    assert ana.violations() == []
    ana.page.locator("#conversation-header").get_by_role("button", name="Close").click()
    expect(ana.page.locator("#conversation-header")).to_contain_text("Closed")

    # Everything is written down, to the cent.
    known = desk.read(read.of_conversation, here)
    assert (known.stage, known.outcome, known.on_the_spot) == ("closed", "settled", True)
    grants = desk.read(given.of_conversation, here)
    assert sorted((grant.cost, grant.state) for grant in grants) == [
        (2_000, "granted"),
        (20_000, "granted"),
    ]
    assert {grant.complaint_id for grant in grants} == {known.id}
    by_grant = ledger.c.grant_id.in_([grant.id for grant in grants])
    entries = desk.read(lambda tx: tx.all(ledger.select().where(by_grant)))
    assert sorted((row.kind, row.amount, row.currency) for row in entries) == [
        ("granted", 2_000, "EUR"),
        ("granted", 20_000, "EUR"),
    ]
    (promised,) = desk.read(follow_up.of_conversation, here)
    assert promised.state == "waiting" and promised.complaint_id == known.id
    assert desk.read(heard_first, known.id)


def heard_first(tx, complaint_id: str) -> bool:
    query = complaints.select().where(complaints.c.id == complaint_id)
    return tx.one(query).heard_first
