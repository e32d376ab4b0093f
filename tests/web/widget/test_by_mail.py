"""What a visitor may have sent by mail, and what nobody may."""

import pytest

from lagniappe.desk.people import blocks
from tests.channels.email.outbound import postoffice


@pytest.fixture
def mailing(desk):
    """A desk with a mailbox."""
    desk.db.write_sync(postoffice.furnish)
    return desk


def letters(desk):
    return desk.db.read_sync(postoffice.rows)


def test_the_conversation_goes_to_the_address_that_was_given(mailing):
    vera = mailing.visitor()
    vera.write("My grinder is loud")
    assert vera.ask("POST", "transcript/mail", json={}).json()["code"] == "no_address"
    vera.ask("PUT", "details", json={"name": "Vera", "email": "vera@example.com"})
    answer = vera.ask("POST", "transcript/mail", json={"time_zone": "Asia/Tokyo"})
    assert answer.json() == {"email": "vera@example.com"}
    (row,) = letters(mailing)
    assert (row.kind, row.receivers) == ("transcript", ["vera@example.com"])
    assert row.content["zone"] == "Asia/Tokyo"
    again = vera.ask("POST", "transcript/mail", json={})
    assert (again.status_code, again.json()["code"]) == (429, "too_many")


def test_nobody_elses_address_can_be_named(mailing):
    vera = mailing.visitor()
    vera.write("Hello")
    vera.ask("PUT", "details", json={"name": "Vera", "email": "vera@example.com"})
    vera.ask("POST", "transcript/mail", json={"email": "victim@example.com"})
    assert all(row.receivers == ["vera@example.com"] for row in letters(mailing))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "by-mail", {"name": "V", "email": "v@example.com"}),
        ("POST", "transcript/mail", {}),
    ],
)
def test_only_whoever_is_in_a_conversation_and_not_blocked(mailing, method, path, body):
    stranger = mailing.visitor()
    assert stranger.ask(method, path, json=body).status_code == 404
    stranger.token = "made-up"
    assert stranger.ask(method, path, json=body).status_code == 401
    vera = mailing.visitor()
    conversation = vera.write("Hello").json()["conversation"]
    mailing.db.write_sync(
        blocks.block,
        mailing.row(conversation).customer_id,
        duration="day",
        reason="rude",
        by=mailing.alice.id,
    )
    assert vera.ask(method, path, json=body).status_code == 404
    assert letters(mailing) == []


@pytest.mark.parametrize("email", ["", "nonsense", "a@b\r\nBcc: c@d.example"])
def test_an_address_has_to_be_one(mailing, email):
    vera = mailing.visitor()
    vera.write("Hello")
    refused = vera.ask("PUT", "by-mail", json={"name": "V", "email": email})
    assert refused.status_code == 422


def test_asking_too_often_is_slowed_down(guarded):
    guarded.db.write_sync(postoffice.furnish)
    vera = guarded.visitor()
    vera.write("Hello")
    answers = [vera.ask("POST", "transcript/mail", json={}).status_code for _ in range(12)]
    assert answers[-1] == 429


def test_the_panel_offers_mail_only_where_there_is_a_mailbox(desk):
    assert (
        '<button type="button" id="mail" hidden>' in desk.client.get("/widget/kafeneio/panel").text
    )
    desk.db.write_sync(postoffice.furnish)
    assert '<button type="button" id="mail">' in desk.client.get("/widget/kafeneio/panel").text
