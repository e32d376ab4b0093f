"""Giving and approving over HTTP: who may, what is refused, and what everybody sees."""

import uuid

import pytest

from lagniappe.desk.complaints.remedies import catalogue, given
from lagniappe.desk.complaints.remedies.tables import grants, offers
from lagniappe.desk.conversations import message

AMOUNT = {"currency": "EUR", "low": 1, "high": 100_000}


@pytest.fixture
def shelf(desk):
    """Remedies by name."""

    def fill(tx):
        return {
            "refund": catalogue.create(tx, kind="refund", names={"en": "Refund"}, **AMOUNT),
            "voucher": catalogue.create(
                tx, kind="discount", names={"en": "Voucher"}, voucher=True, **AMOUNT
            ),
            "gift": catalogue.create(
                tx, kind="gift", names={"en": "Coffee"}, currency="EUR", unit_cost=800, stock=9
            ),
            "other": catalogue.create(
                tx, kind="refund", names={"en": "Elsewhere"}, brand_ids=["x"], **AMOUNT
            ),
        }

    return desk.db.write_sync(fill)


@pytest.fixture
def here(desk, shelf):
    return desk.conversation("It came broken", department="Sales", name="Eleni")


def give(who, here, remedy, amount="20", **more):
    fields = {"client_id": str(uuid.uuid4()), "remedy": remedy, "amount": amount, "reason": "Late"}
    return who.ask("POST", f"/conversations/{here}/remedies", data={**fields, **more})


def found(desk, here):
    return desk.db.read_sync(given.of_conversation, here)


def public(desk, here):
    return desk.db.read_sync(message.public_after, here, 0)


def test_given_at_once_and_shown_beside_the_conversation(desk, here, shelf):
    answer = give(desk.bob, here, shelf["voucher"], "20.00")
    assert answer.status_code == 200
    assert "turbo-stream" in answer.headers["content-type"]
    assert "€20" in answer.text and "Given" in answer.text
    card = public(desk, here)[-1].details["remedy"]
    page = desk.bob.get(f"/conversations/{here}").text
    assert card["code"] in page and "remedy-card" in page


def test_the_form_and_its_preview(desk, here, shelf):
    where = f"/conversations/{here}/remedies"
    form = desk.bob.get(f"{where}/new?remedy={shelf['voucher']}").text
    assert "You may still give €50 here without asking." in form
    near = desk.bob.get(f"{where}/preview?remedy={shelf['voucher']}&amount=50&words=Sorry").text
    assert "Give €50" in near and "Sorry" in near and "••••" in near
    far = desk.bob.get(f"{where}/preview?remedy={shelf['voucher']}&amount=50.01").text
    assert "Ask for approval" in far
    for typed in ("-5", "NaN", "1e9", "", "5,5,5", "999999999999"):
        wrong = desk.bob.get(f"{where}/preview?remedy={shelf['refund']}&amount={typed}").text
        assert "field-error" in wrong and "disabled" in wrong, typed
    assert found(desk, here) == []


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-20", "negative"),
        ("0", "nothing"),
        ("NaN", "bad_amount"),
        ("1e5", "bad_amount"),
        ("inf", "bad_amount"),
        ("9" * 29, "absurd"),
        ("1000.01", "out_of_range"),
        ("20.001", "too_fine"),
        ("<b>", "bad_amount"),
    ],
)
def test_amounts_that_cannot_be_are_refused(desk, here, shelf, amount, code):
    answer = give(desk.bob, here, shelf["refund"], amount)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["error"]
    assert found(desk, here) == []


def test_other_things_that_are_refused(desk, here, shelf):
    codes = {
        "bad_currency": give(desk.bob, here, shelf["refund"], currency="???"),
        "wrong_currency": give(desk.bob, here, shelf["refund"], currency="USD"),
        "no_reason": give(desk.bob, here, shelf["refund"], reason=" "),
        "wrong_brand": give(desk.bob, here, shelf["other"]),
        "not_found": give(desk.bob, here, "../../etc"),
    }
    assert {code: answer.json()["code"] for code, answer in codes.items()} == {c: c for c in codes}
    desk.db.write_sync(catalogue.retire, shelf["refund"])
    assert give(desk.bob, here, shelf["refund"]).json()["code"] == "retired"
    assert found(desk, here) == []


