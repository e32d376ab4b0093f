"""An agent sees how a customer feels, why, and says so when it is not right."""

import pytest
from playwright.sync_api import expect

from tests.browser.seats import PHONE, WIDE

FURY = (
    "This is the third time I write and nobody answers! I want my money back or I will take"
    " you to court!!!"
)


def test_the_mood_rises_on_the_screen_and_one_click_corrects_it(sit, writes):
    eleni = writes("Eleni", "Hello, how do I clean my machine?")
    maria = sit("maria").open(eleni)
    mood = maria.page.locator("#mood")
    expect(mood).to_contain_text("Calm")
    expect(maria.row(eleni).locator(".row-mood")).to_have_count(0)

    eleni.write(FURY)
    eleni.write("Are you kidding me? You are liars and this is unacceptable!!!")
    expect(mood.locator(".mood-reasons")).to_be_visible(timeout=15_000)
    expect(mood.locator(".mood-line")).not_to_contain_text("Calm")
    assert maria.violations() == []

    mood.locator("summary").click()
    mood.get_by_role("button", name="Very angry").click()
    expect(mood).to_contain_text("Corrected by a colleague")
    expect(maria.row(eleni).locator(".row-mood")).to_be_visible()

    mood.locator("summary").focus()
    maria.page.keyboard.press("Enter")
    calm = mood.get_by_role("button", name="Calm")
    calm.focus()
    maria.page.keyboard.press("Enter")
    mood.locator("summary").click()
    expect(calm).to_have_attribute("aria-pressed", "true")
    assert maria.violations() == []


@pytest.mark.parametrize(
    "context",
    [
        {"viewport": PHONE},
        {"viewport": WIDE, "color_scheme": "dark"},
        {"viewport": WIDE, "locale": "ar"},
    ],
    ids=["phone", "dark", "arabic"],
)
def test_it_can_be_read_everywhere(sit, writes, context):
    eleni = writes("Eleni", FURY)
    maria = sit("maria", **context).open(eleni)
    expect(maria.page.locator("#mood .mood-reasons")).to_have_count(1, timeout=15_000)
    assert maria.violations() == []
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert maria.page.evaluate(wide)
