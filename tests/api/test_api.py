"""The API as a till uses it, and as somebody uses it who should not."""

import re
import uuid
from pathlib import Path

import pytest

from lagniappe.api.v1 import caller
from lagniappe.desk.accounts import api_tokens
from lagniappe.desk.complaints.remedies import cancel, misses
from lagniappe.kit.clock import DAY
from lagniappe.web.kit.limits import Buckets
from tests.vouchers import given

DOCS = Path(__file__).parents[2] / "docs" / "develop" / "api.md"


class Program:
    def __init__(self, desk, *scopes: str) -> None:
        self.desk = desk
        self.secret = desk.db.write_sync(
            api_tokens.create, desk.alice.agent, name="Till", scopes=list(scopes)
        )

    def ask(self, method: str, path: str, **request):
        headers = {"Authorization": f"Bearer {self.secret}", **request.pop("headers", {})}
        self.desk.client.cookies.clear()
        return self.desk.client.request(method, f"/api/v1/{path}", headers=headers, **request)

    def redeem(self, code: str, once: str = "", **more):
        headers = {"Idempotency-Key": once or str(uuid.uuid4())}
        return self.ask("POST", "redemptions", json={"code": code, **more}, headers=headers)

    def correct(self, code: str, once: str = "", **more):
        headers = {"Idempotency-Key": once or str(uuid.uuid4())}
        return self.ask("POST", "corrections", json={"code": code, **more}, headers=headers)

    def look(self, code: str):
        return self.ask("GET", "voucher", headers={"Voucher-Code": code})


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch):
    monkeypatch.setattr(caller, "_strangers", Buckets(3_000))


@pytest.fixture
def till(desk):
    return Program(desk, "vouchers:read", "vouchers:redeem", "vouchers:cancel")


@pytest.fixture
def vouchers(desk):
    """Two vouchers of twenty euros: (code, grant id)."""
    here = desk.conversation("Late again", name="@Eleni")
    return given(desk, here, how_many=2, name="=Off", reason="=cmd|' /C calc'!A0")


def paths(desk):
    for path, methods in desk.client.get("/api/v1/openapi.json").json()["paths"].items():
        for method in methods:
            yield method.upper(), path


def test_a_percentage_is_taken_off_the_bill(desk, till):
    [(code, _)] = given(desk, desk.conversation("Late again"), percent=15)
    good = till.look(code).json()
    assert (good["percent"], good["most"], good["amount"]) == (15, 4_000, 0)
    without = till.redeem(code)
    assert without.status_code == 422 and without.json()["code"] == "no_bill"
    for wrong in (0, -100, 10**12, "much", 1.5):
        assert till.redeem(code, bill=wrong).status_code == 422
    used = till.redeem(code, once="till-7-receipt-12", bill=19_90).json()
    assert (used["state"], used["amount"], used["most"]) == ("redeemed", 299, None)
    assert till.redeem(code, once="till-7-receipt-12", bill=19_90).json() == used
    assert till.redeem(code, bill=19_90).status_code == 409


def test_a_wrong_bill_is_corrected_within_a_day(desk, till):
    [(code, _)] = given(desk, desk.conversation("Late again"), percent=15)
    early = till.correct(code, bill=19_90)
    assert (early.status_code, early.json()["code"]) == (409, "not_used")
    used = till.redeem(code, bill=199_00).json()
    assert (used["amount"], used["bill"], used["corrected_at"]) == (2_985, 199_00, None)
    desk.clock.advance(1_000)
    right = till.correct(code, "till-7-mended-12", bill=19_90, place="Till 7").json()
    assert (right["amount"], right["bill"], right["state"]) == (299, 19_90, "redeemed")
    assert right["corrected_at"] > right["redeemed_at"] == used["redeemed_at"]
    assert till.correct(code, "till-7-mended-12", bill=19_90).json() == right
    assert till.look(code).json() == right
    same = till.correct(code, bill=19_90)
    assert (same.status_code, same.json()["code"]) == (422, "same_bill")
    for wrong in (None, 0, -100, 10**12, "much", 1.5):
        assert till.correct(code, bill=wrong).status_code == 422
    assert till.correct(code, "short", bill=20_00).status_code == 422
    desk.clock.advance(DAY)
    late = till.correct(code, bill=20_00)
    assert (late.status_code, late.json()["code"]) == (409, "too_late")


def test_what_is_no_percentage_has_no_bill_to_correct(till, vouchers):
    (code, _), _ = vouchers
    till.redeem(code)
    refused = till.correct(code, bill=20_00)
    assert (refused.status_code, refused.json()["code"]) == (422, "no_percentage")
    assert till.correct("AAAA", bill=20_00).status_code == 404
    assert Program(till.desk, "vouchers:read").correct(code, bill=1).status_code == 403


def test_a_voucher_is_looked_at_and_redeemed_once(till, vouchers):
    (code, _), _ = vouchers
    seen = till.look(code)
    assert seen.status_code == 200
    assert seen.json() | {"expires_at": ""} == {
        "state": "good",
        "last4": code[-4:],
        "name": "=Off",
        "kind": "discount",
        "amount": 2_000,
        "currency": "EUR",
        "percent": None,
        "most": None,
        "bill": None,
        "expires_at": "",
        "redeemed_at": None,
        "corrected_at": None,
        "place": "",
    }
    first = till.redeem(code, "till-3-000417", place="Till 3")
    assert (first.status_code, first.json()["state"]) == (200, "redeemed")
    assert till.redeem(code, "till-3-000417").json() == first.json()
    again = till.redeem(code, "till-3-000418")
    assert (again.status_code, again.json()["code"]) == (409, "redeemed")
    assert till.look(code).json()["place"] == "Till 3"


