"""For everybody: by keyboard, by screen reader, on a small phone, in any direction."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
# Measured at rest: half-way through its entrance nothing has its place or its contrast.
STILL = {"reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 320, "height": 568}, "has_touch": True, **STILL}
LANGUAGES = {
    "el": ("ltr", "Γράψτε ένα μήνυμα", "Η αντλία κάνει θόρυβο"),
    "ja": ("ltr", "メッセージを書く", "ポンプから音がします"),
    "ar": ("rtl", "اكتب رسالة", "المضخة تصدر صوتًا"),
}


@pytest.fixture(scope="module")
def desk(any_desk):
    return any_desk


def violations(frame) -> list[str]:
    frame.evaluate(AXE)
    found = frame.evaluate("async () => (await axe.run(document)).violations")
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def frame_of(visitor):
    return next(frame for frame in visitor.page.frames if "/panel" in frame.url)


def test_the_whole_chat_by_keyboard_alone(come, desk):
    desk.come_in()
    visitor = come()
    visitor.button.focus()
    visitor.page.keyboard.press("Enter")
    field = visitor.panel.locator("#text")
    expect(field).to_be_focused()
    visitor.page.keyboard.type("First line")
    visitor.page.keyboard.press("Shift+Enter")
    visitor.page.keyboard.type("second line")
    visitor.page.keyboard.press("Enter")
    expect(visitor.panel.locator(".bubble")).to_have_text("First line\nsecond line")
    expect(field).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("lagniappe-chat iframe")).to_be_hidden()
    expect(visitor.button).to_be_focused()
    expect(visitor.button).to_have_attribute("aria-expanded", "false")


def test_a_menu_takes_escape_before_the_panel_does(come, desk):
    desk.come_in()
    visitor = come().open()
    visitor.write("Hello")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    visitor.panel.locator("#more").click()
    expect(visitor.panel.locator("#menu")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel.locator("#menu")).to_be_hidden()
    expect(visitor.page.locator("lagniappe-chat iframe")).to_be_visible()


def test_enter_while_composing_japanese_does_not_send(come, desk):
    desk.come_in()
    visitor = come(locale="ja").open()
    visitor.panel.locator("#text").fill("ぽんぷ")
    visitor.panel.locator("#text").evaluate(
        "f => f.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true,"
        " bubbles: true, cancelable: true}))"
    )
    expect(visitor.panel.locator(".bubble")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(come, desk, scheme):
    desk.come_in()
    visitor = come(color_scheme=scheme, **STILL)
    assert violations(visitor.page.main_frame) == []
    visitor.open()
    assert violations(frame_of(visitor)) == []
    visitor.write("See https://example.com/manual please")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    desk.answer("Thank you, I have https://example.com/it open")
    expect(visitor.bubble("Thank you")).to_be_visible()
    desk.close()
    expect(visitor.panel.locator("#closed")).to_be_visible()
    assert violations(frame_of(visitor)) == []
    visitor.panel.locator("#more").click()
    visitor.panel.locator("#edit").click()
    assert violations(frame_of(visitor)) == []


def test_axe_finds_nothing_in_the_letter(come, desk):
    desk.go_home()
    visitor = come(**STILL).open()
    assert violations(frame_of(visitor)) == []
    visitor.panel.locator("#write").click()
    visitor.panel.locator("#letter .button").click()
    expect(visitor.panel.locator("#body-error")).not_to_be_empty()
    assert violations(frame_of(visitor)) == []


def test_a_small_phone_shows_the_panel_whole(come, desk):
    desk.come_in()
    visitor = come(**PHONE).open()
    box = visitor.page.locator("lagniappe-chat iframe").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 568}
    visitor.write("A rather long word: " + "Donaudampfschifffahrtsgesellschaft" * 3)
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    frame = frame_of(visitor)
    assert frame.evaluate("document.documentElement.scrollWidth") == 320
    small = frame.evaluate(
        """() => [...document.querySelectorAll("button, input:not([hidden]), textarea")]
          .filter((e) => e.checkVisibility() && e.type !== "radio" && !e.matches(".link"))
          .map((e) => [e.id || e.className, e.getBoundingClientRect()])
          .filter(([, r]) => r.height < 44 || r.width < 44).map(([name]) => name)"""
    )
    assert small == []
    visitor.panel.locator("#close").click()
    expect(visitor.button).to_be_visible()


@pytest.mark.parametrize("locale", LANGUAGES)
def test_other_languages_and_directions(come, desk, locale):
    desk.come_in()
    direction, placeholder, words = LANGUAGES[locale]
    visitor = come(locale=locale, **STILL).open()
    root = visitor.panel.locator("html")
    expect(root).to_have_attribute("lang", locale)
    expect(root).to_have_attribute("dir", direction)
    expect(visitor.panel.locator("#text")).to_have_attribute("placeholder", placeholder)
    visitor.write(words)
    expect(visitor.panel.locator(".mine:not(.pending)")).to_be_visible()
    width = visitor.page.viewport_size["width"]
    button, bubble = visitor.button.bounding_box(), visitor.bubble(words).bounding_box()
    frame = visitor.page.locator("lagniappe-chat iframe").bounding_box()
    on_the_right = bubble["x"] + bubble["width"] / 2 > frame["x"] + frame["width"] / 2
    assert (button["x"] > width / 2, on_the_right) == (direction == "ltr",) * 2
    assert violations(frame_of(visitor)) == []


def test_reduced_motion_and_forced_colours(come, desk):
    desk.come_in()
    visitor = come(reduced_motion="reduce", forced_colors="active").open()
    visitor.write("Calm")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    running = frame_of(visitor).evaluate(
        "document.getAnimations().filter(a => a.effect.getTiming().duration > 0).length"
    )
    assert running == 0
    border = visitor.bubble("Calm").evaluate("b => getComputedStyle(b).borderTopWidth")
    assert border != "0px"
