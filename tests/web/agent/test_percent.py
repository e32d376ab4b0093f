"""A percentage off one bill: previewed, given, offered, and what came off."""

import uuid

import pytest

from lagniappe.desk.complaints.remedies import catalogue, given
from lagniappe.desk.conversations import message
from tests.till import redeem


@pytest.fixture
def share(desk):
    """Ten to thirty per cent off, at most forty euros."""
    about = {"currency": "EUR", "low": 10, "high": 30, "unit_cost": 4_000}
    return desk.db.write_sync(
        lambda tx: catalogue.create(tx, kind="percent", names={"en": "Next bill"}, **about)
    )


@pytest.fixture
def here(desk, share):
    return desk.conversation("It came broken", department="Sales", name="Eleni")


def give(who, here, remedy, amount):
    fields = {"client_id": str(uuid.uuid4()), "remedy": remedy, "amount": amount, "reason": "Late"}
    return who.ask("POST", f"/conversations/{here}/remedies", data=fields)


def test_it_is_previewed_and_given_with_its_most(desk, share, here):
    form = desk.bob.get(f"/conversations/{here}/remedies/new?remedy={share}").text
    assert "Per cent" in form and "at most €40" in form and 'value="10"' in form
    where = f"/conversations/{here}/remedies/preview?remedy={share}"
    assert "20% off your next bill, at most €40" in desk.bob.get(f"{where}&amount=20").text
    assert "from 10 % to 30 %" in desk.bob.get(f"{where}&amount=31").text
    assert give(desk.bob, here, share, "20").status_code == 200
    [one] = desk.db.read_sync(given.of_conversation, here)
    assert (one.state, one.quantity, one.cost) == ("granted", 20, 4_000)
    sent = desk.db.read_sync(message.public_after, here, 0)[-1]
    assert sent.details["remedy"]["value"] == "20%"


@pytest.mark.parametrize("wrong", ["9", "101", "-10", "10.5", "ten", ""])
def test_what_is_no_share_of_the_catalogue_gives_nothing(desk, share, here, wrong):
    assert give(desk.bob, here, share, wrong).status_code == 422
    assert desk.db.read_sync(given.of_conversation, here) == []


def test_it_may_be_one_of_several(desk, share, here):
    form = desk.bob.get(f"/conversations/{here}/offers/new").text
    assert f'name="amount_{share}" value="10"' in form and ">%<" in form


def test_once_used_the_conversation_says_what_came_off(desk, share, here):
    give(desk.bob, here, share, "20")
    assert "<strong>20%</strong>" in desk.bob.get(f"/conversations/{here}/remedies").text
    sent = desk.db.read_sync(message.public_after, here, 0)[-1]
    code = sent.details["remedy"]["code"]
    assert redeem(desk.bob, code, bill="61.50").status_code == 200
    shown = desk.bob.get(f"/conversations/{here}/remedies").text
    assert "<strong>20%, €12.30</strong>" in shown
