"""Writing and reading messages as an agent."""

import uuid

from lagniappe.desk.conversations import receive
from lagniappe.desk.conversations.tables import messages


def write(desk, conversation_id: str, body: str) -> None:
    """The customer goes on writing."""
    row = desk.row(conversation_id)
    desk.db.write_sync(
        receive.receive,
        conversation_id,
        customer_id=row.customer_id,
        client_id=str(uuid.uuid4()),
        body=body,
    )


def test_a_reply_comes_back_as_everybody_sees_it(desk):
    here = desk.conversation("My pump hums")
    answer = desk.alice.say(here, "Is it <b>plugged</b> in? https://example.com/plug")
    assert answer.status_code == 200
    assert answer.headers["X-Last-Position"] == str(desk.row(here).last_position)
    assert 'class="message message-agent"' in answer.text
    assert "&lt;b&gt;plugged&lt;/b&gt;" in answer.text
    assert '<a href="https://example.com/plug"' in answer.text
    assert answer.text in desk.bob.get(f"/conversations/{here}/messages?after=1").text


def test_the_same_client_id_changes_nothing(desk):
    here = desk.conversation()
    client_id = str(uuid.uuid4())
    first = desk.alice.say(here, "Once", client_id=client_id)
    again = desk.alice.say(here, "Once", client_id=client_id)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.text == again.text
    assert desk.count(messages) == 2


def test_a_reply_is_held_back_when_the_customer_wrote_unseen(desk):
    here = desk.conversation("Please cancel")
    write(desk, here, "No, do not!")
    held = desk.alice.say(here, "Cancelled", seen="1")
    assert held.status_code == 409
    assert held.json()["code"] == "customer_wrote"
    assert "No, do not!" in held.json()["html"]
    assert desk.row(here).last_position == 2
    assert desk.alice.say(here, "Cancelled", seen="1", anyway="1").status_code == 200


def test_a_note_is_never_held_back_and_never_public(desk):
    here = desk.conversation("Hello")
    write(desk, here, "Anybody?")
    answer = desk.alice.say(here, "Same man as yesterday", mode="note", seen="1")
    assert answer.status_code == 200
    assert 'class="note"' in answer.text
    assert "data-public-position" not in answer.text
    assert desk.row(here).last_public_position == 2


def test_older_and_newer_by_position(desk):
    here = desk.conversation("one")
    for body in ("two", "three", "four"):
        write(desk, here, body)
    newer = desk.alice.get(f"/conversations/{here}/messages?after=2")
    assert "three" in newer.text and "four" in newer.text and "two" not in newer.text
    older = desk.alice.get(f"/conversations/{here}/messages?before=3")
    assert "one" in older.text and "two" in older.text and "three" not in older.text


def test_what_is_no_position_is_refused(desk):
    here = desk.conversation()
    for bad in ("x", "-1", "1" * 12, "1.5"):
        assert desk.alice.get(f"/conversations/{here}/messages?after={bad}").status_code == 400


def test_a_draft_is_kept_and_gone_once_sent(desk):
    here = desk.conversation()
    kept = desk.alice.ask("PUT", f"/conversations/{here}/drafts/reply", data={"body": "Half a"})
    assert kept.status_code == 204
    assert "Half a</textarea>" in desk.alice.get(f"/conversations/{here}").text
    assert "Half a</textarea>" not in desk.bob.get(f"/conversations/{here}").text
    desk.alice.say(here, "Half a sentence is enough")
    assert "Half a</textarea>" not in desk.alice.get(f"/conversations/{here}").text


def test_nobody_reads_further_than_there_is(desk):
    here = desk.conversation()
    path = f"/conversations/{here}/read"
    assert desk.alice.ask("PUT", path, data={"position": "500"}).status_code == 204
    write(desk, here, "New")
    row = desk.alice.get(f"/inbox/rows/{here}?view=all").text
    assert "row-unread" in row
    assert desk.alice.ask("PUT", path, data={"position": "many"}).status_code == 400
