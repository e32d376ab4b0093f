"""The help centre in real browsers: typed into, read, voted on, printed, by everybody."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from lagniappe.desk.knowledge import approve, entries, trail
from lagniappe.desk.knowledge.tables import trail_steps
from tests.browser.shop import wait_until

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True}
TABLE = "| part | " + " | ".join(f"month {n}" for n in range(20)) + " |\n" + "|---" * 21 + "|\n"
RICH = (
    "## Before you begin\n\nRead [the manual](https://example.com/manual?a=1&b=2).\n\n"
    f"- one\n- two\n\n> a quote\n\n```\nE11\n```\n\n{TABLE}| gasket |" + " 6.90 |" * 20
)


@pytest.fixture
def read(browser):
    """Somebody reads a page of a desk's help centre. No page may have erred."""
    contexts, faults = [], []

    def go(desk, path, **options):
        context = browser.new_context(**{"locale": "en", "reduced_motion": "reduce", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: m.type == "error" and faults.append(m.text))
        page.goto(f"{desk.address}/help/demo{path}")
        return page

    yield go
    for context in contexts:
        context.close()
    # A page that is not there says so by its status, which the console repeats.
    assert [fault for fault in faults if "404" not in fault] == []


def publish(desk, question, answer, language="en"):
    def write(tx):
        entry_id = entries.create(
            tx,
            by=None,
            language=language,
            questions=[question],
            answer=answer,
            visibility="public",
        )
        approve.approve(tx, entry_id, language, number=1, by=None)
        return entries.get(tx, entry_id).key

    return desk.write(write)


def steps(desk):
    query = trail_steps.select().order_by(trail_steps.c.id)
    return [(s.kind, s.text, s.helped) for s in desk.read(lambda tx: tx.all(query))]


def options(page):
    return page.get_by_role("option")


def violations(page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document)).violations")
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def test_a_greek_question_is_found_while_typing_read_and_voted_on(read, desk):
    before = len(steps(desk))
    page = read(desk, "/el", locale="el")
    field = page.get_by_role("combobox")
    field.press_sequentially("πως κανω αφαλατω", delay=5)
    expect(options(page).first).to_contain_text("Πώς κάνω αφαλάτωση στη μηχανή;")
    assert page.evaluate("Object.keys(sessionStorage).length + document.cookie.length") == 0
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "found-0")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Πώς κάνω αφαλάτωση στη μηχανή;")
    wait_until(lambda: len(steps(desk)) == before + 2)
    page.locator("form button[value=no]").click()
    sorry = page.locator("[data-said=no]")
    expect(sorry).to_be_visible()
    expect(sorry).to_be_focused()
    assert steps(desk)[before:] == [
        ("search", "πως κανω αφαλατω", None),
        ("page", "Πώς κάνω αφαλάτωση στη μηχανή;", False),
    ]
    sorry.locator("[data-talk]").click()
    panel = page.frame_locator("lagniappe-chat iframe")
    expect(panel.locator("html")).to_have_attribute("lang", "el")
    panel.locator("body[data-state=ready]").wait_for()
    inside = page.frames[-1].evaluate("sessionStorage.getItem('lagniappe.trail')")
    assert inside == page.evaluate("sessionStorage.getItem('lagniappe.trail')") and inside
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_load_state("networkidle")
    assert len(steps(desk)) == before + 2


SEARCHED = ("search", "how long is the warranty", None)
IN_VAIN = [SEARCHED, ("page", "How long is the warranty?", False)]


def hold(page, path) -> list:
    """The next request for it is on its way until somebody lets it go on."""
    held = []
    page.route(path, lambda route: held.append(route), times=1)
    return held


def write(page, words: str) -> None:
    panel = page.frame_locator("lagniappe-chat iframe")
    panel.locator("body[data-state=ready]").wait_for()
    panel.locator("#text").fill(words)
    panel.locator("#send").click()
    expect(panel.locator(".mine .meta").last).to_contain_text("Sent")


