"""Who may do what with voice and recognition, and what hostile hands get for their trouble."""

import pytest

from lagniappe.desk.surveys.recognition import praise
from lagniappe.desk.surveys.recognition.tables import claims, points, prizes
from lagniappe.desk.surveys.voice import browse, loop, watch
from lagniappe.desk.surveys.voice.browse import Wanted
from lagniappe.kit import ids
from tests.desk.surveys.answers import answered

PRIZE = {"name": "Coffee", "points": "10", "cost": "4.50", "stock": "3"}


@pytest.fixture
def heard(desk):
    """A loop and a verbatim about Bob in Sales; returns (conversation, loop, verbatim)."""
    here = desk.conversation("Hello", department="Sales", name="Eleni")
    desk.db.write_sync(
        answered, here, agent_id=desk.bob.id, csat=1, words="Rude <img src=x onerror=alert(1)>"
    )
    (found,) = desk.db.read_sync(loop.lines, desk.sofia.agent, "open", limit=2)
    (words,) = desk.db.read_sync(browse.browse, desk.sofia.agent, Wanted(), limit=2)
    return here, found.id, words.id


def test_from_taking_to_closing_over_http(desk, heard):
    here, loop_id, _ = heard
    at = f"/voice/loops/{loop_id}"
    assert desk.bob.ask("POST", f"{at}/keeper").headers["location"] == at
    assert desk.bob.ask("POST", f"{at}/call").status_code == 303
    opened = desk.bob.ask("POST", f"{at}/letter")
    assert opened.headers["location"] == f"/conversations/{here}?view=all"
    refused = desk.bob.ask("POST", f"{at}/closure", data={"did": " "})
    assert (refused.status_code, refused.json()["code"]) == (422, "empty")
    assert desk.bob.ask("POST", f"{at}/closure", data={"did": "Called her"}).status_code == 303
    assert desk.bob.ask("POST", f"{at}/closure", data={"did": "Again"}).status_code == 404
    assert "Called her" in desk.bob.get(at).text
    assert "Called her" in desk.bob.get(f"/conversations/{here}?view=all").text


def test_only_who_leads_hears_the_alarm_and_sees_the_figures(desk, heard):
    assert desk.sofia.get("/voice/waiting").json() == {"loops": 1, "thanks": 0}
    assert desk.bob.get("/voice/waiting").json() == {"loops": 0, "thanks": 0}
    for method, path in (
        ("GET", "/voice/figures"),
        ("POST", "/voice/figures"),
        ("POST", "/recognition/tables"),
        ("POST", f"/voice/words/{heard[2]}/coaching"),
        ("PATCH", f"/voice/themes/{ids.new()}"),
        ("POST", f"/voice/themes/{ids.new()}/merger"),
        ("POST", f"/voice/themes/{ids.new()}/parts"),
        ("POST", f"/recognition/praise/{ids.new()}/verification"),
        ("POST", f"/recognition/praise/{ids.new()}/dismissal"),
        ("POST", f"/recognition/claims/{ids.new()}/approval"),
        ("POST", f"/recognition/coaching/{ids.new()}/closure"),
        ("POST", f"/recognition/nominations/2026-02/{desk.alice.id}/honour"),
    ):
        assert desk.bob.ask(method, path, data={"x": "1"}).status_code == 403, path


def test_a_members_only_department_stays_closed(desk, heard):
    _, loop_id, verbatim_id = heard
    desk.restrict("Sales")
    for method, path in (
        ("GET", f"/voice/loops/{loop_id}"),
        ("POST", f"/voice/loops/{loop_id}/keeper"),
        ("POST", f"/voice/loops/{loop_id}/closure"),
        ("GET", f"/voice/words/{verbatim_id}"),
        ("POST", f"/voice/words/{verbatim_id}/quotes"),
    ):
        assert desk.charlie.ask(method, path, data={"did": "x"}).status_code == 404, path
    for path in ("/voice/loops", "/voice/words"):
        assert "Eleni" not in desk.charlie.get(path).text
        assert "Eleni" in desk.bob.get(path).text


def test_nothing_a_customer_writes_runs(desk, heard):
    _, loop_id, verbatim_id = heard
    for path in (
        "/voice/loops", f"/voice/loops/{loop_id}", "/voice/words", f"/voice/words/{verbatim_id}",
        "/lessons",
    ):  # fmt: skip
        page = desk.sofia.get(path).text
        assert "<img src=x" not in page, path
        assert "&lt;img src=x" in page, path


FILTERS = (
    "q=%27%20OR%201%3D1--", "q=%22*%20NEAR(", "tone=worst", "days=99999", "theme=' OR '",
    "department=%00", "agent=" + "x" * 400, "channel=%F0%9F%98%80", "q=" + "w%20" * 300,
    "language=%00", "q=%00",
)  # fmt: skip
STRANGE = (
    "/voice/loops?view=all", "/lessons?month=2026-99", "/recognition/nominations?month=;",
    "/voice/loops/1", "/voice/words/1", "/voice/themes/1", "/voice/themes?language=%00",
)  # fmt: skip


