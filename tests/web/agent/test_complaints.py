"""The complaint register through its screens: who may, what is refused, what is shown."""

import csv
import io
import re
import uuid

import pytest

from lagniappe.desk.complaints.register import read, recourse
from lagniappe.desk.complaints.register.tables import complaints, follow_ups
from lagniappe.kit.clock import DAY


@pytest.fixture
def here(desk):
    return desk.conversation("The grinder came broken", department="Sales", name="Eleni")


def complain(desk, here, who=None, **given):
    fields = {
        "what": "=The grinder came broken",
        "wanted": "replacement",
        "letter": "Dear Eleni, yours is number C-….",
        "client_id": str(uuid.uuid4()),
        **given,
    }
    return (who or desk.bob).ask("POST", f"/conversations/{here}/complaint", data=fields)


def known(desk, here):
    return desk.db.read_sync(read.of_conversation, here)


def thread(desk, here):
    return desk.bob.get(f"/conversations/{here}/messages?after=0").text


def step(desk, here, method, resource, **fields):
    path = f"/complaints/{known(desk, here).id}/{resource}"
    return desk.bob.ask(method, path, data=fields)


def assessed(desk, here, fault="ours"):
    complain(desk, here)
    step(desk, here, "PUT", "assessment", severity="3", duration="2", effort="2", complexity="1")
    step(desk, here, "PUT", "cause", fault=fault, root_cause="process", words="Lost at packing")


def test_a_complaint_is_opened_acknowledged_and_shown(desk, here):
    answer = complain(desk, here)
    assert answer.status_code == 200 and 'target="complaint"' in answer.text
    found = known(desk, here)
    assert found.stage == "acknowledged" and found.wanted == "replacement"
    page = desk.bob.get(f"/conversations/{here}").text
    assert "Dear Eleni, yours is number C-101." in page
    assert "C-101" in desk.bob.get("/complaints").text
    assert "Lost at packing" not in desk.bob.get(f"/complaints/{found.id}").text


def test_pressed_twice_it_is_one_complaint_and_one_letter(desk, here):
    twice = str(uuid.uuid4())
    for _ in range(2):
        assert complain(desk, here, client_id=twice).status_code == 200
    assert desk.count(complaints) == 1
    assert thread(desk, here).count("yours is number") == 1


def test_the_decision_pressed_twice_is_told_once(desk, here):
    assessed(desk, here)
    step(desk, here, "PUT", "decision", decision="accepted", fix="Sent", no_remedy_because="x")
    twice = str(uuid.uuid4())
    for _ in range(2):
        answer = step(
            desk, here, "POST", "communication", client_id=twice, letter="A new one is on its way."
        )
        assert answer.status_code == 200
    assert thread(desk, here).count("A new one is on its way.") == 1
    assert step(desk, here, "POST", "closure", outcome="settled").status_code == 200
    assert known(desk, here).stage == "closed"


def decided(desk, here):
    assessed(desk, here)
    step(desk, here, "PUT", "decision", decision="accepted", fix="Sent", no_remedy_because="x")


def letter(text):
    return {"letter": text, "client_id": str(uuid.uuid4())}


def test_two_who_tell_the_customer_send_one_letter(desk, here):
    decided(desk, here)
    first = step(desk, here, "POST", "communication", **letter("A new one is on its way."))
    second = step(desk, here, "POST", "communication", **letter("You get a new one."))
    assert (first.status_code, second.status_code) == (200, 409)
    assert "Bob Answers told the customer the decision already" in second.json()["error"]
    assert "You get a new one." not in thread(desk, here)


def test_the_number_is_told_once(desk, here):
    complain(desk, here)
    again = step(desk, here, "POST", "acknowledgement", **letter("Yours is C-101."))
    assert again.status_code == 409 and "Yours is C-101." not in thread(desk, here)


def test_registering_twice_is_once_and_drops_no_other_letter(desk, here):
    twice = str(uuid.uuid4())
    assert [complain(desk, here, client_id=twice).status_code for _ in range(2)] == [200, 200]
    assert thread(desk, here).count("yours is number C-101") == 1
    other = complain(desk, here, letter="Dear Eleni, we look at C-….")
    assert other.status_code == 409
    assert "Bob Answers told the customer the number already" in other.json()["error"]
    assert "we look at" not in thread(desk, here)


def test_a_form_that_is_behind_changes_nothing_and_says_who_was_quicker(desk, here):
    complain(desk, here)
    fields = {"severity": "1", "duration": "1", "effort": "1", "complexity": "1"}
    seen = seen_in(desk.bob.get(f"/conversations/{here}/complaint").text)
    path = f"/complaints/{known(desk, here).id}/assessment"
    quicker = desk.sofia.ask("PUT", path, data=fields | {"severity": "4", "seen": seen})
    behind = desk.bob.ask("PUT", path, data=fields | {"seen": seen})
    assert (quicker.status_code, behind.status_code) == (200, 409)
    assert "Sofia" in behind.json()["error"]
    assert known(desk, here).severity == 4
    seen = seen_in(desk.bob.get(f"/conversations/{here}/complaint").text)
    assert desk.bob.ask("PUT", path, data=fields | {"seen": seen}).status_code == 200
    assert known(desk, here).severity == 1


