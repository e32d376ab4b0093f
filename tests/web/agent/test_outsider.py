"""Charlie works here, but not in this department: every door of a members-only conversation
looks to him as if there were nothing behind it, and nothing changes."""

import pytest

from lagniappe.desk.conversations import reply, tag
from lagniappe.kit import ids
from lagniappe.web import routes

DOORS = [
    pytest.param(route.path, method, id=f"{method} {route.path}")
    for route in routes.all_routes()
    if route.path.startswith(("/conversations/{id}", "/inbox/rows/{id}"))
    for method in sorted(route.methods - {"HEAD"})
]


@pytest.fixture
def private(desk):
    """A conversation of Sales, which is for its members only."""
    here = desk.conversation("Confidential price list", department="Sales")
    desk.restrict("Sales")
    return here


def fields(desk):
    return {
        "client_id": ids.new(),
        "mode": "reply",
        "body": "I am in",
        "agent_id": desk.charlie.id,
        "to_department": desk.departments["Technical"],
        "reason": "Mine now",
        "name": "mine",
        "position": "1",
    }


@pytest.mark.parametrize(("path", "method"), DOORS)
def test_every_door_is_closed_to_the_outsider(desk, private, path, method):
    before = desk.row(private), desk.stored
    door = path.replace("{id}", private).replace("{mode}", "reply").replace("{tag_id}", ids.new())
    query = "?view=all" if path.startswith("/inbox") else ""
    sent = {"data": fields(desk)} if method in ("POST", "PUT") else {}
    answer = desk.charlie.ask(method, door + query, **sent)
    # A row that is not his to see is told from one that left the view by nothing.
    assert answer.status_code == (204 if path.startswith("/inbox") else 404), answer.text
    assert "Confidential" not in answer.text
    assert (desk.row(private), desk.stored) == before


def test_lists_search_and_history_do_not_mention_it(desk, private):
    customer = desk.row(private).customer_id
    for path in (
        "/inbox?view=all",
        "/inbox/rows?view=all",
        f"/customers/{customer}",
        "/search?q=confidential",
        f"/search?q=L-{desk.row(private).number}",
    ):
        answer = desk.charlie.get(path)
        assert answer.status_code == 200, path
        assert "Confidential price list" not in answer.text, path


def test_its_attachments_are_closed_too(desk, private):
    made = desk.bob.ask(
        "POST",
        "/uploads",
        data={"conversation": private},
        files={"file": ("prices.txt", b"secret prices", "text/plain")},
    ).json()
    desk.bob.say(private, "Here they are", attachment=[made["id"]])
    assert desk.bob.ask("GET", made["url"]).content == b"secret prices"
    assert desk.charlie.ask("GET", made["url"]).status_code == 404
    assert desk.nobody.ask("GET", made["url"]).status_code == 401


def test_its_live_hints_are_not_for_him(desk, private):
    from lagniappe.desk.conversations import find

    seen = desk.db.read_sync(find.may_see, desk.charlie.agent, [private])
    assert seen == set()
    assert desk.db.read_sync(find.may_see, desk.bob.agent, [private]) == {private}


def test_members_leaders_and_admins_are_let_in(desk, private):
    for colleague in (desk.bob, desk.sofia, desk.alice):
        assert "Confidential" in colleague.get(f"/conversations/{private}").text
    desk.db.write_sync(reply.note, desk.bob.agent, private, client_id=ids.new(), body="Only for us")
    desk.db.write_sync(tag.add, desk.bob.agent, private, "prices")
    assert desk.charlie.get("/inbox?view=all").status_code == 200
