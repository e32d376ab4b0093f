"""Complaints in a browser: registered, handled step by step, and every screen read by axe."""

import re

import pytest
from playwright.sync_api import expect

from lagniappe.desk.analytics import kept, recovery
from lagniappe.desk.complaints.register import assess, read, receive
from tests.browser.seats import PHONE

LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "right to left": {"locale": "ar"},
}
SCREENS = (
    "/complaints",
    "/complaints?view=late",
    "/complaints/{complaint}",
    "/follow-ups",
    "/reports/recovery",
    "/settings/calendar",
    "/settings/complaints",
    "/conversations/{conversation}?view=all",
)


def section(seat):
    return seat.page.locator("#complaint")


def step(seat, name: str, fill, save: str) -> None:
    """The next step of the complaint: open it, fill it in, save it."""
    section(seat).get_by_role("button", name=name).click()
    dialog = seat.page.get_by_role("dialog", name=name)
    expect(dialog).to_be_visible()
    fill(dialog)
    assert seat.violations() == []
    dialog.get_by_role("button", name=save, exact=True).click()
    expect(dialog).to_be_hidden()


def test_a_complaint_from_its_number_to_its_end(sit, writes, desk):
    eleni = writes("Eleni", "The grinder came broken, for the second time")
    maria = sit("maria", reduced_motion="reduce").open(eleni)
    section(maria).get_by_role("button", name="Register a complaint").click()
    dialog = maria.page.get_by_role("dialog", name="Register a complaint")
    expect(dialog.get_by_label("What the customer reads")).to_have_value(re.compile("Dear Eleni"))
    dialog.get_by_label("What went wrong").fill("The grinder came broken twice")
    dialog.get_by_role("button", name="Register").click()
    expect(maria.bubble("I have registered your complaint under the number C-")).to_be_visible()
    expect(section(maria).locator(".stages .is-done")).to_have_count(2)

    def assess(dialog):
        dialog.get_by_label("How bad is it?").select_option("3")
        dialog.get_by_label("How long did it last?").select_option("2")
        dialog.get_by_label("How often did they have to ask?").select_option("2")
        dialog.get_by_label("How hard is it to find out?").select_option("1")

    def find(dialog):
        dialog.get_by_label("Whose fault was it?").select_option("ours")
        dialog.get_by_label("Where did it come from?").select_option("product")

    def decide(dialog):
        dialog.get_by_label("Decision").select_option("accepted")
        dialog.get_by_label("What was fixed").fill("a new grinder goes out today.")
        dialog.get_by_label("Why nothing is given on top").fill("They wanted only the grinder")

    step(maria, "Say how bad it is", assess, "Save")
    step(maria, "Find the cause", find, "Save")
    step(maria, "Decide", decide, "Decide")
    step(maria, "Tell the customer", lambda dialog: None, "Send")
    expect(maria.bubble("a new grinder goes out today.")).to_be_visible()
    step(maria, "Close the complaint", lambda dialog: None, "Close the complaint")
    expect(section(maria)).to_contain_text("Settled: the customer agrees")
    known = desk.read(read.of_conversation, eleni.conversation)
    assert known.stage == "closed" and known.on_the_spot


def test_what_was_done_is_changed_by_keyboard_alone(sit, writes, desk):
    eleni = writes("Eleni", "It leaks")
    maria = sit("maria", reduced_motion="reduce")
    opened = desk.write(receive.register, maria.agent, eleni.conversation, what="It leaks")
    how = {"severity": 2, "duration": 1, "effort": 1}
    desk.write(assess.assess, maria.agent, opened.id, **how)
    maria.open(eleni)
    keys = maria.page.keyboard
    section(maria).get_by_role("button", name="Change").focus()
    keys.press("Enter")
    choice = maria.page.get_by_role("button", name="How bad it is")
    expect(choice).to_be_visible()
    choice.focus()
    keys.press("Enter")
    dialog = maria.page.get_by_role("dialog", name="How bad it is")
    expect(dialog).to_be_visible()
    assert maria.violations() == []
    dialog.get_by_label("How bad is it?").focus()
    keys.type("Danger")
    dialog.get_by_role("button", name="Save").focus()
    keys.press("Enter")
    expect(dialog).to_be_hidden()
    maria.page.goto(f"/complaints/{opened.id}")
    expect(maria.page.locator("del")).to_have_text("A real inconvenience")
    expect(maria.page.locator("del + ins")).to_have_text("Danger, or very great loss")


def test_who_was_slower_keeps_the_words_and_sees_what_is_so(sit, writes, desk):
    eleni = writes("Eleni", "It leaks")
    maria, tom = sit("maria", reduced_motion="reduce"), sit("tom")
    opened = desk.write(receive.register, maria.agent, eleni.conversation, what="It leaks")
    desk.write(receive.acknowledge, maria.agent, opened.id, client_id="known", body="")
    maria.open(eleni)
    section(maria).get_by_role("button", name="Say how bad it is").click()
    dialog = maria.page.get_by_role("dialog", name="Say how bad it is")
    dialog.get_by_label("How bad is it?").select_option("1")
    how = {"severity": 5, "duration": 3, "effort": 3}
    desk.write(assess.assess, tom.agent, opened.id, **how)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text(f"{tom.agent.name} changed this")
    expect(dialog.get_by_label("How bad is it?")).to_have_value("1")
    assert desk.read(read.of_conversation, eleni.conversation).severity == 5
    maria.page.keyboard.press("Escape")
    expect(section(maria).get_by_role("button", name="Find the cause")).to_be_visible()


