"""Canned replies: variables filled in, and none sent empty."""

import pytest

from lagniappe.desk.knowledge import canned
from lagniappe.kit.errors import Refused

GOOD = {
    "shortcut": "thanks",
    "title": "Thank you",
    "body": "Thank you {{customer.first_name}}, says {{ agent.name }}.",
    "locale": "en",
    "department_id": None,
}


def test_variables_are_filled_and_missing_ones_are_named():
    body = "Dear {{customer.first_name}}, {{agent.name}} here. {{customer.first_name}}!"
    filled, missing = canned.fill(body, {"agent.name": "Ana", "customer.first_name": ""})
    assert filled == "Dear {{customer.first_name}}, Ana here. {{customer.first_name}}!"
    assert missing == ["customer.first_name"]
    assert canned.fill(body, {"agent.name": "A", "customer.first_name": "B"})[1] == []


def test_a_value_is_not_read_as_a_variable():
    filled, _ = canned.fill("{{customer.name}}", {"customer.name": "{{agent.name}}"})
    assert filled == "{{agent.name}}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"shortcut": "two words"},
        {"shortcut": ""},
        {"title": " "},
        {"body": ""},
        {"body": "{{customer.password}}"},
        {"body": "x" * 5001},
    ],
)
def test_what_cannot_be_used_is_refused(db, wrong):
    with pytest.raises(Refused):
        db.write_sync(canned.create, **{**GOOD, **wrong}, by=None)


def test_a_shortcut_is_free_again_when_its_reply_is_retired(db):
    first = db.write_sync(canned.create, **GOOD, by=None)
    with pytest.raises(Refused, match="taken"):
        db.write_sync(canned.create, **GOOD, by=None)
    db.write_sync(canned.create, **{**GOOD, "locale": "el"}, by=None)
    db.write_sync(canned.retire, first)
    db.write_sync(canned.create, **GOOD, by=None)


def test_the_customers_language_comes_first_then_the_most_used(db):
    english = db.write_sync(canned.create, **GOOD, by=None)
    greek = db.write_sync(canned.create, **{**GOOD, "locale": "el", "title": "Ευχαριστώ"}, by=None)
    db.write_sync(canned.used, english)
    assert [r.id for r in db.read_sync(canned.search, locale="el")] == [greek, english]
    assert next(r.id for r in db.read_sync(canned.search, "thanks", locale="en")) == english
