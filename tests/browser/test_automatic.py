"""Nobody is here: the library answers, says so, and a person is one step away. Then one comes."""

import pytest
from playwright.sync_api import expect

from lagniappe.bus import jobs
from lagniappe.desk.accounts import agents, answering, brands, presence
from lagniappe.desk.conversations import message
from tests.browser.seats import AXE
from tests.browser.shop import wait_until

DESCALING = "πώς κάνω αφαλάτωση στη μηχανή μου;"
TORN = "machine orange light water coffee"


@pytest.fixture(autouse=True)
def nobody_is_there(desk):
    everybody = [agent.id for agent in desk.read(agents.everyone)]
    desk.write(lambda tx: [presence.gone(tx, one) for one in everybody])
    desk.do(desk.state.presence.look())


def automatic(desk, conversation: str) -> int:
    found = desk.read(message.after, conversation, 0)
    return sum(m.author_kind == "automatic" for m in found)


def settled(desk) -> None:
    """Every decision that was planned has been taken."""
    wait_until(lambda: not [j for j in desk.read(jobs.waiting) if j.kind == "answers.turn"])


def violations(visitor) -> list[str]:
    frame = visitor.page.frames[-1]
    frame.evaluate(AXE)
    return frame.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')))"
    )


def test_from_the_automatic_answer_to_a_person(come, sit, desk):
    eleni = come(locale="el").open()
    expect(eleni.panel.locator("#ask")).to_be_visible()
    expect(eleni.panel.locator("#letter")).to_be_hidden()
    eleni.write(DESCALING)
    answer = eleni.panel.locator(".automatic")
    expect(answer).to_contain_text("KM-9001")
    expect(answer.locator(".label")).to_be_visible()
    expect(answer.locator(".bubble")).to_have_attribute("lang", "el")
    assert violations(eleni) == []

    answer.locator("[data-helped=no]").click()
    expect(answer.locator("[data-helped]")).to_have_count(1)
    # They change their mind, and back, without a mouse.
    for now, then in (("yes", "no"), ("no", "yes")):
        answer.locator(f"[data-helped={now}]").press("Enter")
        expect(answer.locator(f"[data-helped={then}]")).to_be_visible()
    assert violations(eleni) == []
    eleni.panel.locator("[data-person]:visible").last.click()
    letter = eleni.panel.locator("#letter")
    expect(letter).to_be_visible()
    expect(eleni.panel.locator("[data-person]:visible")).to_have_count(0)
    letter.locator("[name=name]").fill("Ελένη")
    letter.locator("[name=email]").fill("eleni@example.com")
    letter.get_by_role("button").click()
    expect(letter).to_be_hidden()
    here = desk.conversation()
    wait_until(lambda: desk.conversation().pre_escalated_at is not None)

    maria = sit("maria")
    maria.page.goto(f"/conversations/{here.id}?view=all")
    tried = maria.page.locator("#tried")
    expect(tried).to_contain_text("Answered automatically:")
    expect(tried).to_contain_text("it did not help")
    expect(tried).to_contain_text("Asked for a person")
    expect(maria.page.locator("#conversation-header")).to_contain_text("Tried alone")
    expect(maria.page.locator(f"#row-{here.id}")).to_contain_text("Tried alone")
    expect(maria.thread.locator(".message-automatic").first).to_contain_text("KM-9001")
    assert maria.violations() == []
    maria.say("Καλημέρα Ελένη, σας βλέπω.")
    expect(eleni.bubble("σας βλέπω")).to_be_visible()

    before = automatic(desk, here.id)
    eleni.write("Μπλόκαρε ο μύλος")
    expect(maria.bubble("Μπλόκαρε ο μύλος")).to_be_visible()
    settled(desk)
    assert automatic(desk, here.id) == before


def test_who_is_furious_meets_a_person_and_no_ready_made_answer(come, desk):
    eleni = come(locale="el").open()
    eleni.write(f"Είμαι έξαλλη, τρεις βδομάδες με κοροϊδεύετε, κλέφτες! {DESCALING}")
    expect(eleni.panel.get_by_text("Εδώ χρειάζεται άνθρωπος")).to_be_visible()
    expect(eleni.panel.locator("#letter")).to_be_visible()
    expect(eleni.panel.locator(".automatic")).to_have_count(0)
    settled(desk)
    assert automatic(desk, desk.conversation().id) == 0
    assert violations(eleni) == []


def test_a_choice_is_the_same_in_every_tab_and_after_a_reload(come, desk):
    vera = come().open()
    vera.write(TORN)
    choices = vera.panel.locator(".automatic .choice")
    expect(choices).not_to_have_count(0)
    other = vera.context.new_page()
    other.goto(vera.page.url)
    other.locator("lagniappe-chat .mark").click()
    twin = other.frame_locator("lagniappe-chat iframe")
    expect(twin.locator(".automatic .choice")).to_have_count(choices.count())

    title = choices.first.inner_text()
    choices.first.click()
    answer = vera.panel.locator(".automatic").nth(1)
    expect(answer.locator(".bubble")).to_be_visible()
    expect(vera.panel.locator(".choice")).to_have_text([f"✓ {title}"])
    expect(twin.locator(".choice")).to_have_text([f"✓ {title}"])
    answer.locator("[data-helped=yes]").click()
    expect(twin.locator(".automatic").nth(1)).to_contain_text("Good that it helped.")
    vera.page.reload()
    expect(vera.panel.locator(".automatic").nth(1)).to_contain_text("Good that it helped.")
    expect(vera.panel.locator(".choice")).to_have_text([f"✓ {title}"])
    assert desk.conversation().waiting_since is None


def test_what_the_library_does_not_know_opens_the_letter(come, desk):
    vera = come().open()
    vera.write("Do you sponsor football clubs?")
    expect(vera.panel.locator("[data-event=person_later]")).to_be_visible()
    expect(vera.panel.locator("#letter")).to_be_visible()
    desk.come_in()
    expect(vera.panel.locator("#letter")).to_be_hidden()
    expect(vera.panel.locator("#composer")).to_be_visible()


def test_a_letter_instead(come):
    vera = come().open()
    vera.panel.locator("#text").fill("I would rather write")
    vera.panel.get_by_role("button", name="Leave a message instead").click()
    expect(vera.panel.locator("#letter-body")).to_have_value("I would rather write")
    expect(vera.panel.locator("#composer")).to_be_hidden()


def test_agents_see_it_as_it_comes(come, sit, desk):
    chosen = answering.Policy("always")
    brand = desk.read(brands.all_brands)[0].id
    desk.write(answering.for_brand, brand, chosen)
    vera = come().open()
    vera.write("Hello")
    expect(vera.panel.locator(".automatic")).to_contain_text("What is it about?")
    tom = sit("tom")
    tom.page.goto(f"/conversations/{desk.conversation().id}?view=all")
    tom.page.locator("message-composer:defined").wait_for()
    vera.write("The orange light stays on after descaling")
    expect(tom.thread.locator(".message-automatic").first).to_contain_text("What is it about?")
    shown = tom.thread.locator(".message-automatic").nth(1)
    expect(shown).to_contain_text("Automatic answer")
    expect(tom.page.locator("#tried")).to_contain_text("Answered automatically:")
    vera.panel.locator("[data-helped=yes]").click()
    expect(shown).to_contain_text("It helped")
    desk.write(answering.for_brand, brand, answering.Policy())
