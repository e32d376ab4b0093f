"""The till page: look, use up, and no guessing."""

import re

import pytest

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
