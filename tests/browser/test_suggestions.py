"""The library's answers beside the composer, one key away."""

import pytest
from playwright.sync_api import expect

from tests.web.agent.test_suggestions import DESCALE, new_answer


@pytest.fixture(scope="module", autouse=True)
def library(desk):
    def make(tx):
        answer = "Hold the steam button, {{customer.first_name}}."
        new_answer(tx, None, questions=DESCALE, answer=answer, visibility="public")

    desk.write(make)


def test_a_suggestion_comes_while_the_customer_writes_and_one_key_puts_it_in(sit, writes):
    eleni = writes("Eleni Papadaki", "Good morning")
    maria = sit("maria").open(eleni)
    suggestions = maria.page.locator("answer-suggestions")
    expect(suggestions).to_be_hidden()
    eleni.write("How can I descale my machine?")
    expect(suggestions.get_by_role("button")).to_contain_text("How do I descale the machine?")
    # Sent before she has seen it, the reply would be held back.
    expect(maria.bubble("How can I descale my machine?")).to_be_visible()
    assert maria.violations() == []
    maria.page.keyboard.press("Alt+Digit1")
    expect(maria.text).to_have_value("Hold the steam button, Eleni.")
    maria.page.keyboard.press("Control+Enter")
    expect(maria.bubble("Hold the steam button, Eleni.")).to_be_visible()
    expect(suggestions).to_be_hidden()


def test_on_a_phone_a_tap_does_it(sit, writes):
    eleni = writes("Eleni", "How can I descale my machine?")
    maria = sit("maria", viewport={"width": 375, "height": 812}).open(eleni)
    maria.page.locator("answer-suggestions").get_by_role("button").click()
    expect(maria.text).to_have_value("Hold the steam button, Eleni.")
    wide = maria.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 375
