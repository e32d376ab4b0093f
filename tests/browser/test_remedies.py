"""Making it right in real browsers: at once, by a second person on a phone, at the till."""

import pytest

from lagniappe.desk.complaints.remedies import approve, catalogue, given, grant
from lagniappe.desk.complaints.remedies.tables import remedies
from lagniappe.desk.conversations import message
from tests.browser.seats import PHONE, WIDE
from tests.browser.shop import wait_until

SHELF = (
    {"kind": "discount", "names": {"en": "Shop voucher", "el": "Κουπόνι"}, "voucher": True},
    {"kind": "refund", "names": {"en": "Money back"}},
    {"kind": "percent", "names": {"en": "Next bill"}, "low": 10, "high": 30, "unit_cost": 4_000},
)


@pytest.fixture
def shelf(desk):
    def fill(tx):
        if not catalogue.listed(tx):
            for line in SHELF:
                catalogue.create(tx, **{"currency": "EUR", "low": 100, "high": 100_000, **line})
        tx.execute(remedies.update().values(retired_at=None))

    desk.write(fill)


def begin(desk, come, text):
    """A visitor writes in the shop; returns them and the conversation's id."""
    desk.come_in()
    visitor = come().open()
    visitor.write(text)
    visitor.bubble(text).wait_for()
    wait_until(lambda: desk.conversation() and desk.conversation().preview == text)
    return visitor, desk.conversation().id


def sit_at(sit, name, here, **context):
    seat = sit(name, **context)
    seat.page.goto(f"/conversations/{here}?view=all")
    seat.page.locator("message-composer:defined").wait_for()
    return seat


def start(seat, title):
    seat.page.locator(".remedy-shelf").get_by_role("button", name=title).click()
    return seat.page.locator("#remedy-dialog[open]")


def look_up(sit, code):
    """Giorgos at the till, on a phone, with this code before him."""
    till = sit("giorgos", viewport=PHONE)
    till.page.goto("/till")
    till.page.get_by_label("Code").fill(code)
    till.page.get_by_role("button", name="Look it up").click()
    till.page.get_by_text("Good", exact=True).wait_for()
    return till


def test_a_voucher_is_given_at_once_and_redeemed_at_the_till(desk, come, sit, shelf):
    visitor, here = begin(desk, come, "My machine came back broken again")
    ana = sit_at(sit, "ana", here, reduced_motion="reduce")
    dialog = start(ana, "Shop voucher")
    dialog.get_by_text("You may still give €50 here without asking.").wait_for()
    dialog.get_by_label("Amount in EUR").fill("20")
    give = dialog.get_by_role("button", name="Give €20", exact=True)
    give.wait_for()
    assert dialog.get_by_text("here is a voucher for €20").is_visible()
    assert ana.violations() == []
    dialog.get_by_label("What for").fill("Repaired twice")
    give.click()
    card = visitor.panel.locator(".gift")
    card.wait_for()
    code = card.locator("code").inner_text()
    assert len(code.replace("-", "")) == 16
    assert card.locator("strong").inner_text() == "€20"
    ana.page.locator("#remedies .remedy", has_text="€20").wait_for()

    till = look_up(sit, code.lower())
    assert till.violations() == []
    till.page.get_by_label("Where").fill("Corner shop")
    till.page.get_by_role("button", name="Use up €20").click()
    till.page.get_by_text("Used now. Hand it over.").wait_for()
    assert till.violations() == []
    till.page.reload()
    till.page.get_by_text("Used now. Hand it over.").wait_for()
    assert code.replace("-", "") not in till.page.url.upper().replace("-", "")
    till.page.go_back()
    till.page.get_by_text("Used before").wait_for()
    visitor.panel.locator(".gift[data-state=used]").wait_for()
    ana.thread.locator(".remedy-card[data-state=used]").wait_for()
    till.page.get_by_label("Code").fill(code)
    till.page.get_by_role("button", name="Next voucher").click()
    till.page.get_by_text("Used before").wait_for()
    assert "Corner shop" in till.page.locator(".till-voucher").inner_text()


