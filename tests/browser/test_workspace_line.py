"""When the line breaks, sleeps or lies: nothing is lost, nothing comes twice."""

import re

from playwright.sync_api import expect

from lagniappe.desk.conversations.tables import messages
from tests.browser.seats import PNG
from tests.browser.shop import wait_until


def bodies(desk, customer) -> list[str]:
    query = messages.select().where(messages.c.conversation_id == customer.conversation)
    return [row.body for row in desk.read(lambda tx: tx.all(query.order_by(messages.c.position)))]


def test_written_offline_kept_over_a_reload_and_sent_once(sit, writes, desk):
    eleni = writes("Eleni", "Are you there?")
    maria = sit("maria").open(eleni)
    maria.page.route("**/messages", lambda route: route.abort())
    maria.say("Yes, I am here")
    bubble = maria.bubble("Yes, I am here")
    expect(bubble).to_have_class(re.compile("is-failed"))
    expect(bubble.get_by_role("button", name="Send again")).to_be_visible()
    maria.page.reload()
    expect(maria.bubble("Yes, I am here")).to_be_visible()
    maria.page.unroute("**/messages")
    expect(maria.bubble("Yes, I am here").locator(".tick-sent")).to_be_visible()
    maria.page.reload()
    expect(maria.bubble("Yes, I am here")).to_have_count(1)
    assert bodies(desk, eleni).count("Yes, I am here") == 1


def test_what_is_refused_after_a_reload_goes_back_to_the_writer(sit, writes, desk):
    eleni = writes("Eleni", "Please cancel")
    maria = sit("maria").open(eleni)
    maria.page.route("**/messages", lambda route: route.abort())
    maria.say("Cancelled")
    expect(maria.bubble("Cancelled")).to_have_class(re.compile("is-failed"))
    maria.page.goto("/me")
    eleni.write("No, do not!")
    maria.page.unroute("**/messages")
    maria.open(eleni)
    expect(maria.page.locator("[data-warning]")).to_be_visible()
    expect(maria.text).to_have_value("Cancelled")
    assert "Cancelled" not in bodies(desk, eleni)


def test_what_was_kept_is_sent_from_any_page(sit, writes, desk):
    eleni = writes("Eleni", "Hello")
    maria = sit("maria").open(eleni)
    maria.page.route("**/messages", lambda route: route.abort())
    maria.say("Good morning")
    expect(maria.bubble("Good morning")).to_have_class(re.compile("is-failed"))
    maria.page.unroute("**/messages")
    maria.page.goto("/customers")
    wait_until(lambda: "Good morning" in bodies(desk, eleni))
    assert bodies(desk, eleni).count("Good morning") == 1


def test_a_lost_answer_does_not_send_twice(sit, writes, desk):
    eleni = writes("Eleni", "Hello")
    maria = sit("maria").open(eleni)
    lost = []

    def lose_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            return route.abort()
        return route.continue_()

    maria.page.route("**/messages", lose_first)
    maria.say("Good morning")
    expect(maria.bubble("Good morning").locator(".tick-sent")).to_be_visible()
    expect(maria.bubble("Good morning")).to_have_count(1)
    assert lost
    assert bodies(desk, eleni).count("Good morning") == 1


def test_a_cut_socket_catches_up(sit, writes, desk):
    eleni = writes("Eleni", "One")
    maria = sit("maria").open(eleni)
    expect(maria.bubble("One")).to_be_visible()
    hub = desk.state.hub
    desk.loop.call_soon_threadsafe(hub.cut_all, "bye")
    for word in ("Two", "Three", "Four"):
        eleni.write(word)
    expect(maria.bubble("Four")).to_be_visible()
    positions = maria.thread.locator("[data-position]").evaluate_all(
        "elements => elements.map(element => Number(element.dataset.position))"
    )
    # All of it in order, once each; a line of the desk's own may follow.
    assert positions == list(range(1, max(4, len(positions)) + 1))


def test_without_sockets_the_desk_polls(sit, writes):
    eleni = writes("Eleni", "Hello")
    maria = sit("maria")
    maria.page.add_init_script(
        "window.WebSocket = class extends EventTarget { static OPEN = 1; readyState = 3;"
        " constructor() { super(); setTimeout(() => this.onclose?.({ code: 1006 })) } }"
    )
    maria.open(eleni)
    eleni.write("Is this coming through?")
    expect(maria.bubble("Is this coming through?")).to_be_visible(timeout=15_000)


def test_a_draft_waits_on_the_server_for_each_mode(sit, writes, desk):
    eleni = writes("Eleni", "Hello")
    maria = sit("maria").open(eleni)
    maria.text.fill("Half a reply")
    expect(maria.page.locator("[data-saved]")).to_have_text("Draft saved")
    maria.page.locator("[data-to=note]").click()
    maria.text.fill("Half a note")
    expect(maria.page.locator("[data-saved]")).to_have_text("Draft saved")
    elsewhere = sit("maria").open(eleni)
    expect(elsewhere.page.locator("[data-for=reply]")).to_have_value("Half a reply")
    expect(elsewhere.page.locator("[data-for=note]")).to_have_value("Half a note")
    elsewhere.page.locator("[data-to=reply]").click()
    elsewhere.say("A whole reply")
    expect(elsewhere.bubble("A whole reply")).to_be_visible()
    wait_until(lambda: "A whole reply" in bodies(desk, eleni))
    elsewhere.page.reload()
    expect(elsewhere.page.locator("[data-for=reply]")).to_have_value("")


def test_a_file_is_shown_before_and_after_it_is_sent(sit, writes):
    eleni = writes("Eleni", "Which part is it?")
    maria, tom = sit("maria").open(eleni), sit("tom").open(eleni)
    picture = {"name": "gasket.png", "mimeType": "image/png", "buffer": PNG}
    maria.page.locator("[data-files]").set_input_files(picture)
    expect(maria.page.locator(".tray-item img")).to_be_visible()
    maria.say("This one")
    for seat in (maria, tom):
        image = seat.bubble("This one").locator("img[alt='gasket.png']")
        expect(image).to_be_visible()
        wait_until(lambda image=image: image.evaluate("image => image.naturalWidth") == 1)
    page_with_script = {"name": "x.html", "mimeType": "text/html", "buffer": b"<script>1</script>"}
    maria.page.locator("[data-files]").set_input_files(page_with_script)
    expect(maria.page.locator(".toast")).to_contain_text("x.html")
    expect(maria.page.locator(".tray-item")).to_have_count(0)


def test_what_comes_before_the_desk_knows_what_is_on_screen_is_there_too(sit, writes):
    eleni = writes("Eleni", "It drips")
    maria, held = sit("maria"), []

    def hold(socket):
        desk = socket.connect_to_server()

        def pass_on(said):
            if '"view"' in said:
                held.append((desk, said))
            else:
                desk.send(said)

        socket.on_message(pass_on)

    maria.page.route_web_socket("**/live", hold)
    maria.open(eleni)
    # It asked what is new; only then somebody writes, and the inbox hears of it.
    wait_until(lambda: maria.page.evaluate("true") and held)
    maria.page.wait_for_load_state("networkidle")
    eleni.write("And now it hisses")
    expect(maria.row(eleni)).to_contain_text("And now it hisses")
    expect(maria.bubble("And now it hisses")).to_have_count(0)
    desk, said = held[0]
    desk.send(said)
    expect(maria.bubble("And now it hisses")).to_be_visible()
