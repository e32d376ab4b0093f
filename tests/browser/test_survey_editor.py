"""An administrator writes a survey: questions come, go and depend on each other; a preview."""

import pytest
from playwright.sync_api import expect

from lagniappe.desk.surveys import templates
from tests.browser.seats import PHONE, Seat


@pytest.fixture
def maria(browser, any_desk):
    seat = Seat(browser, any_desk, "maria")
    yield seat
    assert seat.faults == []
    seat.context.close()


def test_a_survey_is_written_previewed_and_saved(maria, any_desk):
    page = maria.page
    page.goto("/settings/surveys/new")
    questions = page.locator("[data-list] [data-item]")
    page.get_by_label("Name").fill("Short and plain")
    questions.first.get_by_label("Question in English").fill("Anything to add?")
    page.get_by_role("button", name="Add a question").click()
    second = questions.nth(1)
    second.get_by_label("Measures").select_option("csat")
    second.get_by_label("Question in English").fill("How was it?")
    second.get_by_label("Lowest means").first.fill("Bad")
    second.get_by_role("button", name="Move up").click()
    last = questions.nth(1)
    expect(last.get_by_label("Lowest means").first).to_be_hidden()
    last.get_by_label("Depends on").select_option("csat")
    last.get_by_label("and at most").fill("2")
    page.get_by_role("button", name="Add a question").click()
    questions.nth(2).get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="In the chat").click()
    shown = page.frame_locator("iframe[name=survey-preview]")
    expect(shown.get_by_text("How was it?")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Short and plain")).to_be_visible()
    expect(page.locator(".survey-remarks").first).to_contain_text("not written yet")
    assert maria.violations() == []
    made = next(t for t in any_desk.read(templates.every) if t.name == "Short and plain")
    assert [(q.key, q.only_if and q.only_if.high) for q in made.questions] == [
        ("csat", None),
        ("words", 2),
    ]


def test_the_screens_fit_a_phone_and_read_from_right_to_left(browser, any_desk):
    seat = Seat(browser, any_desk, "maria", viewport=PHONE, locale="ar")
    needs = any_desk.read(templates.by_key, "needs_met").id
    pages = ("", "/asked", "/rules/new", f"/{needs}")
    for path in (*(f"/settings/surveys{end}" for end in pages), "/questions"):
        seat.page.goto(path)
        expect(seat.page.locator("h1")).to_be_visible()
        wide = seat.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path
        assert seat.violations() == [], path
    assert seat.faults == []
    seat.context.close()