def test_a_percentage_is_taken_off_the_bill_at_the_till(desk, come, sit, shelf):
    visitor, here = begin(desk, come, "The part came late again")
    ana = sit_at(sit, "ana", here, reduced_motion="reduce")
    dialog = start(ana, "Next bill")
    dialog.get_by_text("Off one bill, at most €40.").wait_for()
    dialog.get_by_label("Per cent").fill("20")
    give = dialog.get_by_role("button", name="Give 20%", exact=True)
    give.wait_for()
    assert ana.violations() == []
    dialog.get_by_label("What for").fill("Late twice")
    give.click()
    visitor.panel.get_by_text("20% off your next bill, at most €40").wait_for()
    code = visitor.panel.locator(".gift code").inner_text()

    till = look_up(sit, code)
    till.page.get_by_label("The bill, in EUR").fill("a lot")
    till.page.get_by_role("button", name="Use it up").click()
    till.page.get_by_text("Write the amount").wait_for()
    assert till.violations() == []
    assert till.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    till.page.get_by_label("The bill, in EUR").fill("61.50")
    till.page.get_by_role("button", name="Use it up").click()
    till.page.get_by_text("€12.30 off").wait_for()
    assert till.violations() == []
    assert desk.read(given.of_conversation, here)[0].cost == 1_230

    # It was 16.50 after all; the first try is the same bill again.
    till.page.get_by_text("Wrong bill? Correct it").click()
    bill = till.page.get_by_label("What the bill really comes to, in EUR")
    bill.fill("61.50")
    till.page.get_by_role("button", name="Correct the bill").click()
    till.page.get_by_text("This is the bill that was typed before.").wait_for()
    assert till.violations() == []
    bill.fill("16.50")
    till.page.get_by_role("button", name="Correct the bill").click()
    till.page.get_by_text("€3.30 off").wait_for()
    till.page.get_by_text("Before, it was €12.30.").wait_for()
    assert till.violations() == []
    assert till.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert desk.read(given.of_conversation, here)[0].cost == 330
    ana.page.locator("#remedies .remedy", has_text="20%, €3.30").wait_for()
    maria = sit("maria")
    maria.page.goto("/ledger?kind=corrected")
    row = maria.page.get_by_role("row", name="Bill corrected")
    assert "-€9" in row.inner_text() and "€16.50" in row.inner_text()


def test_two_hundred_euros_are_approved_from_a_phone(desk, come, sit, shelf):
    visitor, here = begin(desk, come, "I lost two hundred euros by this")
    tom = sit("tom", viewport=PHONE)
    tom.page.goto("/inbox?view=all")
    ana = sit_at(sit, "ana", here)
    dialog = start(ana, "Money back")
    dialog.get_by_label("Amount in EUR").fill("200")
    ask = dialog.get_by_role("button", name="Ask for approval")
    ask.wait_for()
    dialog.get_by_label("What for").fill("The oven was ruined")
    ask.click()
    ana.page.locator(".remedy[data-state=asked]").wait_for()
    ana.thread.get_by_text("Ana asked for approval of: Money back").wait_for()

    tom.page.locator("#rail-approvals [data-waiting]:not([hidden])").wait_for()
    tom.page.locator("#rail-approvals").click()
    request = tom.page.locator(".approval", has_text="The oven was ruined")
    request.wait_for()
    assert tom.violations() == []
    assert tom.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    request.get_by_role("button", name="Approve").click()
    tom.page.get_by_text("Nobody is waiting").wait_for()
    visitor.bubble("we refund €200 to you").wait_for()
    ana.thread.get_by_text("Tom approved: Money back").wait_for()
    ana.page.locator(".remedy[data-state=granted]", has_text="answered by Tom").wait_for()
    assert desk.read(given.of_conversation, here)[0].cost == 20_000