def test_what_is_refused_is_said_at_its_field_until_it_is_mended(sit, writes, desk):
    eleni = writes("Eleni", "It leaks")
    maria = sit("maria", reduced_motion="reduce")
    opened = desk.write(receive.register, maria.agent, eleni.conversation, what="It leaks")
    desk.write(receive.acknowledge, maria.agent, opened.id, client_id="known", body="")
    how = {"severity": 2, "duration": 1, "effort": 1}
    desk.write(assess.assess, maria.agent, opened.id, **how)
    desk.write(assess.find_cause, maria.agent, opened.id, fault="theirs", root_cause="product")
    maria.open(eleni)
    section(maria).get_by_role("button", name="Decide").click()
    dialog = maria.page.get_by_role("dialog", name="Decide")
    dialog.get_by_role("button", name="Decide", exact=True).click()
    fix = dialog.get_by_label("What was fixed")
    expect(fix).to_be_focused()
    expect(fix).to_have_attribute("aria-invalid", "true")
    expect(fix).to_have_accessible_description(re.compile("letter. Write what was fixed"))
    assert maria.violations() == []
    maria.page.keyboard.type("A new seal")
    expect(fix).not_to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_text("Write what was fixed")).to_have_count(0)
    dialog.get_by_role("button", name="Decide", exact=True).click()
    expect(dialog).to_be_hidden()


def test_a_colleague_s_step_is_seen_without_a_reload(sit, writes, desk):
    eleni = writes("Eleni", "It leaks")
    maria = sit("maria").open(eleni)
    expect(section(maria).get_by_role("button", name="Register a complaint")).to_be_visible()
    tom = sit("tom")
    desk.write(receive.register, tom.agent, eleni.conversation, what="It leaks")
    expect(section(maria)).to_contain_text("C-")


def test_a_promise_by_keyboard_alone(sit, writes):
    eleni = writes("Eleni", "It leaks")
    maria = sit("maria").open(eleni)
    maria.page.get_by_role("button", name="Promise to come back").focus()
    maria.page.keyboard.press("Enter")
    dialog = maria.page.get_by_role("dialog", name="Promise to come back")
    dialog.get_by_label("What you promise").focus()
    maria.page.keyboard.type("Ask whether it holds")
    dialog.get_by_role("button", name="Promise it").focus()
    maria.page.keyboard.press("Enter")
    expect(section(maria).locator(".promise")).to_contain_text("Ask whether it holds")
    maria.page.goto("/follow-ups")
    expect(maria.page.get_by_role("link", name="Ask whether it holds")).to_be_visible()


def test_a_part_drawn_again_leaves_the_keyboard_where_it_was(sit, writes):
    maria = sit("maria").open(writes("Eleni", "It leaks"))
    button = maria.page.get_by_role("button", name="Promise to come back")
    button.focus()
    button.evaluate("button => { button.closest('[data-part]').dataset.old = 'yes' }")
    maria.page.evaluate("import('desk/parts').then(parts => parts.refresh('complaint'))")
    expect(maria.page.locator("[data-old]")).to_have_count(0)
    expect(button).to_be_focused()
    maria.page.keyboard.press("Enter")
    expect(maria.page.get_by_role("dialog", name="Promise to come back")).to_be_visible()


def test_a_need_is_shown_only_when_asked_for(sit, writes):
    eleni = writes("Eleni", "Where is my order?")
    maria = sit("maria").open(eleni)
    needs = maria.page.locator("#needs")
    needs.get_by_text("Add a need").click()
    needs.get_by_label("What they need").fill("Diabetic, must eat on time")
    needs.get_by_label("How they agreed").fill("Asked for it")
    needs.get_by_role("button", name="Keep it").click()
    expect(needs).to_contain_text("Health: serve first")
    expect(needs).not_to_contain_text("Diabetic")
    needs.get_by_role("button", name="Show").click()
    expect(needs).to_contain_text("Diabetic, must eat on time")
    assert maria.violations() == []
    needs.get_by_role("button", name="Who has read them").click()
    expect(needs).to_contain_text(maria.agent.name)


@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_of_complaints(sit, writes, desk, look):
    seat = sit("maria", bypass_csp=True, reduced_motion="reduce", **LOOKS[look])
    eleni = writes("Eleni", "A long story that goes on and on " * 6)
    long = "A complaint with a long description " * 8
    opened = desk.write(receive.register, seat.agent, eleni.conversation, what=long)
    desk.write(kept.keep, "recovery", desk.read(recovery.measure), made_at=opened.opened_at)
    found = {}
    for screen in SCREENS:
        seat.page.goto(screen.format(complaint=opened.id, conversation=eleni.conversation))
        wide = seat.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        wrong = seat.violations() + (["wider than its window"] if wide else [])
        if wrong:
            found[screen] = wrong
    assert found == {}


@pytest.mark.parametrize("look", LOOKS)
def test_how_to_complain_is_readable_by_everybody(sit, look):
    seat = sit("maria", bypass_csp=True, **LOOKS[look])
    language = LOOKS[look].get("locale", "en")
    seat.page.goto(f"/help/demo/{language}/complaints")
    expect(seat.page.locator("article h1")).to_be_visible()
    assert seat.violations() == []
