"""A whole morning without a mouse."""

import re

from playwright.sync_api import expect


def test_from_the_list_to_a_closed_conversation(sit, writes):
    first = writes("Eleni", "My machine drips")
    second = writes("Vera", "Where is my parcel?")
    maria = sit("maria").inbox()
    keys = maria.page.keyboard
    expect(maria.row(second)).to_be_visible()
    keys.press("j")
    expect(maria.row(second)).to_be_focused()
    keys.press("j")
    expect(maria.row(first)).to_be_focused()
    keys.press("Enter")
    expect(maria.bubble("My machine drips")).to_be_visible()
    keys.press("n")
    expect(maria.page.get_by_label("Private note")).to_be_focused()
    keys.type("Lot 0925 again")
    keys.press("Control+Enter")
    expect(maria.thread.locator(".note")).to_contain_text("Lot 0925 again")
    keys.press("Escape")
    keys.press("a")
    expect(maria.page.locator("#assign-menu")).to_be_visible()
    expect(maria.page.locator("#assign-menu button").first).to_be_focused()
    keys.press("Enter")
    expect(maria.page.locator(".conversation-assignee")).to_contain_text("Maria")
    keys.press("r")
    keys.type("A gasket leaves today")
    keys.press("Control+Enter")
    expect(maria.bubble("A gasket leaves today")).to_be_visible()
    keys.press("Escape")
    keys.press("e")
    expect(maria.page.get_by_role("button", name="Reopen")).to_be_visible()


def test_a_reply_from_the_library_by_its_shortcut(sit, writes):
    eleni = writes("Eleni Papadaki", "Nobody came on Thursday")
    maria = sit("maria").open(eleni)
    keys = maria.page.keyboard
    keys.press("r")
    keys.press("/")
    search = maria.page.get_by_role("combobox", name="Search the library")
    expect(search).to_be_focused()
    keys.type("late")
    option = maria.page.get_by_role("option").first
    expect(option).to_contain_text("/late")
    expect(option).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(maria.text).to_be_focused()
    expect(maria.text).to_have_value(re.compile("Eleni"))


def test_an_unknown_variable_is_pointed_out(sit, writes):
    nameless = writes("", "Nobody came on Thursday")
    maria = sit("maria").open(nameless)
    maria.page.keyboard.press("r")
    maria.page.keyboard.press("/")
    maria.page.keyboard.type("late")
    expect(maria.page.get_by_role("option").first).to_contain_text("/late")
    maria.page.keyboard.press("Enter")
    expect(maria.page.locator("[data-missing]")).to_contain_text("customer.first_name")


def test_escape_gives_the_slash_back_and_enter_can_send(sit, writes):
    eleni = writes("Eleni", "Which one?")
    maria = sit("maria").open(eleni)
    keys = maria.page.keyboard
    keys.press("r")
    keys.press("/")
    keys.press("Escape")
    expect(maria.text).to_be_focused()
    expect(maria.text).to_have_value("/")
    maria.text.fill("The small one")
    maria.page.get_by_role("button", name="Writing options").click()
    maria.page.get_by_role("button", name=re.compile("^Enter")).click()
    maria.text.focus()
    keys.press("Enter")
    expect(maria.bubble("The small one")).to_be_visible()


def test_help_and_skip_link(sit):
    maria = sit("maria").inbox()
    maria.page.keyboard.press("?")
    expect(maria.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    maria.page.keyboard.press("Escape")
    maria.page.goto("/customers")
    maria.page.keyboard.press("Tab")
    expect(maria.page.get_by_role("link", name="Skip to the content")).to_be_focused()
