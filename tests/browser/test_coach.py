"""The coach in a browser: it opens for the angry, follows the agent, and never is in the way."""

import time

import pytest
from playwright.sync_api import expect

from lagniappe.desk.conversations.tables import conversations
from tests.browser.seats import PHONE

ANGRY = (
    "I am FURIOUS! The machine from order 10423 arrived broken on Tuesday and nobody answers me."
    " This is the third time I write!!"
)
MORE = "The pump leaks all over my kitchen floor. That's it. What are you going to do?"
WATCH = """() => {
  const saw = changes => {
    if (!changes.some(({ target }) => target.closest?.("#coach"))) return
    window.seen ||= performance.timeOrigin + performance.now()
  }
  const context = document.getElementById("context")
  new MutationObserver(saw).observe(context, { subtree: true, childList: true })
}"""
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "right to left": {"locale": "ar"},
}


def test_a_calm_talk_shows_one_line_and_opening_it_lasts(sit, writes):
    eleni = writes("Eleni", "Do you have the blue cups?")
    maria = sit("maria").open(eleni)
    coach = maria.page.locator("#coach")
    expect(coach.get_by_role("heading", name="Coach")).to_be_visible()
    expect(coach.locator("[data-view]")).to_have_count(0)
    coach.locator("summary").first.click()
    expect(coach.locator(".coach-now")).to_be_visible()
    maria.open(eleni)
    expect(coach.locator(".coach-now")).to_be_visible()


def test_the_coach_follows_from_the_first_word_to_the_step_done(sit, writes):
    eleni = writes("Eleni Papadaki", ANGRY)
    maria = sit("maria", bypass_csp=True, reduced_motion="reduce").open(eleni)
    page, coach = maria.page, maria.page.locator("#coach")
    now, draft = coach.locator(".coach-now"), page.locator("coach-draft")
    expect(now).to_contain_text("Let them finish")
    expect(coach.locator(".coach-told")).to_contain_text("10423")
    maria.text.fill("Please calm down. What is your order number?")
    expect(draft).to_contain_text("Telling people to calm down raises anger.")
    expect(draft).to_contain_text("They told this already.")
    assert maria.violations() == []
    expect(page.locator("[data-send]:visible")).to_be_enabled()
    draft.get_by_role("button", name="Not right").first.click()
    expect(draft).not_to_contain_text("Telling people to calm down")
    expect(maria.text).to_be_focused()
    maria.text.fill("")
    expect(draft).to_be_hidden()

    coach.get_by_label("Notes while you listen").fill("Third time, nobody answered")
    eleni.write(MORE)
    expect(now).to_contain_text("Acknowledge")
    expect(coach.get_by_label("Notes while you listen")).to_have_value(
        "Third time, nobody answered"
    )
    coach.get_by_role("button", name="Keep as a private note").click()
    expect(maria.bubble("Third time, nobody answered")).to_be_visible()

    page.keyboard.press("Alt+Digit5")
    expect(maria.text).to_have_value(
        "You wrote “The machine from order 10423 arrived broken on"
        " Tuesday and nobody answers me”. I can see why you are furious."
    )
    expect(draft).to_contain_text("names the feeling")
    page.keyboard.press("Control+Enter")
    expect(coach.locator(".is-done", has_text="Acknowledge")).to_be_visible()
    expect(now).to_contain_text("Say sorry once")
    expect(draft).to_be_hidden()
    expect(coach.locator("[data-told]")).to_contain_text("Apologise")
    assert maria.violations() == []


def test_a_step_can_be_said_done_and_taken_back(sit, writes):
    eleni = writes("Eleni", ANGRY)
    maria = sit("maria").open(eleni)
    coach = maria.page.locator("#coach")
    coach.get_by_role("button", name="They have finished").click()
    expect(coach.locator(".coach-now")).to_contain_text("Acknowledge")
    coach.get_by_role("button", name="Undo Listen").click()
    expect(coach.locator(".coach-now")).to_contain_text("Let them finish")


def test_the_panel_never_lags_the_conversation_by_more_than_200_ms(sit, writes):
    """From before the write to the change on the screen; the middle of seven."""
    eleni = writes("Eleni", ANGRY)
    maria = sit("maria", bypass_csp=True).open(eleni)
    expect(maria.page.locator(".coach-now")).to_contain_text("Let them finish")
    maria.page.evaluate(WATCH)
    lags = []
    for number in range(7):
        maria.page.evaluate("window.seen = 0")
        began = time.time() * 1000
        eleni.write(f"And on day {number} nobody called.")
        maria.page.wait_for_function("window.seen")
        lags.append(maria.page.evaluate("window.seen") - began)
    assert sorted(lags)[3] < 200, lags


@pytest.mark.parametrize("look", LOOKS)
def test_the_coach_in_every_look(sit, writes, look):
    eleni = writes("Eleni", ANGRY)
    maria = sit("maria", bypass_csp=True, reduced_motion="reduce", **LOOKS[look]).open(eleni)
    maria.text.fill("You should have read the manual. Calm down!")
    expect(maria.page.locator("coach-draft .coach-remarks")).to_be_visible()
    if look == "phone":
        maria.page.locator("[data-coach-now]").click()
        expect(maria.page.locator(".coach-now")).to_be_visible()
        assert maria.violations() == []
        maria.page.locator(".coach-line").first.click()
        expect(maria.page.locator(".coach-now")).to_be_hidden()
        expect(maria.text).to_be_focused()
    assert maria.violations() == []
    assert not maria.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_letter_has_the_same_coach(sit, writes, desk):
    eleni = writes("Eleni", f"{ANGRY} {MORE}")
    desk.write(
        lambda tx: tx.execute(
            conversations.update()
            .where(conversations.c.id == eleni.conversation)
            .values(channel="email")
        )
    )
    maria = sit("maria").open(eleni)
    expect(maria.page.locator(".coach-now")).to_contain_text("Acknowledge")


@pytest.mark.parametrize("look", LOOKS)
def test_what_was_not_right_is_switched_off_for_everybody(sit, writes, look):
    maria = sit("maria", reduced_motion="reduce", **LOOKS[look]).open(writes("Eleni", ANGRY))
    page, draft = maria.page, maria.page.locator("coach-draft")
    maria.text.fill("Please calm down.")
    with page.expect_response("**/coach/overrules"):
        draft.locator("[data-wrong]").first.click()
    page.goto("/settings/coach")
    assert maria.violations() == []
    page.locator("main form button").first.press("Enter")
    on_again = page.locator("main form[action^='/settings/coach/']:not([action*='/overruled/'])")
    expect(on_again).to_have_count(1)
    assert maria.violations() == []
    maria.open(writes("Nikos", ANGRY))
    maria.text.fill("Relax! Please calm down.")
    expect(draft.locator("[data-wrong]")).to_have_count(1)
    expect(draft).to_contain_text("Relax")
    page.goto("/settings/coach")
    on_again.locator("button").click()
    expect(on_again).to_have_count(0)
    # Whoever said it of the same words: all go.
    with page.expect_response("**/coach/overruled/*"):
        page.locator("main form[action*='/overruled/'] button").first.press("Enter")
    expect(page.locator("main form")).to_have_count(0)
    assert maria.violations() == []
