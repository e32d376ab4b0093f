"""Assigning, transferring, tagging, closing: each answers with the header as it now is."""

from lagniappe.desk.conversations import message


def events(desk, conversation_id: str) -> list[str]:
    found = desk.db.read_sync(message.after, conversation_id, 0)
    return [entry.event["name"] for entry in found if entry.event]


def test_each_change_answers_with_the_header(desk):
    here = desk.conversation()
    path = f"/conversations/{here}"
    took = desk.alice.ask("PUT", f"{path}/assignment", data={"agent_id": desk.alice.id})
    assert took.headers["content-type"].startswith("text/vnd.turbo-stream.html")
    assert 'target="conversation-header"' in took.text
    tagged = desk.alice.ask("POST", f"{path}/tags", data={"name": "Warranty"})
    assert ">warranty<" in tagged.text
    closed = desk.alice.ask("POST", f"{path}/closure")
    assert "Reopen" in closed.text
    opened = desk.alice.ask("DELETE", f"{path}/closure")
    assert "Reopen" not in opened.text
    assert events(desk, here) == ["taken", "closed", "reopened"]


def test_a_transfer_says_why_to_colleagues(desk):
    here = desk.conversation(department="Sales")
    form = {"to_department": desk.departments["Technical"], "reason": "A question about pumps"}
    moved = desk.alice.ask("POST", f"/conversations/{here}/transfers", data=form)
    assert "Technical" in moved.text
    assert "A question about pumps" in desk.bob.get(f"/conversations/{here}").text
    silent = desk.alice.ask(
        "POST",
        f"/conversations/{here}/transfers",
        data={**form, "reason": " "},
        headers={"Accept": "application/json"},
    )
    assert silent.status_code == 422
    assert silent.json()["code"] == "no_reason"


def test_a_transfer_out_of_sight_goes_back_to_the_inbox(desk):
    here = desk.conversation(department="Sales")
    desk.restrict("Spare parts")
    form = {"to_department": desk.departments["Spare parts"], "reason": "They have it"}
    moved = desk.charlie.ask("POST", f"/conversations/{here}/transfers", data=form)
    assert (moved.status_code, moved.headers["location"]) == (303, "/inbox")
    assert desk.charlie.get(f"/conversations/{here}").status_code == 404
