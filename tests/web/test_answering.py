"""Who decides when customers are answered automatically, and what is no decision."""

import pytest

from lagniappe.desk.accounts import answering, brands, departments

GOOD = {"when": "after", "after": "90", "precision": "0.98"}


def places(desk):
    sales = desk.departments["Sales"]
    return f"/settings/departments/{sales}", f"/settings/brands/{desk.brand.id}"


def kept(desk):
    sales = desk.db.read_sync(departments.get, desk.departments["Sales"])
    brand = desk.db.read_sync(brands.get, desk.brand.id)
    return answering.policy(sales), answering.policy(brand)


def test_a_new_desk_answers_only_while_nobody_is_free(desk):
    assert kept(desk) == (answering.Policy("nobody", 60, 0.95),) * 2


def test_an_administrator_decides_for_a_department_and_for_a_brand(desk):
    for place in places(desk):
        assert desk.alice.ask("PUT", f"{place}/answering", data=GOOD).status_code == 303
        page = desk.alice.get(place).text
        assert 'value="after" checked' in page and 'value="90"' in page
        assert '<option value="0.98" selected>' in page
    assert kept(desk) == (answering.Policy("after", 90, 0.98),) * 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"when": "sometimes"},
        {"when": ""},
        {"after": "0"},
        {"after": "-5"},
        {"after": "1e3"},
        {"after": "999999999999"},
        {"precision": "1"},
        {"precision": "0.1"},
        {"precision": "nan"},
        {"precision": "inf"},
        {"precision": "x"},
    ],
)
def test_what_is_no_decision_is_refused_in_words(desk, wrong):
    before = kept(desk)
    for place in places(desk):
        answer = desk.alice.ask("PUT", f"{place}/answering", data={**GOOD, **wrong})
        assert answer.status_code == 422 and len(answer.json()["error"]) > 10
    assert kept(desk) == before


def test_what_does_not_exist_has_no_policy(desk):
    for place in ("departments", "brands"):
        path = f"/settings/{place}/01a200b1-c9a9-7000-bb91-e0361d0cb86b/answering"
        assert desk.alice.ask("PUT", path, data=GOOD).status_code == 404


def test_the_department_comes_before_the_brand(desk):
    desk.db.write_sync(answering.for_brand, desk.brand.id, answering.Policy("never"))
    sales = desk.departments["Sales"]
    desk.db.write_sync(answering.for_department, sales, answering.Policy("always"))
    read = desk.db.read_sync
    assert read(answering.of_conversation, desk.brand.id, sales).when == "always"
    assert read(answering.of_conversation, desk.brand.id, None).when == "never"