def seen_in(page: str) -> str:
    """What the forms of the section say that their reader has seen."""
    (seen,) = set(re.findall(r'name="seen" value="([^"]+)"', page))
    return seen


def test_whoever_registers_second_keeps_their_words(desk, here):
    complain(desk, here)
    second = complain(desk, here, who=desk.sofia, what="It was also late")
    assert second.status_code == 409
    assert "C-101" in second.json()["error"] and "Bob" in second.json()["error"]
    assert known(desk, here).what == "=The grinder came broken"


def test_what_was_done_is_changed_and_the_record_says_from_what_to_what(desk, here):
    decided(desk, here)
    section = desk.bob.get(f"/conversations/{here}/complaint").text
    assert "Reconsider" not in section and 'data-dialog="complaint-decide"' in section
    step(desk, here, "PUT", "assessment", severity="4", duration="2", effort="2", complexity="1")
    record = desk.bob.get(f"/complaints/{known(desk, here).id}").text
    assert "<del" in record and "A serious problem</del>" in record
    assert "Serious loss or harm</ins>" in record and "Bob Answers" in record


def test_a_complaint_changes_hands_in_sight_of_everybody(desk, here):
    complain(desk, here)
    assert step(desk, here, "PUT", "owner", owner=desk.sofia.id).status_code == 200
    assert "handed the complaint C-101 to" in thread(desk, here)
    assert "C-101" in desk.sofia.get("/complaints?view=mine").text
    assert "C-101" not in desk.bob.get("/complaints?view=mine").text
    assert step(desk, here, "PUT", "owner", owner="x").status_code == 422


def test_the_customer_takes_it_back_at_any_stage(desk, here):
    complain(desk, here)
    assert 'data-dialog="complaint-withdraw"' in desk.bob.get(f"/conversations/{here}").text
    assert step(desk, here, "POST", "closure", outcome="withdrawn").status_code == 200
    late = step(desk, here, "PUT", "cause", fault="ours", root_cause="product")
    assert late.status_code == 409 and "C-101 is closed" in late.json()["error"]


def test_a_decision_that_was_told_is_reconsidered_with_a_reason(desk, here):
    decided(desk, here)
    step(desk, here, "POST", "communication", **letter("A new one is on its way."))
    again = step(desk, here, "PUT", "decision", decision="refused", refusal="It was dropped.")
    assert again.status_code == 409
    assert step(desk, here, "DELETE", "decision", because=" ").status_code == 422
    answer = step(desk, here, "DELETE", "decision", because="It is broken <b>again</b>")
    assert answer.status_code == 200
    assert "It is broken &lt;b&gt;again" in desk.bob.get(f"/complaints/{known(desk, here).id}").text
    assert known(desk, here).stage == "investigated"


def test_the_letter_of_a_refusal_says_where_else_to_turn(desk, here):
    desk.db.write_sync(recourse.set_texts, {"en": "The consumer centre, Main Street 1"})
    assessed(desk, here, fault="theirs")
    step(desk, here, "PUT", "decision", decision="refused", refusal="It was dropped.")
    offered = desk.bob.get(f"/conversations/{here}/complaint").text
    assert "It was dropped." in offered and "The consumer centre, Main Street 1" in offered
    answer = step(
        desk, here, "POST", "communication", client_id=str(uuid.uuid4()), letter="No, sorry."
    )
    assert answer.status_code == 422
    assert known(desk, here).communicated_at is None


