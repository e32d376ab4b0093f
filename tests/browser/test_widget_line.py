"""Bad networks: what is written is kept and sent once, what is missed is fetched."""

from playwright.sync_api import expect

from tests.browser.shop import wait_until


def test_written_without_a_network_and_sent_once_when_it_returns(come, desk):
    desk.come_in()
    visitor = come().open()
    visitor.write("With a network")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    visitor.context.set_offline(True)
    visitor.write("Without one")
    visitor.write("And another")
    expect(visitor.panel.locator(".pending")).to_have_count(2)
    expect(visitor.panel.locator(".pending .meta").first).to_contain_text("Waiting")
    expect(visitor.panel.locator("#link")).to_be_visible()
    desk.answer("Meanwhile, an answer")
    visitor.context.set_offline(False)
    expect(visitor.panel.locator(".pending")).to_have_count(0, timeout=15_000)
    expect(visitor.bubble("Meanwhile")).to_be_visible()
    expect(visitor.panel.locator("#link")).to_be_hidden(timeout=15_000)
    assert sorted(visitor.texts()) == [
        "And another",
        "Meanwhile, an answer",
        "With a network",
        "Without one",
    ]
    visitor.page.reload()
    expect(visitor.panel.locator(".bubble")).to_have_count(4)
    assert visitor.texts().index("Without one") < visitor.texts().index("And another")
    assert desk.conversation().last_public_position == 4


def test_an_answer_that_never_came_back_makes_no_double(come, desk):
    desk.come_in()
    visitor = come()
    lost = []

    def lose_the_first(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    visitor.page.route("**/messages", lose_the_first)
    visitor.open()
    visitor.write("Stored, but the answer was lost")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent", timeout=10_000)
    assert lost
    assert visitor.texts() == ["Stored, but the answer was lost"]
    assert desk.conversation().last_public_position == 1


def test_the_line_may_bring_a_message_before_its_answer_is_lost(come, desk):
    desk.come_in()
    visitor = come().open()
    visitor.write("First")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")

    def lose_the_answer(route):
        route.fetch()
        visitor.page.wait_for_timeout(300)
        route.abort()

    visitor.page.route("**/messages", lose_the_answer, times=1)
    visitor.write("Second")
    visitor.write("Third")
    expect(visitor.panel.locator(".pending")).to_have_count(0, timeout=10_000)
    assert visitor.texts() == ["First", "Second", "Third"]
    assert desk.conversation().last_public_position == 3


def test_a_token_the_desk_no_longer_knows_is_renewed(come, desk):
    desk.come_in()
    visitor = come().open()
    visitor.page.route(
        "**/messages",
        lambda route: route.fulfill(status=401, json={"error": "Reload.", "code": "bad_token"}),
        times=1,
    )
    visitor.write("Written with an old token")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    assert visitor.texts() == ["Written with an old token"]
    visitor.faults.clear()


def test_unsent_words_survive_leaving_the_page(come, desk):
    desk.come_in()
    visitor = come()
    visitor.page.route("**/messages", lambda route: route.abort())
    visitor.open()
    visitor.write("Not through yet")
    expect(visitor.panel.locator(".pending .meta")).to_contain_text("Waiting")
    visitor.page.unroute("**/messages")
    visitor.page.goto(f"{desk.address}/shop/parts")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent", timeout=10_000)
    assert visitor.texts() == ["Not through yet"]
    assert desk.conversation().last_public_position == 1


def test_without_websocket_it_asks_every_few_seconds(come, desk):
    desk.come_in()
    visitor = come()
    visitor.page.route_web_socket("**/live", lambda socket: socket.close(code=1011))
    visitor.open()
    visitor.write("My office blocks sockets")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    desk.answer("Then we talk like this")
    expect(visitor.bubble("Then we talk")).to_be_visible(timeout=12_000)
    expect(visitor.panel.locator("#link")).to_be_hidden()
    wait_until(lambda: desk.conversation().customer_read == 2, seconds=12)


def test_a_gap_is_noticed_and_filled(come, desk):
    desk.come_in()
    visitor = come()
    deaf = []

    def hear_selectively(page_side):
        server = page_side.connect_to_server()

        def pass_on(frame):
            if not (deaf and '"message"' in frame and deaf.pop()):
                page_side.send(frame)

        server.on_message(pass_on)

    visitor.page.route_web_socket("**/live", hear_selectively)
    visitor.open()
    visitor.write("One")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    deaf.append(True)
    desk.answer("Lost on the way")
    while deaf:
        visitor.page.wait_for_timeout(50)
    desk.answer("This one comes through")
    expect(visitor.panel.locator(".bubble")).to_have_text(
        ["One", "Lost on the way", "This one comes through"]
    )


def test_a_refused_message_comes_back_for_editing(come, desk):
    desk.come_in()
    visitor = come()
    visitor.page.route(
        "**/messages",
        lambda route: route.fulfill(
            status=422, json={"error": "Please leave out the link.", "code": "no_links"}
        ),
    )
    visitor.open()
    visitor.write("Buy here")
    expect(visitor.panel.locator(".pending .meta")).to_contain_text("Please leave out the link.")
    visitor.panel.get_by_role("button", name="Edit").click()
    expect(visitor.panel.locator("#text")).to_have_value("Buy here")
    expect(visitor.panel.locator(".pending")).to_have_count(0)
    visitor.faults.clear()


def test_a_restart_of_the_desk_is_survived(come, desk):
    desk.come_in()
    visitor = come().open()
    visitor.write("Before")
    expect(visitor.panel.locator(".mine .meta")).to_contain_text("Sent")
    desk.do(_cut_all(desk))
    desk.answer("After")
    expect(visitor.bubble("After")).to_be_visible(timeout=10_000)
    expect(visitor.panel.locator("#link")).to_be_hidden()


async def _cut_all(desk):
    desk.state.hub.cut_all("bye")
