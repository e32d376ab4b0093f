"""Agents and customers talk: live, in order, once each, whoever looks."""

import re

from playwright.sync_api import expect

from lagniappe.desk.conversations import read
from tests.browser.shop import Visitor, wait_until


def test_a_question_arrives_is_answered_and_seen(sit, writes, desk):
    maria = sit("maria").inbox()
    eleni = writes("Eleni Papadaki", "My machine drips")
    expect(maria.row(eleni)).to_contain_text("My machine drips")
    expect(maria.row(eleni)).to_have_class(re.compile("row-unread"))
    maria.row(eleni).click()
    expect(maria.bubble("My machine drips")).to_be_visible()
    expect(maria.row(eleni)).not_to_have_class(re.compile("row-unread"))
    maria.say("I am sorry. A gasket leaves today.")
    expect(maria.bubble("A gasket leaves today").locator(".tick-sent")).to_be_visible()
    eleni.write("Thank you!")
    expect(maria.bubble("Thank you!")).to_be_visible()
    expect(maria.bubble("Thank you!").locator(".message-by")).to_have_text("Eleni Papadaki")
    desk.write(read.customer_saw, eleni.conversation, delivered=2, read=2)
    expect(maria.bubble("A gasket leaves today").locator(".tick-read")).to_be_visible()
    expect(maria.thread.locator(".message")).to_have_count(3)


def test_a_visitor_and_an_agent_in_two_windows(sit, browser, desk):
    maria = sit("maria").inbox("unassigned")
    expect(maria.page.locator("#my-presence")).to_contain_text("Online")
    visitor = Visitor(browser, desk).arrive().open()
    visitor.write("Do you repair a Mikra?")
    row = maria.page.locator(".row", has_text="Do you repair a Mikra?")
    row.click()
    expect(maria.bubble("Do you repair a Mikra?")).to_be_visible()
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Read")
    visitor.panel.locator("#text").press_sequentially("It is from")
    expect(maria.page.locator("#typing")).to_have_text("Visitor is writing…")
    maria.text.press_sequentially("We do")
    expect(visitor.panel.locator("#typing")).to_have_text("Maria is writing…")
    maria.say("We do, since 1998")
    expect(visitor.bubble("We do, since 1998")).to_be_visible()
    expect(maria.bubble("We do, since 1998").locator(".tick-read")).to_be_visible()
    maria.page.get_by_role("button", name="Close", exact=True).first.click()
    expect(visitor.panel.locator("#closed")).to_be_visible()
    assert visitor.faults == []
    visitor.leave()


def test_two_agents_see_each_other_and_the_same_thread(sit, writes):
    eleni = writes("Eleni", "Which grinder?")
    maria, tom = sit("maria").open(eleni), sit("tom").open(eleni)
    expect(tom.page.locator("#viewers")).to_have_text("Maria is here too")
    expect(maria.page.locator("#viewers")).to_have_text("Tom is here too")
    tom.text.press_sequentially("The small")
    expect(maria.page.locator("#typing")).to_have_text("Tom is writing a reply…")
    tom.say("The small one")
    expect(maria.bubble("The small one")).to_be_visible()
    expect(maria.page.locator("#typing")).to_have_text("")
    expect(maria.page.locator(".conversation-assignee")).to_contain_text("Tom")
    maria.page.locator("[data-to=note]").click()
    maria.say("He has no room for the big one")
    expect(tom.bubble("He has no room").locator(".note-label")).to_have_text("Private")
    tom.page.goto("/inbox")
    expect(maria.page.locator("#viewers")).to_have_text("")
    for seat in (maria, tom.open(eleni)):
        expect(seat.thread.locator("[data-position]")).to_have_count(3)


def test_transfer_close_and_reopen(sit, writes):
    eleni = writes("Eleni", "Do you have the gasket?")
    maria, tom = sit("maria").open(eleni), sit("tom").inbox("mine")
    maria.page.get_by_role("button", name="Transfer").first.click()
    form = maria.page.locator("#transfer")
    form.get_by_label("Department").select_option(label="Spare parts")
    form.get_by_label("Person").select_option(label="Tom Baker")
    form.get_by_label("Reason").fill("Knows where it lies")
    form.get_by_role("button", name="Transfer").click()
    expect(maria.thread.locator(".system-line", has_text="Knows where it lies")).to_be_visible()
    expect(maria.page.locator(".conversation-facts")).to_contain_text("Spare parts")
    expect(tom.row(eleni)).to_be_visible()
    tom.row(eleni).click()
    tom.page.get_by_role("button", name="Close", exact=True).first.click()
    expect(tom.page.get_by_role("button", name="Reopen")).to_be_visible()
    expect(tom.row(eleni)).to_have_count(0)
    expect(maria.page.get_by_role("button", name="Reopen")).to_be_visible()
    eleni.write("And one more thing")
    expect(tom.row(eleni)).to_be_visible()
    expect(tom.page.get_by_role("button", name="Close", exact=True).first).to_be_visible()


def test_a_reply_is_held_back_when_the_customer_wrote_unseen(sit, writes):
    eleni = writes("Eleni", "Please cancel my order")
    for count in range(12):
        eleni.write(f"Line {count}\n\n\n\nof many")
    maria = sit("maria").open(eleni)
    expect(maria.bubble("Line 11")).to_be_visible()
    wait_until(lambda: maria.page.evaluate("document.getElementById('thread').seen") == 13)
    maria.thread.evaluate("thread => thread.scrollTo(0, 0)")
    maria.text.fill("It is cancelled")
    eleni.write("Do not cancel, I was wrong!")
    expect(maria.page.locator("[data-new]")).to_be_visible()
    maria.page.locator("[data-send]:visible").click()
    warning = maria.page.locator("[data-warning]")
    expect(warning).to_be_visible()
    expect(maria.text).to_have_value("It is cancelled")
    expect(maria.bubble("I was wrong")).to_be_visible()
    warning.get_by_role("button").click()
    expect(maria.bubble("It is cancelled").locator(".tick-sent")).to_be_visible()


def test_tags_and_care_notes(sit, writes):
    eleni = writes("Eleni", "Hello")
    maria = sit("maria").open(eleni)
    maria.page.get_by_role("button", name="Tags", exact=True).click()
    maria.page.locator("#tags-menu").get_by_placeholder("Add a tag").fill("warranty")
    maria.page.keyboard.press("Enter")
    expect(maria.page.locator(".conversation-facts .tag")).to_have_text("warranty")
    care = maria.page.locator("#care-notes")
    care.get_by_text("Add something to remember").click()
    care.get_by_placeholder("Likes to be called").fill("Hard of hearing: write, do not call")
    care.get_by_role("button", name="Remember it").click()
    expect(care.locator(".care-note")).to_contain_text("Hard of hearing")
    maria.open(eleni)
    expect(care.locator(".care-note")).to_contain_text("Hard of hearing")
    care.get_by_role("button", name="Remove this note").click()
    expect(care.locator(".care-note")).to_have_count(0)