def test_filters_and_strange_addresses_break_nothing(desk, heard):
    found = {query: desk.sofia.get(f"/voice/words?{query}").status_code for query in FILTERS}
    assert set(found.values()) == {200}, found
    found = {path: desk.sofia.get(path).status_code for path in STRANGE}
    assert set(found.values()) <= {200, 404}, found


def test_prizes_and_budget_are_the_administrators(desk):
    for me in (desk.bob, desk.sofia):
        assert me.ask("POST", "/recognition/prizes", data=PRIZE).status_code == 403
        put = me.ask("PUT", "/recognition/budget", data={"month": "9", "currency": "EUR"})
        assert put.status_code == 403
    assert desk.alice.ask("POST", "/recognition/prizes", data=PRIZE).status_code == 303
    budget = {"month": "1,000.00", "currency": "eur"}
    assert desk.alice.ask("PUT", "/recognition/budget", data=budget).status_code == 303
    assert "€1,000" in desk.alice.get("/recognition/prizes").text


WRONG_PRIZES = (
    {"points": "-5"}, {"points": "0"}, {"points": ""}, {"points": "1e9"}, {"cost": "-1"},
    {"cost": "NaN"}, {"stock": "-1"}, {"name": " "}, {"points": "٣٣٣٣٣٣٣٣"},
)  # fmt: skip


def test_no_form_makes_a_negative_prize(desk):
    for wrong in WRONG_PRIZES:
        answer = desk.alice.ask("POST", "/recognition/prizes", data={**PRIZE, **wrong})
        assert answer.status_code == 422, wrong
    assert desk.count(prizes) == 0


def test_a_negative_budget_is_refused(desk):
    for month in ("-5", "x", ""):
        data = {"month": month, "currency": "EUR"}
        assert desk.alice.ask("PUT", "/recognition/budget", data=data).status_code == 422


def test_nobody_claims_without_points_nor_answers_their_own(desk):
    desk.alice.ask("POST", "/recognition/prizes", data=PRIZE)
    prize_id = desk.db.read_sync(lambda tx: tx.one(prizes.select())).id
    refused = desk.bob.ask("POST", f"/recognition/prizes/{prize_id}/claims")
    assert refused.json()["code"] == "few_points"
    here = desk.conversation("Hi")
    desk.db.write_sync(answered, here, agent_id=desk.alice.id, csat=5, words="Alice helped")
    (one,) = desk.db.read_sync(praise.feed)
    own = desk.alice.ask("POST", f"/recognition/praise/{one.id}/verification")
    assert own.json()["code"] == "own"
    assert desk.sofia.ask("POST", f"/recognition/praise/{one.id}/verification").status_code == 303
    assert desk.alice.ask("POST", f"/recognition/prizes/{prize_id}/claims").status_code == 303
    claim_id = desk.db.read_sync(lambda tx: tx.one(claims.select())).id
    assert desk.alice.ask("POST", f"/recognition/claims/{claim_id}/approval").status_code == 422
    assert desk.sofia.ask("POST", f"/recognition/claims/{claim_id}/approval").status_code == 303
    assert desk.count(points) == 1


def test_criticism_is_between_two_people(desk, heard):
    begun = desk.sofia.ask(
        "POST", f"/voice/words/{heard[2]}/coaching", data={"found": "Twice in capitals"}
    )
    assert begun.status_code == 303
    assert "Twice in capitals" in desk.bob.get("/recognition/coaching").text
    assert "Twice in capitals" not in desk.charlie.get("/recognition/coaching").text


def test_choices_are_ones_own(desk):
    put = desk.bob.ask("PUT", "/recognition/choices", data={"in_tables": "1", "agent_id": "x"})
    assert put.status_code == 303
    assert "checked" in desk.bob.get("/recognition/choices").text.partition("in_tables")[2][:40]


def test_the_card_says_whom_we_may_lose_and_why(desk, heard):
    here, *_ = heard
    customer_id = desk.row(here).customer_id
    words = {"words": "Asked for <b>our</b> competitor"}
    assert desk.bob.ask("POST", f"/customers/{customer_id}/watch", data=words).status_code == 200
    card = desk.bob.get(f"/customers/{customer_id}").text
    assert "Asked for &lt;b&gt;our" in card
    assert "1 contact" in card
    put = desk.bob.ask("PUT", f"/customers/{customer_id}/referral", data={"source": "friend"})
    assert "A friend told them" in put.text
    (one,) = desk.db.read_sync(watch.of_customer, customer_id)
    assert desk.bob.ask("DELETE", f"/voice/watch/{one.id}").status_code == 303
    assert "competitor" not in desk.bob.get(f"/customers/{customer_id}").text


def test_principles_are_written_by_an_administrator(desk):
    put = {"text-en": "We listen.\nWe keep our word."}
    assert desk.sofia.ask("PUT", "/principles", data=put).status_code == 403
    assert desk.bob.ask("POST", "/principles/readings").status_code == 303
    assert desk.alice.ask("PUT", "/principles", data=put).status_code == 303
    page = desk.bob.get("/principles").text
    assert "We keep our word." in page
    assert "I have read them" in page
