"""A visitor and an agent talk through the widget, and nothing is lost or doubled."""

import re

import pytest
from playwright.sync_api import expect

from lagniappe.db.unit import Hint
from lagniappe.desk.accounts import departments
from tests.browser.shop import wait_until


@pytest.fixture(autouse=True)
def somebody_is_there(desk):
    desk.come_in()


def test_both_directions_and_the_ticks_between(come, desk):
    visitor = come().open()
    expect(visitor.panel.locator(".greeting")).to_contain_text("Hello!")
    visitor.write("My pump hums but no water comes")
    status = visitor.panel.locator(".mine .meta")
    expect(status).to_contain_text("Sent")
    desk.do(_receive(desk, desk.conversation().id))
    expect(status).to_contain_text("Delivered")
    desk.look()
    expect(status).to_contain_text("Read")
    desk.answer("Is the tank pushed in until it clicks?")
    expect(visitor.bubble("until it clicks")).to_be_visible()
    expect(visitor.panel.locator("#name")).to_have_text("Ana")
    wait_until(lambda: desk.conversation().customer_read == 2)


def test_the_chosen_department_gets_it(come, desk):
    visitor = come().open()
    visitor.panel.get_by_label("Spare parts").check()
    visitor.write("I need a gasket")
    wait_until(lambda: desk.conversation() and desk.conversation().preview == "I need a gasket")
    here = desk.read(departments.get, desk.conversation().department_id)
    assert here.name == "Spare parts"
    expect(visitor.panel.locator("#departments")).to_be_hidden()


def test_typing_is_shown_both_ways(come, desk):
    visitor = come().open()
    visitor.write("Hello")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    here = f"visitor:{desk.conversation().id}"
    desk.do(_publish(desk, here, {"t": "typing", "name": "Ana"}))
    expect(visitor.panel.locator("#typing")).to_have_text("Ana is writing…")
    desk.answer("Good evening")
    expect(visitor.panel.locator("#typing")).to_be_hidden()


def test_reload_and_page_change_keep_everything(come, desk):
    visitor = come().open()
    visitor.write("First")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    desk.answer("Second")
    expect(visitor.bubble("Second")).to_be_visible()
    visitor.panel.locator("#text").fill("Half a sent")
    for again in (visitor.page.reload, lambda: visitor.page.goto(f"{desk.address}/shop/parts")):
        wait_until(lambda: "Half a sent" in visitor.page.evaluate("JSON.stringify(sessionStorage)"))
        again()
        expect(visitor.bubble("Second")).to_be_visible()
        assert visitor.texts() == ["First", "Second"]
        expect(visitor.panel.locator("#text")).to_have_value("Half a sent")


def test_two_tabs_show_the_same_conversation(come, desk):
    visitor = come().open()
    visitor.write("From the first tab")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    second = visitor.context.new_page()
    second.goto(f"{desk.address}/shop")
    second.locator("lagniappe-chat .mark").click()
    panel = second.frame_locator("lagniappe-chat iframe")
    expect(panel.locator(".bubble")).to_have_text(["From the first tab"])
    panel.locator("#text").fill("From the second tab")
    panel.locator("#send").click()
    expect(visitor.panel.locator(".bubble")).to_have_text(
        ["From the first tab", "From the second tab"]
    )


def test_unread_answers_are_counted_on_the_button(come, desk):
    visitor = come().open()
    visitor.write("I will look elsewhere meanwhile")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    visitor.panel.locator("#close").click()
    desk.answer("One")
    desk.answer("Two")
    count = visitor.page.locator("lagniappe-chat .count")
    expect(count).to_have_text("2")
    expect(visitor.button).to_have_attribute("aria-label", "Chat with us (New messages: 2)")
    visitor.button.click()
    expect(count).to_be_hidden()
    wait_until(lambda: desk.conversation().customer_read == 3)
    visitor.panel.locator("#close").click()
    expect(visitor.page.locator("lagniappe-chat iframe")).to_be_hidden()
    visitor.page.goto(f"{desk.address}/shop/parts")
    wait_until(lambda: desk.hears(desk.conversation().id))
    desk.answer("Three")
    expect(count).to_have_text("1")


def test_closed_is_said_and_writing_opens_it_again(come, desk):
    visitor = come().open()
    visitor.write("Thank you!")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    desk.close()
    expect(visitor.panel.get_by_text("This conversation was closed")).to_be_visible()
    expect(visitor.panel.locator("#closed")).to_be_visible()
    visitor.write("One more thing")
    expect(visitor.panel.locator("#closed")).to_be_hidden()
    wait_until(lambda: desk.conversation().status == "open")


