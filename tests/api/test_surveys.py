"""The company's own programs read what customers answered, a page at a time."""

from lagniappe.desk.conversations import reply
from lagniappe.desk.surveys import answer, ask
from lagniappe.kit import ids
from tests.api.test_api import Program


def answered(desk, clock, value):
    here = desk.conversation("It leaks")
    desk.db.write_sync(reply.reply, desk.agent, here, client_id=ids.new(), body="Not any more")
    about = {"conversation_id": here, "occasion": f"test:{here}"}
    survey_id = desk.db.write_sync(ask.ask, "satisfaction", **about)
    clock.advance(1_000)
    desk.db.write_sync(answer.answer, survey_id, "csat", value=value)
    return survey_id


def test_pages_follow_each_other_and_miss_none(desk, clock):
    wanted = [answered(desk, clock, value) for value in (1, 5, 3)]
    program = Program(desk, "surveys:read")
    first = program.ask("GET", "surveys?limit=2").json()
    rest = program.ask("GET", f"surveys?limit=2&after={first['next']}").json()
    assert [s["id"] for s in first["surveys"] + rest["surveys"]] == wanted
    assert rest["next"] is None
    one = first["surveys"][0]
    said = {"question": "csat", "measure": "csat", "value": 1, "words": ""}
    assert one["answers"] == [said] and one["answered_at"].endswith("Z")
    assert "secret" not in str(one)


def test_only_with_the_scope_and_a_good_cursor(desk):
    assert Program(desk, "ledger:read").ask("GET", "surveys").status_code == 403
    program = Program(desk, "surveys:read")
    assert program.ask("GET", "surveys").json() == {"surveys": [], "next": None}
    for odd in ("after=x", "after=1~1", "after=" + "9" * 70, "limit=0", "limit=9999"):
        assert program.ask("GET", f"surveys?{odd}").status_code in (404, 422)
    assert desk.client.get("/api/v1/surveys").status_code == 401
