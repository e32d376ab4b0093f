"""Gaps, figures and kept replies in the browser: by mouse, by keyboard, on a phone, in the dark."""

import re

import pytest
from playwright.sync_api import expect

from lagniappe.desk.accounts import brands
from lagniappe.desk.conversations import reply
from lagniappe.desk.knowledge import approve, entries, in_force, trail
from lagniappe.desk.knowledge.gaps import gather, grouping, unanswered
from lagniappe.desk.knowledge.measuring import kept
from lagniappe.desk.knowledge.measuring.figures import figures
from lagniappe.kit import ids
from lagniappe.kit.clock import HOUR
from tests.browser.seats import PHONE
from tests.desk.test_measuring import one

ICELAND = ("Do you ship to Iceland?", "can you ship to iceland", "shipping to Iceland")
LAWYER = ("My lawyer will write to you",)


def ask(tx, questions):
    """Questions without an answer, asked two hours ago and brought together."""
    now = tx.now
    brand = brands.all_brands(tx)[0]
    tx.now = now - 2 * HOUR
    for text in questions:
        here = trail.begin(tx, brand.id)
        trail.step(tx, here, "silent", text=text, language="en")
    tx.now = now
    waiting = unanswered.waiting(tx, limit=50)
    gather.place(tx, waiting, grouping.group(gather.known(tx, waiting), waiting))


@pytest.fixture
def gaps(desk):
    desk.write(ask, ICELAND + LAWYER)


def row(page, text):
    return page.get_by_role("listitem").filter(has_text=text)


def test_from_a_gap_to_a_draft_and_set_aside_and_for_a_person(desk, sit, gaps):
    tom = sit("tom", bypass_csp=True)
    page = tom.page
    page.goto("/library/answers")
    page.get_by_role("link", name="Gaps").click()
    expect(row(page, "celand")).to_contain_text("3")
    assert tom.violations() == []

    row(page, "celand").get_by_role("link", name="Write the answer").click()
    for question in ICELAND:
        expect(page.get_by_label("How people ask")).to_have_value(re.compile(re.escape(question)))
    assert tom.violations() == []
    page.get_by_label("Answer", exact=True).fill("Yes, within ten days.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", name="The draft that waits")).to_be_visible()

    page.goto("/library/gaps")
    expect(row(page, "celand")).to_contain_text("Draft waiting")
    row(page, "lawyer").get_by_role("button", name="Only a person should take this").click()
    expect(page.get_by_role("status").filter(has_text="nothing answers this")).to_be_visible()
    expect(row(page, "lawyer")).to_have_count(0)
    page.get_by_label("State").select_option("dismissed")
    expect(row(page, "lawyer")).to_contain_text("Only a person")
    silent = [answer for answer in desk.read(in_force.in_force) if answer.silent]
    assert [answer.questions for answer in silent] == [LAWYER]


@pytest.fixture
def answered(desk, writes):
    """A customer's question that Maria answered well."""
    vera = writes("Vera Lind", "My grinder squeaks, order W-48213")

    def answer(tx, me):
        said = {"client_id": ids.new(), "body": "Dear Vera, put one drop of oil on it."}
        reply.reply(tx, me, vera.conversation, **said)

    return vera, answer


def test_a_good_reply_is_kept_with_the_keyboard(desk, sit, answered):
    vera, answer = answered
    maria = sit("maria", bypass_csp=True)
    desk.write(answer, maria.agent)
    page = maria.open(vera).page
    keep = page.get_by_role("link", name="Add to the library")
    page.locator("conversation-thread").focus()
    page.keyboard.press("Tab")
    expect(keep).to_be_focused()
    expect(keep).to_have_css("opacity", "1")
    assert maria.violations() == []
    page.keyboard.press("Enter")
    asked = page.get_by_label("How people ask")
    expect(asked).to_have_value("My grinder squeaks, order W-48213")
    expect(page.get_by_label("Answer", exact=True)).to_have_value(
        "Dear {{customer.first_name}}, put one drop of oil on it."
    )
    assert maria.violations() == []
    page.get_by_role("button", name="W-48213").click()
    chosen = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert asked.evaluate(chosen) == "W-48213"
    page.keyboard.type("...")
    page.get_by_role("button", name="W-48213").click()
    expect(page.get_by_role("button", name="W-48213")).to_be_disabled()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", name="My grinder squeaks, order ...").first).to_be_visible()


def test_an_answer_that_is_there_takes_the_new_ways_of_asking(desk, sit, answered):
    def write(tx):
        known = ["My grinder squeaks", "The grinder makes a squeaking noise"]
        other = {"questions": ["Where is my parcel?"], "answer": "On its way."}
        oil = {"questions": known, "answer": "One drop of oil."}
        for about in (oil, other):
            made = entries.create(tx, by=None, language="en", **about)
            approve.approve(tx, made, "en", number=1, by=None)

    desk.write(write)
    vera, answer = answered
    maria = sit("maria")
    desk.write(answer, maria.agent)
    page = maria.open(vera).page
    page.get_by_role("link", name="Add to the library").click()
    expect(page.get_by_role("heading", name="This may be answered already")).to_be_visible()
    page.get_by_role("button", name="Add these ways of asking to it instead").click()
    expect(page.get_by_role("heading", name="The draft that waits")).to_be_visible()
    expect(page.locator("ins")).to_contain_text("W-48213")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_read_well_on_a_phone_and_in_the_dark(desk, sit, gaps, scheme):
    outcomes = [one("a", "a", "answer")] * 60 + [one(None, "b", "answer", language="el")] * 2
    made = figures(outcomes, left_out=1)
    desk.write(lambda tx: kept.keep(tx, made, made_at=tx.now))
    tom = sit("tom", viewport=PHONE, color_scheme=scheme, bypass_csp=True)
    page = tom.page
    for path in ("/library/figures", "/library/figures/wrong", "/library/gaps"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, path
        assert tom.violations() == [], path
    page.goto("/library/figures")
    expect(page.get_by_role("heading", name="Within the promise")).to_be_visible()
    page.get_by_text("How it is worked out").first.click()
    expect(page.get_by_text("divided by all questions with a known answer").first).to_be_visible()
    page.get_by_role("link", name="See the 2 questions answered wrongly").click()
    expect(page.get_by_role("heading", name="Answered wrongly")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Ask them again now").click()
    expect(page.get_by_role("status").filter(has_text="asked again")).to_be_visible()


def test_right_to_left(sit, gaps):
    layla = sit("tom", locale="ar", viewport=PHONE)
    for path in ("/library/gaps", "/library/figures"):
        layla.page.goto(path)
        assert layla.page.evaluate("document.dir") == "rtl"
        assert layla.page.evaluate("document.documentElement.scrollWidth") <= 375, path