def test_cancelled_it_is_worth_nothing(desk, till, vouchers):
    (code, grant_id), (other, other_id) = vouchers
    done = till.ask("POST", "cancellations", json={"code": code, "reason": "Order sent back"})
    assert (done.status_code, done.json()["state"]) == (200, "cancelled")
    repeat = till.ask("POST", "cancellations", json={"code": code, "reason": "Again"})
    assert repeat.status_code == 200
    assert till.redeem(code).json()["code"] == "cancelled"
    till.redeem(other)
    late = till.ask("POST", "cancellations", json={"code": other, "reason": "Too late"})
    assert (late.status_code, late.json()["code"]) == (422, "used")
    assert grant_id != other_id and cancel


def test_nobody_without_a_good_token_gets_in(desk, till, vouchers):
    listed = list(paths(desk))
    assert len(listed) == 6
    for method, path in listed:
        for headers in (
            {},
            {"Authorization": "Bearer lgn_wrong"},
            {"Authorization": "Bearer " + "lgn_" + "é" * 10},
            {"Authorization": f"Basic {till.secret}"},
            {"Authorization": f"Bearer {till.secret}x"},
        ):
            raw = {k: v.encode() for k, v in headers.items()}
            answer = desk.client.request(method, f"/api/v1{path}", headers=raw, json={})
            assert answer.status_code == 401, (method, path, headers)
            assert answer.json()["code"] == "no_token"
            assert answer.headers["www-authenticate"] == "Bearer"


def test_a_session_cookie_is_no_token(desk):
    assert desk.alice.ask("GET", "/api/v1/ledger").status_code == 401


def test_a_token_may_only_what_it_may(desk, vouchers):
    (code, _), _ = vouchers
    reader = Program(desk, "vouchers:read")
    assert reader.look(code).status_code == 200
    for answer in (reader.redeem(code), reader.ask("GET", "ledger")):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert reader.look(code).json()["state"] == "good"


def test_a_revoked_token_stops_at_once(desk, till, vouchers):
    (code, _), _ = vouchers
    assert till.look(code).status_code == 200
    known = desk.db.read_sync(api_tokens.listed)[0]
    assert known.used_at == desk.clock.at
    answer = desk.alice.ask("DELETE", f"/settings/programs/{known.id}")
    assert answer.status_code == 303
    assert till.look(code).status_code == 401


def test_the_secret_is_shown_once_and_not_kept(desk):
    fields = {"name": "Shop", "scope": ["vouchers:read"]}
    page = desk.alice.ask("POST", "/settings/programs", data=fields)
    secret = re.search(r"lgn_[\w-]+", page.text).group()
    assert len(secret) > 40 and page.headers["cache-control"] == "no-store"
    assert secret not in desk.alice.get("/settings/programs").text
    rows = desk.db.read_sync(api_tokens.listed)
    assert secret not in str(rows)
    wrong = desk.alice.ask("POST", "/settings/programs", data={"name": "x", "scope": ["all"]})
    assert wrong.json()["code"] == "bad_scope"


def test_what_is_malformed_is_said_plainly(till):
    for answer in (
        till.ask("POST", "redemptions", json={"code": "x"}),
        till.redeem("x" * 500),
        till.redeem("x", "short"),
        till.ask("POST", "redemptions", content=b"\xff\xfe", headers={"Idempotency-Key": "x" * 9}),
        till.ask("POST", "cancellations", json={"code": "x", "reason": ""}),
        till.ask("GET", "voucher"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed"), answer.text
        assert answer.json()["error"]
    assert till.ask("GET", "nothing").json()["code"] == "http_error"
    assert till.ask("GET", "redemptions").status_code == 405


def test_guessing_ends(till, vouchers):
    (code, _), _ = vouchers
    for n in range(misses.MOST):
        answer = till.look(f"AAAA-{n}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_voucher")
    stopped = till.look(code)
    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_many_tries")


def test_refusals_speak_the_callers_language(till):
    answer = till.ask("GET", "voucher", headers={"Voucher-Code": "x", "Accept-Language": "el"})
    assert answer.status_code == 404 and answer.json()["error"]


def test_the_ledger_is_exported_and_no_cell_is_a_formula(desk, vouchers):
    books = Program(desk, "ledger:read")
    answer = books.ask("GET", "ledger")
    assert answer.headers["content-type"].startswith("text/csv")
    head, *lines = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("time,entry,amount,currency") and len(lines) == 2
    for line in lines:
        assert ",20.00,EUR,discount,'=Off," in line
        assert "'=cmd|" in line and "'@Eleni" in line
    later = books.ask("GET", "ledger?since=2099-01-01T00:00:00Z")
    assert later.content.decode("utf-8-sig").splitlines() == [head]
    assert books.ask("GET", "ledger?since=yesterday").status_code == 422


def test_every_address_of_the_api_is_explained(desk):
    page = DOCS.read_text()
    for method, path in paths(desk):
        assert f"`{method} /api/v1{path}`" in page, path
    for scope in api_tokens.SCOPES:
        assert f"`{scope}`" in page