def test_a_transfer_is_told_without_its_reason(come, desk):
    visitor = come(locale="el").open()
    visitor.write("Η αντλία κάνει θόρυβο")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Στάλθηκε")
    room = next(d for d in desk.read(departments.all_departments) if d.name == "Spare parts")
    desk.transfer(room.id)
    expect(visitor.panel.get_by_text("Τώρα μιλάτε με: Ανταλλακτικά")).to_be_visible()
    assert "Knows the pumps" not in visitor.panel.locator("body").inner_html()


def test_a_pasted_screenshot_is_previewed_and_sent(come, desk):
    visitor = come().open()
    visitor.panel.locator("#text").evaluate(
        """async (field) => {
          const canvas = new OffscreenCanvas(40, 30);
          canvas.getContext("2d").fillRect(0, 0, 40, 30);
          const data = new DataTransfer();
          data.items.add(new File([await canvas.convertToBlob()], "shot.png", {type: "image/png"}));
          field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    expect(visitor.panel.locator("#tray img")).to_be_visible()
    expect(visitor.panel.locator("#tray progress")).to_have_count(0)
    visitor.write("It looks like this")
    picture = visitor.panel.locator(".message .picture img")
    expect(picture).to_have_attribute("src", re.compile("^blob:"))
    assert picture.evaluate("image => image.naturalWidth") == 40


def test_a_file_of_the_wrong_kind_is_refused_in_words(come, desk):
    visitor = come().open()
    visitor.faults.clear()
    visitor.panel.locator("#picker").set_input_files(
        [
            {"name": "page.html", "mimeType": "text/html", "buffer": b"<script>1</script>"},
            {"name": "film.txt", "mimeType": "text/plain", "buffer": b"0" * 25_000_000},
        ]
    )
    trouble = visitor.panel.locator("#trouble")
    expect(trouble).to_contain_text("page.html: This kind of file is not accepted")
    expect(trouble).to_contain_text("film.txt is too large")
    expect(visitor.panel.locator("#tray li")).to_have_count(0)
    visitor.faults.clear()


def test_a_file_not_sent_yet_is_still_there_after_a_reload_and_goes_once(come, desk):
    visitor = come().open()
    picker, tray = visitor.panel.locator("#picker"), visitor.panel.locator("#tray li")
    notes = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"It drips"}
    picker.set_input_files(notes)
    wait_until(lambda: "notes.txt" in visitor.page.evaluate("JSON.stringify(sessionStorage)"))
    visitor.page.reload()
    expect(tray).to_have_text([re.compile("notes.txt")])
    visitor.write("Here it is")
    expect(visitor.panel.locator(".message .file")).to_contain_text("notes.txt")
    expect(tray).to_have_count(0)
    visitor.page.reload()
    expect(visitor.panel.locator(".message .file")).to_contain_text("notes.txt")
    expect(tray).to_have_count(0)


def test_a_download_that_fails_says_so_where_it_was_asked(come, desk):
    visitor = come().open()
    visitor.panel.locator("#picker").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"It drips"}
    )
    expect(visitor.panel.locator("#tray progress")).to_have_count(0)
    visitor.write("Here it is")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    visitor.context.route(re.compile("transcript|attachments"), lambda route: route.abort())
    visitor.panel.locator(".message .file").click()
    expect(visitor.panel.locator(".message .error")).to_contain_text("No connection")
    visitor.panel.locator("#more").click()
    visitor.panel.locator("#download").click()
    expect(visitor.panel.locator("#messages > .line").last).to_contain_text("No connection")


def test_the_conversation_can_be_taken_along(come, desk):
    visitor = come().open()
    visitor.write("Please keep <this>")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    visitor.panel.locator("#more").click()
    with visitor.page.expect_download() as download:
        visitor.panel.locator("#download").click()
    text = download.value.path().read_text("utf-8")
    assert "Please keep &lt;this&gt;" in text


async def _publish(desk, topic, payload):
    desk.state.hub.publish(Hint(topic, payload))


async def _receive(desk, conversation_id):
    desk.state.marks.staff_received([conversation_id])


def test_a_long_conversation_opens_at_its_end_and_shows_what_came_before(come, desk):
    visitor = come().open()
    visitor.write("Line 1")
    wait_until(lambda: desk.conversation() and desk.conversation().preview == "Line 1")
    for count in range(2, 131):
        desk.answer(f"Line {count}")
    visitor.page.reload()
    expect(visitor.bubble("Line 130")).to_be_in_viewport()
    assert len(visitor.texts()) == 100
    visitor.panel.get_by_role("button", name="Show earlier messages").click()
    expect(visitor.panel.locator("#messages .bubble")).to_have_count(130)
    assert visitor.texts() == [f"Line {count}" for count in range(1, 131)]
    expect(visitor.panel.locator(".day")).to_have_count(1)
    expect(visitor.panel.locator("#earlier")).to_be_hidden()
