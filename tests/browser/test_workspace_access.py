"""Every screen, in light, dark, narrow and right to left: axe finds nothing, nothing spills."""

import pytest
from playwright.sync_api import expect

from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.knowledge import canned
from lagniappe.desk.knowledge.in_force import in_force
from tests.browser.seats import PHONE

LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "right to left": {"locale": "ar"},
}


@pytest.fixture
def screens(desk, writes):
    """The address of every screen, each with something on it."""
    eleni = writes("Ελένη", "Η μηχανή στάζει")
    brand = desk.read(brands.all_brands)[0]
    room = desk.read(departments.all_departments)[0]
    reply = desk.read(canned.search)[0]
    answer = desk.read(in_force)[0]
    return [
        "/inbox?view=all",
        "/inbox?view=closed",
        f"/conversations/{eleni.conversation}?view=all",
        "/customers",
        f"/customers/{eleni.id}",
        "/search",
        "/search?q=machine",
        "/library/answers",
        "/library/answers?q=nothing+like+it",
        "/library/answers/new",
        "/library/answers/imports",
        f"/library/answers/{answer.entry_id}/en",
        f"/library/answers/{answer.entry_id}/ar",
        f"/library/answers/{answer.entry_id}/en/history",
        "/library/replies",
        "/library/replies/new",
        f"/library/replies/{reply.id}",
        "/settings/team",
        "/settings/departments",
        f"/settings/departments/{room.id}",
        "/settings/brands",
        f"/settings/brands/{brand.id}",
        "/settings/tags",
        "/settings/blocked",
        "/settings/jobs",
        "/me",
        "/nothing-here",
        "/styleguide",
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_every_screen(sit, screens, look):
    seat = sit("maria", bypass_csp=True, reduced_motion="reduce", **LOOKS[look])
    found = {}
    for path in screens:
        seat.page.goto(path)
        wide = "document.documentElement.scrollWidth > innerWidth"
        problems = seat.violations() + ["too wide"] * seat.page.evaluate(wide)
        if problems:
            found[path] = problems
    assert found == {}


def test_open_menus_and_dialogs(sit, writes):
    eleni = writes("Eleni", "Hello")
    seat = sit("maria", bypass_csp=True, reduced_motion="reduce").open(eleni)
    for opener in ("[popovertarget=assign-menu]", "[popovertarget=tags-menu]", "[data-library]"):
        seat.page.locator(f"{opener}:visible").first.click()
        assert seat.violations() == []
        seat.page.keyboard.press("Escape")
    seat.page.locator("[data-dialog=transfer]:visible").click()
    assert seat.violations() == []


def test_logging_in(browser, desk):
    context = browser.new_context(base_url=desk.address, bypass_csp=True)
    page = context.new_page()
    page.goto("/inbox")
    page.get_by_label("Email").fill("maria@kafeneio.example")
    page.get_by_label("Password").fill("wrong words entirely")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value("maria@kafeneio.example")
    page.get_by_label("Password").fill("espresso-please")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    context.close()


def test_three_scripts_read_their_own_way(sit, writes):
    lines = {"Ελένη": "Η μηχανή στάζει", "山本": "水が漏れます", "ليلى": "الماكينة تقطر"}
    people = [writes(name, body) for name, body in lines.items()]
    seat = sit("yuki", locale="ar")
    for customer, body in zip(people, lines.values(), strict=True):
        seat.open(customer)
        bubble = seat.bubble(body).locator(".message-body")
        expect(bubble).to_be_visible()
        direction = bubble.evaluate("element => getComputedStyle(element).direction")
        assert direction == ("rtl" if customer.name == "ليلى" else "ltr")
    assert seat.page.evaluate("document.dir") == "rtl"
    expect(seat.row(people[0])).to_be_visible()
    thread, row = seat.thread.bounding_box(), seat.row(people[0]).bounding_box()
    assert row["x"] > thread["x"]
