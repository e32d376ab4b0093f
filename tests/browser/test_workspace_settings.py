"""Running the desk: people, departments, the widget's look, the library, blocked people."""

import re

from playwright.sync_api import expect

from tests.browser.seats import PNG


def test_an_invitation_is_sent_accepted_and_used_up(sit, browser):
    maria = sit("maria")
    maria.page.goto("/settings/team")
    maria.page.get_by_label("Email").fill("nikos@kafeneio.example")
    maria.page.get_by_label("Sales").check()
    maria.page.get_by_role("button", name="Make the invitation").click()
    link = maria.page.locator("#link-text").inner_text()
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_label("Your name").fill("Nikos Vlachos")
    page.get_by_label("Password").fill("a cup of mountain tea")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    context.clear_cookies()
    # The inbox notices that it is logged out, and goes elsewhere by itself.
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    context.close()
    maria.page.reload()
    expect(maria.page.get_by_role("combobox", name="Role of Nikos Vlachos")).to_be_visible()


def test_a_role_changes_at_once_and_the_last_admin_stays(sit):
    maria = sit("maria")
    maria.page.goto("/settings/team")
    maria.page.get_by_label("Role of Grace Mwangi").select_option("supervisor")
    expect(maria.page.locator(".toast")).to_have_text("Saved.")
    expect(maria.page.get_by_label("Role of Grace Mwangi")).to_have_value("supervisor")
    maria.page.get_by_label("Role of Maria Ioannou").select_option("agent")
    expect(maria.page.locator(".toast", has_text="administrator")).to_be_visible()


def test_a_department_with_members(sit):
    maria = sit("maria")
    maria.page.goto("/settings/departments/new")
    maria.page.get_by_label("Name", exact=True).fill("Repairs")
    maria.page.get_by_label("Ελληνικά").fill("Επισκευές")
    maria.page.get_by_role("switch").check()
    maria.page.get_by_label("Tom Baker").check()
    maria.page.get_by_role("button", name="Save").click()
    maria.page.get_by_role("link", name=re.compile("Repairs")).click()
    expect(maria.page.get_by_label("Ελληνικά")).to_have_value("Επισκευές")
    expect(maria.page.get_by_role("switch")).to_be_checked()
    expect(maria.page.get_by_label("Tom Baker")).to_be_checked()
    maria.page.get_by_role("button", name="Retire").click()
    maria.page.get_by_role("button", name="Retire it").click()
    expect(maria.page.get_by_role("heading", name="Departments")).to_be_visible()
    expect(maria.page.get_by_role("link", name=re.compile("Repairs"))).to_have_count(0)


def test_the_widget_look_is_previewed_and_hours_kept(sit):
    maria = sit("maria")
    maria.page.goto("/settings/brands")
    maria.page.locator(".found-item").first.click()
    maria.page.get_by_label("Greeting in English").fill("Good day! What may we mend?")
    expect(maria.page.locator(".preview-greeting")).to_have_text("Good day! What may we mend?")
    monday = maria.page.locator("[data-day=mon]")
    monday.get_by_role("button", name="Add hours").click()
    monday.get_by_label("To").fill("13:00")
    monday.get_by_role("button", name="Add hours").click()
    monday.get_by_label("From").nth(1).fill("14:00")
    maria.page.get_by_role("button", name="Save").first.click()
    expect(maria.page.locator(".toast")).to_have_text("Saved.")
    times = monday.locator("input").evaluate_all("inputs => inputs.map(input => input.value)")
    assert times == ["09:00", "13:00", "14:00", "17:00"]
    expect(maria.page.locator("#snippet")).to_contain_text("/widget/demo.js")


def test_a_bad_form_keeps_what_was_typed(sit):
    maria = sit("maria")
    maria.page.goto("/library/replies/new")
    maria.page.get_by_label("Title").fill("Thanks")
    maria.page.get_by_role("textbox", name="Shortcut").fill("tack")
    maria.page.get_by_label("Text").fill("Thank you, {{ customer.nick }}!")
    maria.page.get_by_role("button", name="Save").click()
    text = maria.page.get_by_label("Text")
    expect(text).to_be_focused()
    expect(text).to_have_accessible_description(re.compile("customer.nick"))
    expect(maria.page.get_by_label("Text")).to_have_value("Thank you, {{ customer.nick }}!")
    maria.page.get_by_label("Text").fill("Thank you, ")
    maria.page.get_by_role("button", name="customer.first_name").click()
    maria.page.get_by_role("button", name="Save").click()
    maria.page.get_by_role("link", name=re.compile("Thanks")).click()
    expect(maria.page.get_by_label("Text")).to_have_value("Thank you, {{ customer.first_name }}")


def test_blocked_and_forgiven(sit, writes):
    eleni = writes("Rude Person", "@#!")
    maria = sit("maria")
    maria.page.goto(f"/customers/{eleni.id}")
    maria.page.get_by_role("button", name="Block this person").click()
    maria.page.get_by_label("Reason").fill("Insults")
    maria.page.get_by_role("button", name="Block", exact=True).click()
    expect(maria.page.locator(".customer-who .badge-danger")).to_have_text("Blocked")
    maria.page.goto("/settings/blocked")
    row = maria.page.get_by_role("row", name=re.compile("Rude Person"))
    expect(row).to_contain_text("Insults")
    row.get_by_role("button").click()
    expect(maria.page.get_by_text("Nobody is blocked")).to_be_visible()


def test_settings_are_for_administrators(sit):
    grace = sit("eleni")
    grace.inbox()
    expect(grace.page.get_by_role("link", name="Settings")).to_have_count(0)
    grace.page.goto("/settings/team")
    expect(grace.page.get_by_role("heading", name="Not for this role")).to_be_visible()


def test_search_leads_to_the_message(sit, writes):
    eleni = writes("Eleni", "The zweitaktgemisch smells of oranges")
    for count in range(30):
        eleni.write(f"And line {count}")
    maria = sit("maria")
    maria.page.goto("/search")
    for _attempt in range(20):
        maria.page.get_by_role("searchbox").fill("zweitakt")
        maria.page.keyboard.press("Enter")
        maria.page.wait_for_url("**/search?q=zweitakt")
        if maria.page.locator(".found-item").count():
            break
        maria.page.wait_for_timeout(250)
    maria.page.locator(".found-item").first.click()
    expect(maria.bubble("zweitaktgemisch")).to_be_in_viewport()
    expect(maria.bubble("zweitaktgemisch")).to_have_class(re.compile("is-found"))


def test_presence_picture_and_theme_are_one_s_own(sit):
    maria, tom = sit("maria").inbox(), sit("tom").inbox()
    maria.page.get_by_role("button", name="You: Maria").click()
    maria.page.get_by_role("button", name="Busy", exact=True).click()
    expect(maria.page.locator("#my-presence .presence")).to_have_class(re.compile("busy"))
    expect(maria.page.locator("#my-presence")).to_have_text("Busy")
    maria.page.get_by_role("button", name="You: Maria").click()
    expect(maria.page.get_by_role("button", name="Busy", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    maria.page.get_by_role("button", name="Dark").click()
    expect(maria.page.locator("html")).to_have_attribute("data-theme", "dark")
    maria.page.get_by_role("button", name="Online", exact=True).click()
    tom.page.goto("/me")
    tom.page.locator("#picture").set_input_files(
        {"name": "tom.png", "mimeType": "image/png", "buffer": PNG}
    )
    expect(tom.page.locator(".page-head img")).to_be_visible()