def test_an_outsider_gives_approves_and_cancels_nothing(desk, here, shelf):
    give(desk.bob, here, shelf["refund"], "200")
    asked = found(desk, here)[0]
    desk.restrict("Sales")
    outsider = desk.charlie
    assert give(outsider, here, shelf["refund"]).status_code == 404
    for method, path in (
        ("GET", f"/conversations/{here}/remedies"),
        ("GET", f"/conversations/{here}/remedies/new?remedy={shelf['refund']}"),
        ("GET", f"/conversations/{here}/remedies/preview?remedy={shelf['refund']}&amount=1"),
        ("GET", f"/conversations/{here}/offers/new"),
        ("GET", f"/conversations/{here}/extras/new"),
        ("DELETE", f"/remedies/{asked.id}"),
    ):
        assert (
            outsider.ask(
                method, path, data={"reason": "x"} if method == "DELETE" else None
            ).status_code
            == 404
        ), path
    assert outsider.ask("POST", f"/remedies/{asked.id}/approval", data={}).status_code == 403
    assert found(desk, here)[0].state == "asked"


def test_above_authority_a_supervisor_answers_on_a_page(desk, here, shelf):
    answer = give(desk.bob, here, shelf["voucher"], "200")
    assert "Waiting for approval" in answer.text
    asked = found(desk, here)[0]
    assert desk.bob.get("/approvals").status_code == 403
    assert desk.sofia.ask("GET", "/approvals/waiting").json() == {"waiting": 1, "late": False}
    assert desk.bob.ask("GET", "/approvals/waiting").json() == {"waiting": 0, "late": False}
    page = desk.sofia.get("/approvals").text
    assert "€200" in page and "Eleni" in page and f"/remedies/{asked.id}/approval" in page
    fields = {"back": "approvals", "amount": "150.00"}
    done = desk.sofia.ask("POST", f"/remedies/{asked.id}/approval", data=fields)
    assert (done.status_code, done.headers["location"]) == (303, "/approvals")
    assert found(desk, here)[0].amount == 15_000
    assert "€150" in public(desk, here)[-1].body
    assert "Nobody is waiting" in desk.sofia.get("/approvals").text


def test_the_asker_cannot_approve_whatever_their_role(desk, here, shelf):
    give(desk.sofia, here, shelf["refund"], "400")
    asked = found(desk, here)[0]
    answer = desk.sofia.ask("POST", f"/remedies/{asked.id}/approval", data={})
    assert (answer.status_code, answer.json()["code"]) == (422, "own_request")
    assert "You asked for this yourself" in desk.sofia.get("/approvals").text
    assert desk.alice.ask("POST", f"/remedies/{asked.id}/approval", data={}).status_code == 200


def test_a_refusal_needs_a_reason_and_the_asker_reads_it(desk, here, shelf):
    give(desk.bob, here, shelf["refund"], "200")
    where = f"/remedies/{found(desk, here)[0].id}/refusal"
    assert desk.sofia.ask("POST", where, data={"reason": ""}).json()["code"] == "no_reason"
    assert desk.sofia.ask("POST", where, data={"reason": "Had one last week"}).status_code == 200
    page = desk.bob.get(f"/conversations/{here}").text
    assert page.count("Had one last week") >= 2


def test_cancelled_with_a_reason(desk, here, shelf):
    give(desk.bob, here, shelf["voucher"])
    one = found(desk, here)[0]
    assert _cancel(desk, one, "").json()["code"] == "no_reason"
    assert "Cancelled" in _cancel(desk, one, "Twice").text


def test_a_choice_is_offered_in_chat_and_the_visitor_chooses_once(desk, shelf):
    visitor = desk.visitor()
    here = visitor.write("It came broken").json()["conversation"]
    fields = {
        "client_id": str(uuid.uuid4()),
        "remedy": [shelf["voucher"], shelf["gift"]],
        f"amount_{shelf['voucher']}": "15",
        "reason": "Broken",
    }
    answer = desk.bob.ask("POST", f"/conversations/{here}/offers", data=fields)
    assert answer.status_code == 200, answer.text
    asked = visitor.ask("GET", "messages?after=0").json()["messages"][-1]["html"]
    assert "data-offer" in asked and "Voucher: €15" in asked
    offer_id = desk.db.read_sync(lambda tx: tx.all(offers.select()))[0].id
    stranger = desk.visitor()
    stranger.write("Hello")
    path = f"offers/{offer_id}/choice"
    assert stranger.ask("PUT", path, json={"choice": 0}).status_code == 404
    for wrong in ({"choice": -1}, {"choice": 9}, {"choice": "NaN"}, {}):
        assert visitor.ask("PUT", path, json=wrong).status_code == 422, wrong
    first = visitor.ask("PUT", path, json={"choice": 0})
    assert first.status_code == 200 and "disabled" in first.json()["html"]
    assert visitor.ask("PUT", path, json={"choice": 1}).status_code == 200
    (one,) = found(desk, here)
    assert (one.state, one.amount, one.agent_id) == ("granted", 1_500, desk.bob.id)
    bodies = [m.body for m in public(desk, here)]
    assert "My choice: Voucher: €15" in bodies[-2]
    assert "Your code:" in bodies[-1]


