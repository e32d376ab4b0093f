"""The desk in a pocket: one pane at a time, everything under the thumb."""

from playwright.sync_api import expect

from tests.browser.seats import PHONE


def test_list_conversation_context_and_back(sit, writes):
    eleni = writes("Eleni", "My machine drips")
    maria = sit("maria", viewport=PHONE, has_touch=True).inbox()
    expect(maria.page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(maria.page.locator("turbo-frame#conversation")).to_be_hidden()
    maria.row(eleni).click()
    expect(maria.bubble("My machine drips")).to_be_visible()
    expect(maria.page.locator("inbox-list")).to_be_hidden()
    maria.say("I am sorry")
    expect(maria.bubble("I am sorry").locator(".tick-sent")).to_be_visible()
    maria.page.get_by_role("button", name="More").click()
    maria.page.get_by_role("button", name="About the customer").click()
    expect(maria.page.locator("#care-notes")).to_be_in_viewport()
    maria.page.locator("#context").get_by_role("button", name="Close").first.click()
    maria.page.get_by_role("link", name="Back to the list").click()
    expect(maria.row(eleni)).to_contain_text("I am sorry")


def test_the_menus_are_sheets_within_reach(sit, writes):
    eleni = writes("Eleni", "Hello")
    maria = sit("maria", viewport=PHONE).open(eleni)
    maria.page.get_by_role("button", name="More").click()
    maria.page.locator("#more-menu").get_by_role("button", name="Assign").click()
    sheet = maria.page.locator("#assign-menu")
    expect(sheet).to_be_visible()
    box = sheet.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] + box["height"] > PHONE["height"] - 20
    sheet.get_by_role("button", name="You").click()
    expect(maria.thread.locator(".system-line")).to_contain_text("Maria took the conversation")
    maria.page.get_by_role("button", name="More").click()
    maria.page.locator("#more-menu").get_by_role("button", name="Tags").click()
    maria.page.get_by_placeholder("Add a tag").fill("phone")
    maria.page.keyboard.press("Enter")
    expect(maria.page.locator("#tags-menu")).to_be_hidden()


def test_the_page_of_the_settings_one_is_on_is_in_sight_in_their_row(sit):
    maria = sit("maria", viewport=PHONE)
    for name in ("Background work", "Calendar", "Team"):
        links = maria.page.get_by_role("navigation", name="Settings")
        maria.page.goto("/settings/team")
        path = links.get_by_role("link", name=name, exact=True).get_attribute("href")
        maria.page.goto(path)
        expect(links.get_by_role("link", name=name, exact=True)).to_be_in_viewport(ratio=1)
