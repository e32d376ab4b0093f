"""The coach's panel and what it says of drafts, over HTTP."""

import pytest
from sqlalchemy import select

from lagniappe.desk.complaints.protocol import overrule
from lagniappe.desk.complaints.protocol.tables import coach_marks, overruled_cues
from lagniappe.desk.conversations import append, receive
from lagniappe.desk.conversations.tables import conversations

ANGRY = (
    "I am FURIOUS! My machine from order 10423 arrived broken and nobody answers me. "
    "This is the third time I write!!"
)


@pytest.fixture
def here(desk):
    return desk.conversation(ANGRY, name="Eleni Papadaki")


def part(who, conversation, **query):
    answer = who.get(f"/conversations/{conversation}/coach", params=query)
    assert answer.status_code == 200, answer.text
    return answer.text


def draft(who, conversation, body):
    return who.ask("POST", f"/conversations/{conversation}/coach/draft", data={"body": body})


def wrong(who, conversation, cue, words):
    fields = {"cue": cue, "words": words}
    return who.ask("POST", f"/conversations/{conversation}/coach/overrules", data=fields)


def step(who, conversation, name, method="POST"):
    return who.ask(method, f"/conversations/{conversation}/coach/steps/{name}")


def test_a_calm_conversation_shows_one_line_that_opens_it(desk):
    here = desk.conversation("Hello, do you have the blue cups?")
    assert "data-view" not in part(desk.alice, here)
    assert "data-view" in part(desk.alice, here, open="1")


def test_an_angry_one_opens_with_the_reason_and_a_line_in_their_words(desk, here):
    html = part(desk.alice, here)
    assert "They are still telling it. Let them finish and take notes." in html
    assert "Notes while you listen" in html and "order 10423" in html
    assert "Questions can wait until they have finished" in html
    assert desk.alice.get(f"/conversations/{here}").text.count('id="coach"') == 1


@pytest.mark.parametrize(
    "advance", ["Are you single? Send me nudes", "Τι φοράς τώρα; Στείλε μου γυμνές φωτογραφίες"]
)
def test_it_opens_for_advances_however_calm(desk, advance):
    here = desk.conversation(advance)
    assert "data-view" in part(desk.alice, here)


@pytest.mark.parametrize(
    "words",
    [
        "I know where you live",
        "The cable gave my son an electric shock.",
        "Can I speak to your supervisor, please?",
        "You are liars.",
    ],
)
def test_it_opens_for_what_needs_more_than_an_answer_however_calm(desk, words):
    here = desk.conversation(words)
    assert "data-view" in part(desk.alice, here)


def test_it_is_still_open_when_a_harmless_line_follows(desk):
    here = desk.conversation("I know where you live")
    more = {"client_id": "second-line", "body": "Hello, is my parcel there?"}
    customer_id = desk.row(here).customer_id
    desk.db.write_sync(receive.receive, here, customer_id=customer_id, **more)
    assert "data-view" in part(desk.alice, here)


def test_it_opens_for_somebody_who_tried_alone_and_failed_however_calm(desk):
    here = desk.conversation("Hello")
    tried = conversations.update().where(conversations.c.id == here)
    desk.db.write_sync(lambda tx: tx.execute(tried.values(pre_escalated_at=tx.now)))
    assert "data-view" in part(desk.alice, here)


def test_a_closed_conversation_needs_no_coach(desk, here):
    desk.alice.ask("POST", f"/conversations/{here}/closure")
    assert "<coach-panel" not in part(desk.alice, here)


def test_what_a_draft_does_is_said_with_its_words(desk, here):
    answer = draft(desk.alice, here, "Please calm down. What is your order number?")
    assert answer.status_code == 200
    assert "Telling people to calm down raises anger." in answer.text
    assert ">Please calm down</q>" in answer.text
    assert "They told this already." in answer.text
    good = draft(desk.alice, here, "I can see why you are furious. Please go on.")
    assert "names the feeling" in good.text and "coach-remarks" not in good.text


@pytest.mark.parametrize("body", ["", "   ", "ok"])
def test_a_draft_that_does_nothing_gets_no_words(desk, here, body):
    assert draft(desk.alice, here, body).status_code == 204


def test_not_right_holds_at_once_for_these_words_only(desk, here):
    text = "Please calm down."
    assert "raises anger" in draft(desk.alice, here, text).text
    assert wrong(desk.alice, here, "calm_down", "Please calm down").status_code == 204
    assert wrong(desk.bob, here, "calm_down", "please  CALM down").status_code == 204
    assert "raises anger" not in draft(desk.bob, here, text).text
    assert "raises anger" in draft(desk.bob, here, "Relax!").text
    elsewhere = desk.conversation(ANGRY)
    assert "raises anger" in draft(desk.alice, elsewhere, text).text
    kept = desk.db.read_sync(overrule.recent)
    assert [(row.cue, row.words, row.language) for row in kept] == [
        ("calm_down", "Please calm down", "en")
    ]


