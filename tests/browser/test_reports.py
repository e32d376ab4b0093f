"""Reports in a browser: a contact is counted moments after it ends, and every page is read by
axe, on a phone, in the dark and from right to left."""

from types import SimpleNamespace

import pytest

from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.analytics import colleagues, kept, leaving
from lagniappe.web.reports.pages import PAGES
from tests.browser.seats import PHONE, Customer, Seat
from tests.browser.shop import wait_until
from tests.web.reports.contacts import Contacts

# No page may scroll sideways but in its own frames.
SIDEWAYS = "document.querySelector('main').scrollWidth - document.querySelector('main').clientWidth"


@pytest.fixture
def take(browser, any_desk):
    seats = []

    def sit(name="maria", **context):
        seats.append(Seat(browser, any_desk, name, reduced_motion="reduce", **context))
        return seats[-1]

    yield sit
    faults = [fault for seat in seats for fault in seat.faults]
    for seat in seats:
        seat.context.close()
    assert faults == []


@pytest.fixture(scope="module")
def months(any_desk):
    """Contacts of every kind, and the reports that are worked out once a day."""
    db = any_desk.state.db
    now = db.clock.now()
    contacts = Contacts(SimpleNamespace(db=db, brand=db.read_sync(brands.all_brands)[0]))
    rooms = [row.id for row in db.read_sync(departments.all_departments)]
    for place, room in enumerate(rooms):
        good = {"csat": 5, "needs_met": 1, "ease": 6, "recommend": 9, "solved": 1, "feeling": 5}
        index = {"acsi_overall": 8, "acsi_expected": 7, "acsi_ideal": 7}
        contacts.some(40, department_id=room, age_band="26-35", **good, **index)
        bad = {"csat": 1, "needs_met": 0, "would_leave": 1, "ease": 2, "recommend": 2}
        why = ["survey", "needs", "complaint"]
        contacts.some(4 + 14 * place, reasons=why, department_id=room, age_band="18-25", **bad)
    for name, maker in (("leaving", leaving.measure), ("colleagues", colleagues.measure)):
        db.write_sync(kept.keep, name, db.read_sync(maker), made_at=now)


def test_a_contact_is_counted_moments_after_it_ends(any_desk, take):
    maria = take()
    maria.page.goto("/reports/overview")
    maria.page.get_by_text("Nothing has been counted yet.").wait_for()
    customer = Customer(any_desk, "Eleni", "My machine drips")
    maria.open(customer)
    maria.say("I will send you a gasket.")
    maria.bubble("I will send you a gasket.").wait_for()
    maria.page.get_by_role("button", name="Close", exact=True).first.click()
    counted = "select count(*) from contacts"
    wait_until(lambda: any_desk.read(lambda tx: tx.conn.exec_driver_sql(counted).scalar()) == 1, 12)
    maria.page.goto("/reports/overview")
    maria.page.get_by_text("n = 1", exact=False).first.wait_for()
    maria.page.goto("/reports/contacts")
    maria.page.get_by_role("link", name="Eleni").click()
    maria.page.locator("message-composer:defined").wait_for()


def test_every_page_is_found_good_by_axe_wide_and_in_the_dark(any_desk, take, months):
    maria = take(color_scheme="dark")
    for name in (*PAGES, "contacts", "how-we-count", "recovery"):
        maria.page.goto(f"/reports/{name}")
        for opens in maria.page.locator("details").all():
            opens.evaluate("one => one.open = true")
        assert maria.violations() == [], name


def test_on_a_phone_and_from_right_to_left(any_desk, take, months):
    tom = take("tom", locale="ar", viewport=PHONE)
    for name in ("overview", "index", "leaving", "contacts", "how-we-count"):
        tom.page.goto(f"/reports/{name}")
        assert tom.page.locator("html").get_attribute("dir") == "rtl"
        assert tom.page.evaluate(SIDEWAYS) <= 0, name
    assert tom.violations() == []


def test_from_a_figure_to_the_words_by_keyboard_alone(any_desk, take, months):
    maria = take()
    maria.page.goto("/reports/overview?by=department")
    how = maria.page.locator("summary", has_text="How it is worked out").first
    how.focus()
    maria.page.keyboard.press("Enter")
    maria.page.get_by_text("divided by all contacts (not by answers)").first.wait_for()
    maria.page.locator(".figure-value a").first.focus()
    maria.page.keyboard.press("Enter")
    maria.page.wait_for_url("**/reports/contacts?*why=bad*")
    maria.page.get_by_role("heading", name="Bad experiences").wait_for()
    maria.page.get_by_text("Complained").first.wait_for()
