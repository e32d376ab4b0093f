"""Opening the panel: who is believed, and what somebody who only looks leaves behind."""

from lagniappe.desk.people import blocks
from lagniappe.desk.people.tables import customers
from lagniappe.kit.clock import SECOND
from tests.actors import KEY, sign


def test_looking_stores_nothing(desk):
    visitor = desk.visitor(page="https://shop.example.com/")
    assert visitor.token
    assert visitor.session["conversation"] is None
    assert desk.count(customers) == 0
    assert desk.stored == (0, 0, 0)


def test_nobody_there_is_said_and_somebody_there_is_shown(desk):
    assert desk.visitor().session["availability"]["open"] is False
    desk.come_in()
    here = desk.visitor().session["availability"]
    assert here["open"] is True
    assert [person["name"] for person in here["team"]] == ["Alice"]
    assert here["departments"][0]["online"] is True


def test_departments_are_named_in_the_visitors_language(desk):
    answer = desk.client.post(
        f"/widget/{KEY}/session", json={}, headers={"Accept-Language": "el"}
    ).json()
    assert "Ανταλλακτικά" in [room["name"] for room in answer["availability"]["departments"]]


def test_a_token_brings_the_conversation_back(desk):
    visitor = desk.visitor()
    visitor.write("My pump hums")
    again = desk.visitor(token=visitor.token)
    assert again.token == visitor.token
    assert again.session["last"] == 1
    assert "My pump hums" in again.session["messages"][0]["html"]


def test_a_forged_token_opens_a_fresh_visit(desk):
    visitor = desk.visitor()
    visitor.write("Mine")
    forged = desk.visitor(token=visitor.token[:-4] + "AAAA")
    assert forged.token != visitor.token
    assert forged.session["messages"] == []


def test_another_brands_token_opens_a_fresh_visit(desk):
    visitor = desk.visitor()
    visitor.write("Mine")
    elsewhere = desk.visitor("other", token=visitor.token)
    assert elsewhere.session["messages"] == []


def test_a_signed_customer_is_the_same_in_every_browser(desk):
    identity = desk.signed(id="42", name="Despina", email="despina@example.com")
    phone = desk.visitor(identity=identity)
    phone.write("From the phone")
    laptop = desk.visitor(identity=identity)
    assert "From the phone" in laptop.session["messages"][0]["html"]
    assert laptop.session["details"] == {"name": "Despina", "email": "despina@example.com"}


def test_a_bad_signature_is_refused_and_nobody_is_made(desk):
    identity = desk.signed(id="42")
    for wrong in (
        {**identity, "hash": "0" * 64},
        {**identity, "hash": ""},
        {**identity, "hash": "é" * 64},
        sign("another secret", id="42"),
        desk.signed(name="no id"),
        desk.signed(id="42", exp=desk.db.clock.now() / SECOND - 60),
    ):
        answer = desk.client.post(f"/widget/{KEY}/session", json={"identity": wrong})
        assert answer.status_code == 403, answer.text
        assert answer.json()["code"] == "bad_identity"
    assert desk.count(customers) == 0


def test_after_logging_out_the_next_person_sees_nothing(desk):
    visitor = desk.visitor(identity=desk.signed(id="42"))
    visitor.write("My invoice, please")
    next_person = desk.visitor(token=visitor.token)
    assert next_person.session["messages"] == []
    assert next_person.token != visitor.token


def test_an_unsigned_visitor_cannot_claim_an_address_to_read_its_history(desk):
    desk.visitor(identity=desk.signed(id="42", email="despina@example.com")).write("Secret")
    stranger = desk.visitor()
    stranger.write("Hi", name="Despina", email="despina@example.com", offline=True)
    assert desk.visitor(token=stranger.token).session["last"] == 1


def test_a_blocked_visitor_is_told_nothing(desk):
    visitor = desk.visitor()
    visitor.write("Rude words")
    customer = desk.db.read_sync(lambda tx: tx.one(customers.select()))
    desk.db.write_sync(blocks.block, customer.id, duration="day", reason="Rude", by=desk.agent.id)
    assert desk.visitor(token=visitor.token).session == {"blocked": True, "messages": []}
    refused = visitor.write("More")
    assert refused.status_code == 403
    assert refused.json()["error"] == "Chat is not available right now."
    assert visitor.attach("a.txt", b"more words").status_code == 403
    assert desk.stored == (1, 1, 0)


def test_malformed_openings_are_refused_by_name(desk):
    for body in ("[]", "{", '{"token": 7}', '{"identity": {"user": "x"}}', "null", "[" * 5000):
        answer = desk.client.post(f"/widget/{KEY}/session", content=body)
        assert answer.status_code in (400, 422), body
        assert answer.json()["error"]
    assert desk.client.post("/widget/nowhere/session", json={}).status_code == 404
