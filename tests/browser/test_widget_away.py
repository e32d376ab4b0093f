"""Nobody is there: hours, a letter instead of a chat, and an honest word in between."""

import pytest
from playwright.sync_api import expect

from lagniappe.desk.accounts import answering, brands
from tests.browser.shop import wait_until

WEEKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.fixture(autouse=True)
def nobody_is_there(desk):
    """And nothing is answered automatically: test_automatic.py has that."""
    desk.write(_never_automatically)
    desk.go_home()


def test_a_letter_is_left_and_becomes_a_conversation(come, desk):
    visitor = come().open()
    expect(visitor.panel.locator("#promise")).to_have_text("We are away now.")
    expect(visitor.panel.locator("#composer")).to_be_hidden()
    letter = visitor.panel.locator("#letter")
    letter.get_by_role("button").click()
    expect(letter.locator("#body-error")).to_have_text("Write your message first.")
    expect(visitor.panel.locator("#letter-body")).to_be_focused()
    letter.get_by_label("Your message").fill("My boiler leaks")
    letter.get_by_label("Your name").fill("Despina")
    letter.get_by_label("Your mail address").fill("despina@nowhere")
    letter.get_by_role("button").click()
    expect(letter.locator("#email-error")).to_contain_text("name@example.com")
    expect(visitor.panel.locator("#letter-email")).to_have_attribute("aria-invalid", "true")
    letter.get_by_label("Your mail address").fill("despina@example.com")
    letter.get_by_role("button").click()
    expect(visitor.bubble("My boiler leaks")).to_be_visible()
    expect(visitor.panel.get_by_text("We will answer to despina@example.com")).to_be_visible()
    wait_until(lambda: desk.conversation() is not None)
    visitor.page.reload()
    expect(visitor.bubble("My boiler leaks")).to_be_visible()
    expect(visitor.panel.locator("#reach")).to_be_hidden()


def test_a_letter_that_is_too_long_or_to_no_address_is_not_cut_but_refused(come, desk):
    visitor = come().open()
    letter = visitor.panel.locator("#letter")
    letter.get_by_label("Your message").fill("word " * 3000)
    letter.get_by_label("Your name").fill("Despina")
    letter.get_by_label("Your mail address").fill("despina@example..com")
    letter.get_by_role("button").click()
    expect(letter.locator("#body-error")).to_contain_text("Write at most 10000 characters")
    expect(letter.get_by_label("Your message")).to_have_value("word " * 3000)
    expect(letter.locator("#email-error")).to_contain_text("name@example.com")
    letter.get_by_label("Your message").fill("Short")
    letter.get_by_label("Your mail address").fill("despina@example.com")
    letter.get_by_role("button").click()
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    thanks = visitor.panel.get_by_text("We will answer to despina@example.com").bounding_box()
    assert thanks["y"] > visitor.bubble("Short").bounding_box()["y"]


def test_the_card_says_in_their_language_what_is_wrong_and_forgets_what_was_not_saved(come, desk):
    desk.come_in()
    visitor = come(locale="ro").open()
    visitor.write("Mai sunteți acolo?")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Trimis")
    desk.go_home()
    visitor.panel.locator("#reach").click()
    card, email = visitor.panel.locator("#details"), visitor.panel.locator("#details-email")
    email.fill("nu stiu")
    card.locator(".button").click()
    error = visitor.panel.locator("#details-error")
    expect(error).to_contain_text("nume@example.com")
    expect(email).to_be_focused()
    visitor.panel.locator("#cancel").click()
    visitor.panel.locator("#reach").click()
    expect(error).to_be_empty()
    expect(email).to_have_value("")
    email.press("Escape")
    expect(email).to_be_hidden()
    expect(visitor.panel.locator("#more")).to_be_focused()


def test_what_was_typed_is_carried_into_the_letter(come, desk):
    desk.come_in()
    visitor = come().open()
    visitor.panel.locator("#text").fill("I was just asking")
    desk.go_home()
    expect(visitor.panel.locator("#letter-body")).to_have_value("I was just asking")
    expect(visitor.panel.locator("#composer")).to_be_hidden()


def test_in_a_conversation_the_place_is_kept(come, desk):
    desk.come_in()
    visitor = come().open()
    visitor.write("Are you still there?")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    desk.go_home()
    expect(visitor.panel.locator("#kept")).to_contain_text("Your place is kept")
    expect(visitor.panel.locator("#composer")).to_be_visible()
    visitor.panel.get_by_role("button", name="Add your mail address").click()
    card = visitor.panel.locator("#details")
    card.get_by_label("Your mail address").fill("despina@example.com")
    card.get_by_role("button", name="Save").click()
    expect(card).to_be_hidden()
    expect(visitor.panel.locator("#reach")).to_be_hidden()


def test_hours_are_told_in_the_visitors_zone(come, desk):
    desk.write(_set_hours, WEEKDAYS)
    visitor = come(timezone_id="Asia/Tokyo", locale="en").open()
    rows = visitor.panel.locator("#timetable div")
    expect(rows).not_to_have_count(0)
    expect(visitor.panel.locator("#zone")).to_have_text("Shown in your time: Asia/Tokyo")
    # 09:00 in Athens is 15:00 or 16:00 in Tokyo, by the season.
    assert any(hour in rows.first.inner_text() for hour in ("3:00 PM", "4:00 PM"))
    assert "Monday – Friday" in visitor.panel.locator("#timetable").inner_text()
    desk.write(_set_hours, {})


def _never_automatically(tx) -> None:
    answering.for_brand(tx, brands.by_key(tx, "demo").id, answering.Policy("never"))


def _set_hours(tx, hours) -> None:
    brand = brands.by_key(tx, "demo")
    brands.change(
        tx,
        brand.id,
        name=brand.name,
        time_zone="Europe/Athens",
        colour=brand.colour,
        greetings=brand.greetings,
        hours=hours,
    )