@pytest.mark.parametrize(
    ("method", "resource", "fields"),
    [
        ("PUT", "assessment", {"severity": "9", "duration": "1", "effort": "1"}),
        ("PUT", "assessment", {"severity": "²", "duration": "x", "effort": ""}),
        ("PUT", "cause", {"fault": "everybody", "root_cause": "product"}),
        ("PUT", "decision", {"decision": "accepted", "fix": "x"}),
        ("POST", "closure", {"outcome": "settled"}),
        ("POST", "communication", {"letter": "x", "client_id": "1"}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(desk, here, method, resource, fields):
    complain(desk, here)
    before = known(desk, here)
    answer = step(desk, here, method, resource, **fields)
    assert answer.status_code == 422
    assert known(desk, here) == before


def test_an_outsider_finds_no_complaint(desk, here):
    complain(desk, here)
    desk.restrict("Sales")
    found = known(desk, here)
    assert desk.charlie.get(f"/complaints/{found.id}").status_code == 404
    assert desk.charlie.get(f"/conversations/{here}/complaint").status_code == 404
    assert "C-101" not in desk.charlie.get("/complaints").text
    assert complain(desk, here, who=desk.charlie).status_code == 404
    for method, resource in (("POST", "closure"), ("PUT", "owner"), ("DELETE", "decision")):
        outside = desk.charlie.ask(method, f"/complaints/{found.id}/{resource}", data={"seen": ""})
        assert outside.status_code == 404
    assert desk.nobody.get("/complaints").status_code == 303


def test_the_register_goes_out_as_a_file_that_runs_nothing(desk, here):
    complain(desk, here)
    assert desk.bob.get("/complaints/export.csv").status_code == 403
    file = desk.sofia.get("/complaints/export.csv")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == ["C-101"]
    assert rows[0]["what"] == "'=The grinder came broken"
    assert rows[0]["stage"] == "acknowledged"


def test_words_of_a_complaint_are_only_words(desk, here):
    complain(desk, here, what="<script>alert(1)</script>", wanted_words="<b>")
    found = known(desk, here)
    for path in (f"/complaints/{found.id}", "/complaints", f"/conversations/{here}"):
        assert "<script>alert(1)" not in desk.bob.get(path).text


@pytest.mark.parametrize("view", ["open", "mine", "late", "closed"])
def test_every_list_is_a_page(desk, here, view):
    complain(desk, here)
    assert desk.bob.get(f"/complaints?view={view}").status_code == 200
    assert desk.bob.get(f"/complaints?view={view}&before=1~x").status_code == 404
    assert desk.bob.get("/complaints?view=x").status_code == 404


def promise(desk, here, **given):
    fields = {"promise": "Ask about the grinder", **given}
    return desk.bob.ask("POST", f"/conversations/{here}/follow-ups", data=fields)


def test_a_promise_is_made_kept_and_listed(desk, here):
    assert promise(desk, here).status_code == 200
    assert "Ask about the grinder" in desk.bob.get("/follow-ups").text
    assert "Ask about the grinder" not in desk.sofia.get("/follow-ups").text
    assert "Ask about the grinder" in desk.sofia.get("/follow-ups?view=all").text
    (row,) = desk.db.read_sync(lambda tx: tx.all(follow_ups.select()))
    answer = desk.bob.ask("PUT", f"/follow-ups/{row.id}", data={"held": "yes", "happy": "maybe"})
    assert answer.status_code == 422
    kept = {"held": "yes", "happy": "yes", "words": "<i>fine</i>"}
    assert desk.bob.ask("PUT", f"/follow-ups/{row.id}", data=kept).status_code == 200
    assert "Ask about the grinder" not in desk.bob.get("/follow-ups").text
    assert desk.bob.ask("DELETE", f"/follow-ups/{row.id}").status_code == 404


@pytest.mark.parametrize("day", ["yesterday", "2001-01-01", "9999-12-31", "2026-02-30"])
def test_a_promise_for_no_day_is_refused(desk, here, day):
    assert promise(desk, here, day=day).status_code == 422
    assert desk.count(follow_ups) == 0


def test_needs_on_the_card(desk, here):
    customer = desk.row(here).customer_id
    given = {"kind": "health", "words": "Diabetic", "consent": "Told us", "days": "7"}
    answer = desk.bob.ask("POST", f"/customers/{customer}/needs", data=given)
    assert answer.status_code == 200 and "Diabetic" not in answer.text
    need = answer.text.partition("/needs/")[2].partition("/")[0]
    words = desk.bob.ask("POST", f"/customers/{customer}/needs/{need}/readings")
    assert "Diabetic" in words.text
    assert desk.bob.get(f"/customers/{customer}/needs/readers").status_code == 403
    assert "Bob Answers" in desk.sofia.get(f"/customers/{customer}/needs/readers").text
    bad = desk.bob.ask("POST", f"/customers/{customer}/needs", data={**given, "days": "9" * 9})
    assert bad.status_code == 422
    desk.clock.advance(8 * DAY)
    assert desk.bob.ask("POST", f"/customers/{customer}/needs/{need}/readings").status_code == 404


def test_how_to_complain_is_public_in_every_language(desk):
    desk.db.write_sync(recourse.set_texts, {"en": "<b>The ombudsman</b>"})
    page = desk.nobody.get(f"/help/{desk.brand.key}/en/complaints")
    assert page.status_code == 200 and "&lt;b&gt;The ombudsman" in page.text
    assert "within 5 business days" in page.text
    for language in ("el", "ro", "ja", "id", "ar"):
        assert desk.nobody.get(f"/help/{desk.brand.key}/{language}/complaints").status_code == 200
    assert desk.nobody.get("/help/none/en/complaints").status_code == 404


def test_how_complaints_are_handled_is_set_by_administrators(desk):
    saved = desk.alice.ask("PUT", "/settings/complaints", data={"days": "2", "recourse_en": "X"})
    assert saved.status_code == 303
    assert "within 2 business days" in desk.nobody.get(f"/help/{desk.brand.key}/en/complaints").text
    for wrong in ("0", "6", "x", ""):
        answer = desk.alice.ask("PUT", "/settings/complaints", data={"days": wrong})
        assert answer.status_code == 422
    assert desk.sofia.get("/settings/complaints").status_code == 403