def tried_in_vain(desk) -> list:
    wait_until(lambda: desk.conversation().pre_escalated_at)
    tried = desk.read(trail.steps, desk.conversation().id)
    return [(step.kind, step.text, step.helped) for step in tried][:2]


@pytest.mark.parametrize("slow", ["nothing", "page", "search", "script"])
def test_what_was_tried_in_vain_goes_with_them_to_the_person_they_ask(read, desk, slow):
    desk.come_in()
    page = read(desk, "/en")
    late = {"page": "**/steps", "search": "**/steps", "script": "**/help.js"}.get(slow)
    page.get_by_role("combobox").fill("how long is the warranty")
    options(page).first.wait_for()
    held = hold(page, late) if late else []
    if slow == "page":
        # They leave when the search is told, before its answer brought the trail.
        wait_until(lambda: page.wait_for_timeout(20) or held)
    options(page).first.click()
    page.locator("form button[value=no]").click()
    if slow == "search":
        wait_until(lambda: page.wait_for_timeout(300) or held)
        held[0].continue_()
    sorry = page.locator("[data-said=no]").get_by_role("button", name="Talk to us")
    sorry.wait_for()
    page.wait_for_load_state("networkidle")
    assert bool(held) == bool(late)
    sorry.click()
    write(page, "The boiler leaks, is that covered?")
    assert tried_in_vain(desk) == IN_VAIN


def test_a_search_on_its_way_at_their_first_words_goes_with_the_next(read, desk):
    desk.come_in()
    page = read(desk, "/en")
    held = hold(page, "**/steps")
    page.get_by_role("combobox").fill("how long is the warranty")
    wait_until(lambda: page.wait_for_timeout(20) or held)
    page.locator("footer button").click()
    write(page, "Hello")
    held[0].continue_()
    wait_until(lambda: page.evaluate("sessionStorage.getItem('lagniappe.trail')"))
    write(page, "The boiler leaks, is that covered?")
    assert tried_in_vain(desk) == [SEARCHED]


def test_a_search_is_told_once_it_has_settled_not_at_each_key(read, any_desk):
    before = len(steps(any_desk))
    page = read(any_desk, "/en")
    with page.expect_response("**/steps") as told:
        page.get_by_role("combobox").press_sequentially("which water", delay=20)
    assert told.value.json()["trail"]
    page.get_by_role("combobox").press("Enter")
    page.get_by_role("heading", name="Search the answers").wait_for()
    page.wait_for_load_state("networkidle")
    assert [step[:2] for step in steps(any_desk)[before:]] == [("search", "which water")]


def test_the_latest_key_wins_whatever_comes_back_last(read, any_desk):
    page = read(any_desk, "/en")
    held = []
    page.route("**/search?q=war", lambda route: held.append(route))
    field = page.get_by_role("combobox")
    field.fill("war")
    wait_until(lambda: page.wait_for_timeout(20) or held)
    field.fill("warranty")
    expect(options(page).first).to_contain_text("How long is the warranty?")
    late = {"said": "", "answers": [{"title": "Late", "address": "/late", "excerpt": ""}]}
    held[0].fulfill(json=late)
    field.press("ArrowDown")
    expect(options(page).first).to_contain_text("How long is the warranty?")
    expect(page.get_by_text("Late", exact=True)).to_have_count(0)


def test_everything_by_keyboard_alone(read, any_desk):
    page = read(any_desk, "/en")
    press = page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="Go to the content")).to_be_focused()
    language = page.locator("summary")
    language.press("Enter")
    expect(page.get_by_role("link", name="Română")).to_be_visible()
    press("Tab")
    press("Escape")
    expect(page.get_by_role("link", name="Română")).to_be_hidden()
    expect(language).to_be_focused()
    page.get_by_role("link", name="Go to the content").focus()
    field = page.get_by_role("combobox")
    for _ in range(4):
        press("Tab")
        if field.evaluate("f => f === document.activeElement"):
            break
    page.keyboard.type("opening hours")
    expect(options(page).first).to_be_visible()
    press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("opening hours")
    press("Enter")
    result = page.get_by_role("link", name="What are your opening hours?")
    expect(result).to_be_visible()
    result.focus()
    press("Enter")
    yes = page.get_by_role("button", name="Yes")
    yes.focus()
    press("Enter")
    thanks = page.locator("[data-said=yes]")
    expect(thanks).to_be_focused()
    press("Tab")
    press("Enter")
    sorry = page.locator("[data-said=no]")
    expect(sorry).to_be_focused()
    expect(thanks).to_be_hidden()
    sorry.get_by_role("button", name="It helped").click()
    expect(thanks).to_be_focused()


