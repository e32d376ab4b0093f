"""The coach's panel over HTTP."""

ANGRY = (
    "I am FURIOUS! My machine from order 10423 arrived broken and nobody answers me. "
    "This is the third time I write!!"
)


def part(who, conversation, **query):
    answer = who.get(f"/conversations/{conversation}/coach", params=query)
    assert answer.status_code == 200, answer.text
    return answer.text


def draft(who, conversation, body):
    return who.ask("POST", f"/conversations/{conversation}/coach/draft", data={"body": body})


def test_a_calm_conversation_shows_one_line_that_opens_it(desk):
    here = desk.conversation("Hello, do you have the blue cups?")
    assert "data-view" not in part(desk.alice, here)
    assert "data-view" in part(desk.alice, here, open="1")


def test_an_angry_one_opens_with_the_reason_and_a_line_in_their_words(desk):
    here = desk.conversation(ANGRY, name="Eleni Papadaki")
    html = part(desk.alice, here)
    assert "data-view" in html and "10423" in html
    assert desk.alice.get(f"/conversations/{here}").text.count('id="coach"') == 1


def test_what_a_draft_does_is_said_with_its_words(desk):
    here = desk.conversation(ANGRY)
    answer = draft(desk.alice, here, "Please calm down. What is your order number?")
    assert answer.status_code == 200
    assert "Telling people to calm down raises anger." in answer.text
    assert "Please calm down" in answer.text
    assert "They told this already." in answer.text