def test_what_another_answered_leaves_the_page_under_the_hands_of_the_second(
    desk, come, sit, shelf
):
    _, here = begin(desk, come, "Twice too late")
    ana, maria, tom = sit("ana"), sit("maria"), sit("tom")
    (back,) = [one.id for one in desk.read(catalogue.listed) if one.kind == "refund"]
    for words in ("First", "Second"):
        more = {"key": b"k" * 32, "client_id": f"asked-{words}", "remedy_id": back, "reason": words}
        desk.write(grant.grant, ana.agent, here, amount=20_000, **more)
    tom.page.goto("/approvals")
    first, second = (tom.page.locator(".approval", has_text=w) for w in ("First", "Second"))
    second.get_by_label("Amount to give").fill("150")
    first.get_by_text("Decline").first.click()
    first.get_by_label("Why not? Your colleague reads this.").fill("Let me think")
    (one,) = [g for g in desk.read(given.asked) if g.reason == "First"]
    desk.write(approve.decline, maria.agent, one.id, reason="No")
    first.wait_for(state="detached")
    tom.page.get_by_text("Maria Ioannou dealt with it meanwhile.").wait_for()
    assert second.get_by_label("Amount to give").input_value() == "150"
    second.and_(tom.page.locator(":focus")).wait_for()
    (other,) = desk.read(given.asked)
    desk.write(approve.decline, maria.agent, other.id, reason="No")
    tom.page.get_by_text("Nobody is waiting").wait_for()
    assert tom.violations() == []


def test_who_answers_one_goes_on_with_the_next_by_keyboard(desk, come, sit, shelf):
    _, here = begin(desk, come, "Three times too late")
    ana, tom = sit("ana"), sit("tom")
    (back,) = [one.id for one in desk.read(catalogue.listed) if one.kind == "refund"]
    for words in ("First", "Second"):
        more = {"key": b"k" * 32, "client_id": f"asked-{words}", "remedy_id": back, "reason": words}
        desk.write(grant.grant, ana.agent, here, amount=20_000, **more)
    tom.page.goto("/approvals")
    focus, second = tom.page.locator(":focus"), tom.page.locator(".approval", has_text="Second")
    yes = tom.page.get_by_role("button", name="Approve")
    yes.first.press("Enter")
    second.and_(focus).wait_for()

    # Both together are more than Tom may give: it is said where less is typed.
    yes.press("Enter")
    second.get_by_text("This is above your own authority.").wait_for()
    second.get_by_label("Amount to give").and_(focus).fill("50")
    yes.press("Enter")
    tom.page.locator("h1").and_(focus).wait_for()
    assert not tom.page.get_by_text("dealt with it meanwhile").count()
    assert {one.cost for one in desk.read(given.of_conversation, here)} == {20_000, 5_000}


def test_a_part_drawn_again_takes_away_no_pressed_button_and_no_words(desk, come, sit, shelf):
    _, here = begin(desk, come, "Two hundred euros gone")
    ana, tom = sit_at(sit, "ana", here), sit_at(sit, "tom", here)
    (back,) = [one.id for one in desk.read(catalogue.listed) if one.kind == "refund"]

    def ask(words):
        more = {"key": b"k" * 32, "client_id": f"asked-{words}", "remedy_id": back, "reason": words}
        desk.write(grant.grant, ana.agent, here, amount=20_000, **more)

    button = ana.page.locator(".remedy-shelf").get_by_role("button", name="Money back")
    button.hover()
    ana.page.mouse.down()
    ask("First")
    tom.page.locator(".remedy", has_text="First").wait_for()
    ana.page.mouse.up()
    ana.page.locator("#remedy-dialog[open]").wait_for()
    ana.page.keyboard.press("Escape")
    ana.page.locator(".remedy[data-state=asked]").wait_for()

    first = tom.page.locator(".remedy", has_text="First")
    first.get_by_text("Decline").first.click()
    why = first.get_by_label("Why not? Your colleague reads this.")
    why.fill("Let me think")
    tom.page.locator("h1").first.click()
    ask("Second")
    ana.page.locator(".remedy[data-state=asked]").nth(1).wait_for()
    assert why.input_value() == "Let me think"
    first.get_by_role("button", name="Decline").click()
    tom.page.locator(".remedy", has_text="Second").wait_for()
    tom.page.locator(".remedy[data-state=declined]").wait_for()