def test_where_nothing_is_found_it_is_said_and_a_person_is_one_press_away(read, any_desk):
    page = read(any_desk, "/en", **PHONE)
    field = page.get_by_role("combobox")
    field.fill("zzzz qqqq")
    said = page.get_by_text("Nothing found yet")
    wait_until(
        lambda: page.wait_for_timeout(20) or (said.bounding_box() or {}).get("width", 0) > 99
    )
    assert violations(page) == []
    field.press("Escape")
    expect(said).to_have_count(0)
    field.press("Enter")
    page.locator("main").get_by_role("button", name="Talk to us").click()
    expect(page.frame_locator("lagniappe-chat iframe").locator("#log")).to_be_visible()


def test_enter_while_composing_japanese_chooses_nothing(read, any_desk):
    page = read(any_desk, "/ja")
    page.get_by_role("combobox").fill("保証")
    expect(options(page).first).to_be_visible()
    page.get_by_role("combobox").evaluate(
        "f => { for (const key of ['ArrowDown', 'Enter']) f.dispatchEvent(new KeyboardEvent("
        "'keydown', {key, isComposing: true, bubbles: true, cancelable: true})) }"
    )
    expect(options(page).first).to_have_attribute("aria-selected", "false")


def test_without_scripts_everything_but_the_chat_works(read, any_desk):
    page = read(any_desk, "/en", java_script_enabled=False)
    page.locator("#q").fill("how long is the warranty")
    page.locator("#q").press("Enter")
    page.get_by_role("link", name="How long is the warranty?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How long is the warranty?")
    for offer in page.get_by_text("Talk to us").all():
        expect(offer).to_be_hidden()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Thank you. Good to know.")).to_be_visible()
    expect(page.get_by_role("button", name="Yes")).to_have_count(0)
    page.locator("summary").click()
    page.get_by_role("link", name="Română").click()
    expect(page.locator("article")).to_have_attribute("lang", "ro")


def test_on_paper_there_is_the_answer_and_where_links_lead(read, any_desk):
    key = publish(any_desk, "How do I print this?", RICH)
    page = read(any_desk, f"/en/{key}")
    page.locator("lagniappe-chat").wait_for(state="attached")
    page.emulate_media(media="print")
    for gone in ("header", "footer", ".helpful", ".path", "lagniappe-chat", ".search"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".printed")).to_have_text(f"{any_desk.address}/help/demo/en/{key}")
    shown = page.locator(".answer a").evaluate("a => getComputedStyle(a, '::after').content")
    assert "https://example.com/manual?a=1&b=2" in shown
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize(
    "context",
    [{}, {"color_scheme": "dark"}, PHONE, {**PHONE, "forced_colors": "active"}],
    ids=["light", "dark", "phone", "forced"],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_reads_well_for_everybody(read, any_desk, language, context):
    question = "كيف أنظف الآلة؟" if language == "ar" else "How do I clean it all?"
    key = publish(any_desk, question, RICH, language)
    page = read(any_desk, f"/{language}/{key}", **context)
    width = page.viewport_size["width"]
    paths = (f"/{language}/{key}", f"/{language}", f"/{language}/search?q=x", f"/xx/{key}")
    for path in (*paths, f"/{language}/search?q=E11", f"/{language}/departments/none"):
        page.goto(f"{any_desk.address}/help/demo{path}")
        page.locator("footer [data-talk]").first.wait_for()
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    page.get_by_role("combobox").fill("E11")
    expect(options(page).first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
