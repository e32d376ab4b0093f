"""Lists and cards read right: in either direction, after a change, by number, and by the day."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.seats import PHONE
from tests.browser.shop import wait_until

ARABIC = "طلبت مطحنة القهوة قبل ثلاثة أسابيع ولم تصل بعد، ولا أحد يجيب على رسائلي."
ENGLISH = "I ordered the grinder three weeks ago, it has not come, and nobody answers my letters."
# Whether a text too long for its line is cut at its end, and neither before it nor past the row.
BEGINS = """row => {
  const words = row.querySelector(".row-words");
  const range = document.createRange();
  range.setStart(words.firstChild, 0);
  range.setEnd(words.firstChild, 3);
  const inside = (one, other) => other.left - 1 <= one.left && one.right <= other.right + 1;
  const [letters, line, whole] = [range, words, row].map(one => one.getBoundingClientRect());
  return words.scrollWidth > words.clientWidth && inside(letters, line) && inside(line, whole);
}"""


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("said", [ARABIC, ENGLISH])
def test_a_row_shows_how_a_message_begins(sit, writes, locale, said):
    eleni = writes("Eleni", said)
    maria = sit("maria", locale=locale, viewport=PHONE).open(eleni)
    maria.say(said)
    maria.inbox()
    expect(maria.row(eleni).locator(".row-preview .icon")).to_be_visible()
    wait_until(lambda: maria.row(eleni).evaluate(BEGINS))


def test_the_customer_s_clock_outlives_a_note(sit, writes):
    eleni = writes("Eleni", "Where is my parcel?")
    maria = sit("maria").open(eleni)
    clock, language = maria.page.locator("[data-clock]"), maria.page.locator("span[data-language]")
    expect(clock).to_contain_text("where they are")
    expect(language.first).to_have_text("English")
    notes = maria.page.locator("#care-notes")
    notes.get_by_text("Add something to remember").click()
    notes.get_by_role("textbox").fill("Rings only after five")
    notes.get_by_role("button", name="Remember it").click()
    expect(notes).to_contain_text("Rings only after five")
    expect(clock).to_contain_text("where they are")
    expect(language.first).to_have_text("English")


def test_what_comes_on_another_day_has_its_date(sit, desk):
    maria = sit("maria").inbox()
    page = maria.page
    for ahead, shown in (
        (timedelta(days=1), r"^\w{3}, \w{3} \d+, .*\d:\d\d"),
        (timedelta(days=30), r"^\w{3} \d+(, \d{4})?$"),
        (timedelta(days=400), r"^\w{3} \d+, \d{4}$"),
    ):
        page.evaluate(
            """ms => {
              const [line, time] = ["p", "time"].map(name => document.createElement(name));
              time.dateTime = new Date(Date.now() + ms).toISOString();
              time.dataset.when = "";
              line.id = "ahead";
              line.append(time);
              document.querySelector("#ahead")?.remove();
              document.body.append(line);
            }""",
            ahead.total_seconds() * 1000,
        )
        expect(page.locator("#ahead")).to_have_text(re.compile(shown))


def test_a_case_is_found_by_its_number(sit, writes, desk):
    eleni = writes("Eleni", "Where is my parcel?")
    maria = sit("maria").open(eleni)
    number = maria.page.locator(".numbers").first.inner_text()
    maria.page.goto("/search")
    maria.page.get_by_role("searchbox").fill(number)
    maria.page.keyboard.press("Enter")
    maria.page.get_by_role("link", name=number).click()
    expect(maria.bubble("Where is my parcel?")).to_be_visible()