def test_declined_the_asker_reads_why(desk, come, sit, shelf):
    _, here = begin(desk, come, "I want five hundred")
    ana, tom = sit_at(sit, "ana", here), sit_at(sit, "tom", here)
    dialog = start(ana, "Money back")
    dialog.get_by_label("Amount in EUR").fill("500")
    dialog.get_by_label("What for").fill("They insist")
    dialog.get_by_role("button", name="Ask for approval").click()
    asked = tom.page.locator(".remedy[data-state=asked]")
    asked.wait_for()
    asked.get_by_text("Decline").first.click()
    asked.get_by_label("Why not? Your colleague reads this.").fill("Offer fifty, and a new part")
    asked.get_by_role("button", name="Decline").click()
    ana.thread.get_by_text("Offer fifty, and a new part").wait_for()
    ana.page.locator(".remedy[data-state=declined]").wait_for()


def test_the_customer_chooses_between_two(desk, come, sit, shelf):
    visitor, here = begin(desk, come, "What do I get for this?")
    ana = sit_at(sit, "ana", here, reduced_motion="reduce")
    dialog = start(ana, "Offer a choice")
    dialog.get_by_role("checkbox", name="Shop voucher").check()
    dialog.get_by_role("checkbox", name="Money back").check()
    dialog.get_by_label("Amount for Shop voucher").fill("25")
    dialog.get_by_label("Amount for Money back").fill("15")
    dialog.get_by_label("What for").fill("Waited two weeks")
    assert ana.violations() == []
    dialog.get_by_role("button", name="Offer these").click()
    visitor.panel.get_by_role("button", name="Shop voucher: €25").click()
    visitor.panel.locator(".gift").wait_for()
    assert visitor.panel.get_by_role("button", name="Money back: €15").is_disabled()
    said = [m.body for m in desk.read(message.public_after, here, 0)]
    assert any("My choice: Shop voucher: €25" in body for body in said)
    ana.thread.get_by_text("Chosen: Shop voucher: €25").wait_for()


def test_a_wrong_amount_is_said_where_it_is_typed(desk, come, sit, shelf):
    _, here = begin(desk, come, "And now?")
    ana = sit_at(sit, "ana", here)
    dialog = start(ana, "Money back")
    for typed, why in (("-5", "cannot be negative"), ("1,50", "Write the amount as 20.50")):
        dialog.get_by_label("Amount in EUR").fill(typed)
        dialog.get_by_text(why).wait_for()
        assert dialog.locator(".button-primary").is_disabled()
    dialog.get_by_label("Amount in EUR").fill("10")
    dialog.get_by_role("button", name="Give €10").wait_for()
    ana.page.keyboard.press("Escape")
    assert desk.read(given.of_conversation, here) == []


@pytest.mark.parametrize(
    ("scheme", "locale", "viewport"),
    [("light", "en", WIDE), ("dark", "en", WIDE), ("light", "ar", WIDE), ("dark", "ar", PHONE),
     ("light", "en", PHONE)],
)  # fmt: skip
def test_everybody_can_use_the_pages(desk, sit, shelf, scheme, locale, viewport):
    maria = sit("maria", locale=locale, viewport=viewport, color_scheme=scheme)
    for path in (
        "/approvals", "/till", "/ledger", "/ledger/fairness", "/recognition", "/settings/remedies",
        "/settings/remedies/new", "/settings/authority", "/settings/programs",
    ):  # fmt: skip
        maria.page.goto(path)
        assert maria.violations() == [], path
        wide = maria.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= viewport["width"], path


@pytest.mark.parametrize(
    ("scheme", "locale", "viewport"),
    [("dark", "en", WIDE), ("light", "ar", WIDE), ("dark", "ar", PHONE)],
)
def test_everybody_can_use_the_dialogs(desk, sit, writes, shelf, scheme, locale, viewport):
    customer = writes("Eleni", "It broke again")
    # Half faded in, nothing has its colours yet.
    how = {"color_scheme": scheme, "reduced_motion": "reduce"}
    maria = sit("maria", locale=locale, viewport=viewport, **how).open(customer)
    if viewport is PHONE:
        maria.page.evaluate("document.getElementById('context').showPopover()")
    for path in ("remedies/new", "offers/new", "extras/new"):
        maria.page.locator(f"[data-remedy*='{path}']").first.click()
        dialog = maria.page.locator("#remedy-dialog[open]")
        dialog.locator("form").wait_for()
        assert maria.violations() == [], path
        box = dialog.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"], path
        maria.page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