def test_what_was_overruled_says_when_but_the_list_names_nobody(desk, here):
    wrong(desk.alice, here, "calm_down", "calm down")
    row = desk.db.read_sync(lambda tx: tx.one(select(overruled_cues)))
    assert (row.by_agent_id, row.created_at) == (desk.alice.id, desk.clock.now())
    assert not hasattr(desk.db.read_sync(overrule.recent)[0], "by_agent_id")


def test_a_step_is_done_when_somebody_says_so_and_open_again_when_taken_back(desk, here):
    assert step(desk.alice, here, "LISTEN").status_code == 204
    assert step(desk.alice, here, "LISTEN").status_code == 204
    html = part(desk.bob, here)
    assert "Too angry to be reasoned with" in html and 'data-unmark="LISTEN"' in html
    assert "Notes while you listen" not in html
    assert desk.count(coach_marks) == 1
    assert step(desk.bob, here, "LISTEN", "DELETE").status_code == 204
    assert "Let them finish" in part(desk.alice, here)


def test_the_panel_follows_the_conversation(desk, here):
    step(desk.alice, here, "LISTEN")
    desk.alice.say(here, "I see why you are furious: the machine arrived broken, nobody answers.")
    assert "Say sorry once" in part(desk.alice, here)
    desk.alice.say(here, "You should have called us.")
    html = part(desk.alice, here)
    assert "About your last message" in html and ">You should have</q>" in html


def test_a_remedy_delivered_makes_it_good(desk, here):
    step(desk.alice, here, "LISTEN")
    desk.alice.say(here, "I see why you are furious: the machine arrived broken, nobody answers.")
    desk.alice.say(here, "I am sorry for the broken machine.")
    assert "Sum up" not in part(desk.alice, here)
    card = {"client_id": "remedy-1", "body": "A voucher of €20", "details": {"remedy": {}}}
    desk.db.write_sync(lambda tx: append.from_agent(tx, here, desk.agent, **card))
    html = part(desk.alice, here)
    assert "Sum up, give your name and the number" in html


def test_private_notes_are_not_measured(desk, here):
    desk.alice.say(here, "He says our machine is shit, what an idiot, calm down!", mode="note")
    assert "About your last message" not in part(desk.alice, here)


def test_lines_come_in_the_customers_language(desk):
    here = desk.conversation("Είμαι έξαλλος! Η μηχανή ήρθε σπασμένη και κανείς δεν απαντά!!")
    greek = conversations.update().where(conversations.c.id == here).values(locale="el")
    desk.db.write_sync(lambda tx: tx.execute(greek))
    assert "Πείτε μου, σας παρακαλώ, τι συνέβη." in part(desk.alice, here, open="1")


def test_an_outsider_finds_nothing_and_changes_nothing(desk):
    desk.restrict("Sales")
    here = desk.conversation(ANGRY, department="Sales")
    assert desk.charlie.get(f"/conversations/{here}/coach").status_code == 404
    assert draft(desk.charlie, here, "Calm down").status_code == 404
    assert wrong(desk.charlie, here, "calm_down", "calm").status_code == 404
    assert step(desk.charlie, here, "LISTEN").status_code == 404
    assert step(desk.charlie, here, "LISTEN", "DELETE").status_code == 404
    assert desk.count(coach_marks) == desk.count(overruled_cues) == 0


def test_hostile_input_is_refused_or_harmless(desk, here):
    nasty = '<script>alert(1)</script> "calm down" & calm down <b>'
    html = draft(desk.alice, here, nasty).text
    assert "<script>" not in html and "<b>" not in html
    assert step(desk.alice, here, "COMPUTER").status_code == 404
    assert step(desk.alice, here, "x' or 1=1").status_code == 404
    refused = wrong(desk.alice, here, "no_such_cue", "x")
    assert refused.status_code == 422 and refused.json()["code"] == "bad_cue"
    assert wrong(desk.alice, here, "calm_down", "x" * 5_000).status_code == 204
    assert draft(desk.alice, here, "calm down " * 20_000).status_code == 200
    assert desk.alice.ask("POST", f"/conversations/{here}/coach/draft").status_code in (204, 411)
    assert draft(desk.alice, "not-an-id", "Hello").status_code == 404


def test_a_customer_who_writes_markup_is_quoted_harmlessly(desk):
    words = 'My machine "exploded" <img src=x onerror=alert(1)> on {{agent.name}} kitchen tables!!'
    here = desk.conversation(f"I am FURIOUS! {words} Nobody answers! What will you do?")
    html = part(desk.alice, here, open="1")
    assert "<img" not in html and "{{agent.name}}" not in html
