"""Voice and recognition in real browsers: told within a second, closed, thanked, read by all."""

import time

import pytest

from lagniappe.desk.complaints.register import read as register
from lagniappe.desk.conversations import close
from lagniappe.desk.surveys.voice import gather, loop
from tests.browser.seats import PHONE, WIDE
from tests.browser.shop import wait_until
from tests.desk.surveys.answers import answered

WITHIN_A_SECOND = 1_000


@pytest.fixture(scope="module")
def desk(any_desk):
    """No database can change these; tests/desk/surveys asks both."""
    return any_desk


def ended(desk, writes, name, body):
    """Ana has answered and closed; returns the customer."""
    customer = writes(name, body)
    desk.write(close.close, desk.agent, customer.conversation)
    return customer


def says(desk, customer, words, **numbers):
    about = {"agent_id": desk.agent.id, "words": words, **numbers}
    desk.write(answered, customer.conversation, **about)


def test_let_down_told_taken_and_closed(desk, sit, writes):
    customer = ended(desk, writes, "Eleni", "It drips")
    tom, ana = sit("tom"), sit("ana")
    tom.page.goto("/inbox?view=all")
    ana.page.goto("/inbox?view=all")
    wait_until(lambda: desk.state.hub.listeners(f"agent:{tom.agent.id}"))
    began = time.monotonic()
    says(desk, customer, "Nobody listened to me", csat=1)
    toast = tom.page.locator(".toast", has_text="A customer was let down just now")
    toast.wait_for(timeout=WITHIN_A_SECOND)
    tom.page.locator("#rail-voice [data-loops]:not([hidden])").wait_for(timeout=WITHIN_A_SECOND)
    assert time.monotonic() - began < 2
    assert ana.page.locator(".toast").count() == 0

    tom.page.locator("#rail-voice").click()
    tom.page.locator(".loop", has_text="Nobody listened to me").get_by_text("I take it").click()
    tom.page.get_by_text("It is yours now.").wait_for()
    tom.page.get_by_role("button", name="Make it a complaint").click()
    dialog = tom.page.locator("#loop-complaint[open]")
    assert dialog.get_by_label("What went wrong").input_value() == "Nobody listened to me"
    dialog.get_by_role("button", name="Register").click()
    tom.page.locator("message-composer:defined").wait_for()
    assert (
        desk.read(register.of_conversation, customer.conversation).what == "Nobody listened to me"
    )
    tom.say("I am sorry. I have read it all.")
    tom.bubble("I have read it all").wait_for()
    tom.page.goto("/voice/loops?view=mine")
    tom.page.get_by_role("link", name="Eleni", exact=True).click()
    tom.page.get_by_label("In a sentence or two").fill("Wrote back and sent a new seal")
    tom.page.get_by_role("button", name="Close it").click()
    tom.page.get_by_text("Nobody waits to hear from us").wait_for()
    (closed,) = desk.read(loop.lines, tom.agent, "closed", limit=2)
    assert (closed.how, closed.did) == ("write", "Wrote back and sent a new seal")
    tom.page.locator("#rail-voice [data-loops]").wait_for(state="hidden")


def test_thanks_reach_ana_and_a_prize_comes_of_it(desk, sit, writes):
    ana, maria = sit("ana", viewport=PHONE), sit("maria")
    ana.page.goto("/recognition")
    wait_until(lambda: desk.state.hub.listeners(f"agent:{ana.agent.id}"))
    customer = ended(desk, writes, "Nikos", "Thank you")
    says(desk, customer, "Ana was wonderful", csat=5)
    ana.page.locator(".toast", has_text="A customer thanked you").wait_for(timeout=3_000)
    ana.page.locator(".praise.is-new", has_text="Ana was wonderful").wait_for()

    maria.page.goto("/recognition")
    maria.page.get_by_role("button", name="Confirm, 10 points").click()
    maria.page.get_by_text("Confirmed. Your colleague").wait_for()
    maria.page.goto("/recognition/prizes")
    maria.page.get_by_label("What it is").fill("Coffee")
    maria.page.get_by_label("Points", exact=True).fill("10")
    maria.page.get_by_label("Costs the company").fill("4.50")
    maria.page.get_by_role("button", name="Put it there").click()
    maria.page.get_by_role("heading", name="Coffee").wait_for()

    ana.page.goto("/recognition/prizes")
    ana.page.get_by_role("button", name="Claim").click()
    ana.page.get_by_text("Claimed. Somebody who leads").wait_for()
    maria.page.reload()
    maria.page.get_by_role("button", name="Approve").click()
    maria.page.get_by_text("€95.50 of this month's €100").first.wait_for()


def test_words_are_searched_quoted_and_brought_together(desk, sit, writes):
    for n, words in enumerate(("The parcel came late", "Parcel late again, Petros waited")):
        customer = ended(desk, writes, f"Petros {n}", "Where is it?")
        says(desk, customer, words, csat=2)
    said = desk.read(lambda tx: gather.waiting(_later(tx)))
    desk.write(gather.place, said, gather.grouped([], said))
    desk.write(gather.count)
    tom = sit("tom")
    tom.page.goto("/voice/words")
    tom.page.get_by_placeholder("Search in their words").fill("petros wai")
    tom.page.keyboard.press("Enter")
    tom.page.wait_for_url("**q=petros**")
    found = tom.page.locator(".verbatim")
    found.filter(has_text="Petros waited").wait_for()
    assert found.count() == 1
    found.get_by_role("link", name="Quote it into training").click()
    proposal = tom.page.get_by_label("As it will be quoted")
    assert proposal.input_value() == "Parcel late again, … waited"
    tom.page.get_by_role("button", name="Quote it").click()
    tom.page.get_by_text("Quoted. It is in Lessons.").wait_for()

    tom.page.goto("/voice/themes")
    tom.page.get_by_role("link", name="late · parcel").click()
    tom.page.get_by_role("button", name="Rename").click()
    tom.page.get_by_label("What it is really about").fill("Late deliveries")
    tom.page.get_by_role("button", name="Save").click()
    tom.page.get_by_role("heading", name="Late deliveries").wait_for()


PATHS = (
    "/voice/loops", "/voice/loops?view=closed", "/voice/words", "/voice/themes", "/voice/watch",
    "/voice/figures", "/recognition", "/recognition/nominations", "/recognition/prizes",
    "/recognition/tables", "/recognition/coaching", "/recognition/choices", "/lessons",
    "/lessons/quotes", "/principles",
)  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "locale", "viewport"),
    [("light", "en", WIDE), ("dark", "ar", PHONE)],
)
def test_everybody_can_use_the_pages(desk, sit, writes, scheme, locale, viewport):
    customer = ended(desk, writes, "Yuki", "やっと届きました")
    says(desk, customer, "配送が遅れました", csat=1, would_leave=1)
    maria = sit("maria", locale=locale, viewport=viewport, color_scheme=scheme)
    here = desk.read(loop.lines, maria.agent, "open", limit=1)[0].id
    for path in (*PATHS, f"/voice/loops/{here}", f"/customers/{customer.id}"):
        maria.page.goto(path)
        assert maria.violations() == [], path
        wide = maria.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= viewport["width"], path


def _later(tx):
    """The transaction, an hour later: answers have settled."""
    tx.now += 3_600_000
    return tx
