"""The till page: look, use up, and no guessing."""

import re

import pytest

from lagniappe.desk.complaints.remedies import given as remedies
from lagniappe.desk.complaints.remedies import misses
from tests.vouchers import given


@pytest.fixture
def code(desk):
    [(code, _)] = given(desk, desk.conversation("Late again"))
    return code


def once(page: str) -> str:
    return re.search(r'name="once" value="([^"]+)"', page).group(1)


def test_looked_up_and_used_once(desk, code):
    good = desk.charlie.ask("POST", "/till", data={"code": code.lower()})
    assert good.status_code == 200 and "€20" in good.text and "Good" in good.text
    fields = {"code": code, "once": once(good.text), "place": "Corner shop"}
    used = desk.charlie.ask("POST", "/till/redemptions", data=fields)
    assert "Used now" in used.text and "Charlie" in used.text
    # Pressing twice is pressing once.
    assert desk.charlie.ask("POST", "/till/redemptions", data=fields).status_code == 200
    other = desk.bob.ask("POST", "/till/redemptions", data={**fields, "once": "another"})
    assert other.status_code == 409 and "used before" in other.text
    seen = desk.bob.ask("POST", "/till", data={"code": code}).text
    assert "Used before" in seen and "Corner shop" in seen and "Use up" not in seen


def test_a_wrong_code_says_so_and_is_seen_by_supervisors_only(desk, code):
    wrong = desk.charlie.ask("POST", "/till", data={"code": "<script>alert(1)</script>"})
    assert wrong.status_code == 404 and "no voucher with this code" in wrong.text
    assert "<script>alert(1)" not in wrong.text
    assert "Charlie Outsider" in desk.sofia.get("/till").text
    assert "Wrong codes" not in desk.charlie.get("/till").text


def test_guessing_ends(desk, code):
    for n in range(misses.MOST):
        desk.charlie.ask("POST", "/till", data={"code": f"AAAA-{n}"})
    stopped = desk.charlie.ask("POST", "/till", data={"code": code})
    assert stopped.status_code == 429 and "quarter of an hour" in stopped.text
    fields = {"code": code, "once": "x"}
    assert desk.charlie.ask("POST", "/till/redemptions", data=fields).status_code == 429
    assert desk.bob.ask("POST", "/till", data={"code": code}).status_code == 200


def test_the_address_never_carries_a_code(desk, code):
    assert code not in desk.charlie.get(f"/till?code={code}").text


def test_a_percentage_asks_for_the_bill_and_says_what_comes_off(desk):
    [(code, grant_id)] = given(desk, desk.conversation("Late again"), percent=20)
    good = desk.charlie.ask("POST", "/till", data={"code": code})
    assert "20%" in good.text and "at most €40" in good.text and "The bill, in EUR" in good.text
    fields = {"code": code, "once": once(good.text), "place": "Corner shop"}
    for bill in ("", "nothing", "-5", "0", "1e99", "12.345"):
        again = desk.charlie.ask("POST", "/till/redemptions", data={**fields, "bill": bill})
        assert again.status_code == 422 and 'aria-invalid="true"' in again.text, bill
        assert "Corner shop" in again.text and "Good" in again.text
    used = desk.charlie.ask("POST", "/till/redemptions", data={**fields, "bill": "61.50"})
    assert "Used now" in used.text and "€12.30 off" in used.text
    assert desk.db.read_sync(remedies.get, grant_id).cost == 1_230
    seen = desk.bob.ask("POST", "/till", data={"code": code}).text
    assert "Used before" in seen and "€12.30" in seen and "The bill" not in seen
    ledger = desk.sofia.get("/ledger").text
    assert "Not needed" in ledger and "-€27.70" in ledger


def test_a_bill_beside_another_voucher_changes_nothing(desk, code):
    fields = {"code": code, "once": "first-of-all", "bill": "1.00"}
    assert "Used now" in desk.charlie.ask("POST", "/till/redemptions", data=fields).text