def test_what_needs_a_second_person_is_not_offered(desk, here, shelf):
    fields = {
        "client_id": str(uuid.uuid4()),
        "remedy": [shelf["voucher"], shelf["gift"]],
        f"amount_{shelf['voucher']}": "200",
        "reason": "Broken",
    }
    where = f"/conversations/{here}/offers"
    assert desk.bob.ask("POST", where, data=fields).json()["code"] == "above_authority"
    one = {**fields, "remedy": [shelf["gift"]]}
    assert desk.bob.ask("POST", where, data=one).json()["code"] == "no_choice"
    assert len(public(desk, here)) == 1


def test_an_agent_notes_what_was_chosen_in_words(desk, here, shelf):
    fields = {
        "client_id": str(uuid.uuid4()),
        "remedy": [shelf["refund"], shelf["gift"]],
        f"amount_{shelf['refund']}": "15",
        "reason": "Broken",
    }
    desk.bob.ask("POST", f"/conversations/{here}/offers", data=fields)
    offer_id = desk.db.read_sync(lambda tx: tx.all(offers.select()))[0].id
    answer = desk.bob.ask("PUT", f"/offers/{offer_id}/choice", data={"choice": "1"})
    assert answer.status_code == 200
    assert found(desk, here)[0].kind == "gift"
    assert desk.bob.ask("PUT", "/offers/none/choice", data={"choice": "0"}).status_code == 404


def test_a_small_extra_from_ones_own_budget(desk, here, shelf):
    where = f"/conversations/{here}/extras"
    assert "€30 left this month" in desk.bob.get(f"{where}/new").text
    fields = {
        "client_id": str(uuid.uuid4()),
        "what": "Milk from across the street",
        "cost": "2.40",
        "story": "She had run out.",
    }
    assert desk.bob.ask("POST", where, data=fields).status_code == 200
    assert "A little extra" in public(desk, here)[-1].body
    feed = desk.charlie.get("/recognition").text
    assert "She had run out." in feed
    big = {**fields, "client_id": str(uuid.uuid4()), "cost": "10.01"}
    assert desk.bob.ask("POST", where, data=big).json()["code"] == "too_large"
    assert "€27.60" in desk.bob.get("/recognition").text


def test_the_ledger_is_for_supervisors(desk, here, shelf):
    give(desk.bob, here, shelf["voucher"])
    assert desk.bob.get("/ledger").status_code == 403
    assert desk.bob.get("/ledger/export").status_code == 403
    assert "€20" in desk.sofia.get("/ledger").text
    assert "Nothing here" in desk.sofia.get("/ledger?kind=expired").text
    assert desk.sofia.get("/ledger?before=x~y").status_code == 404
    assert desk.sofia.get("/ledger?since=today&currency=%3Cb%3E&kind=zzz").status_code == 200
    assert "granted,20.00,EUR" in desk.sofia.get("/ledger/export").text
    assert "No figures yet" in desk.sofia.get("/ledger/fairness").text
    assert desk.sofia.ask("POST", "/ledger/fairness").status_code == 303
    desk.client.portal.call(desk.client.app.state.worker.work_off)
    made = desk.sofia.get("/ledger/fairness").text
    assert "€20 given" in made and "Too few to compare" in made


def test_nothing_is_shown_where_there_is_nothing_to_give(desk):
    here = desk.conversation("Hello")
    assert 'id="remedies" data-part="remedies"' in desk.bob.get(f"/conversations/{here}").text
    assert desk.count(grants) == 0


def _cancel(desk, one, reason):
    return desk.bob.ask("DELETE", f"/remedies/{one.id}", data={"reason": reason})
