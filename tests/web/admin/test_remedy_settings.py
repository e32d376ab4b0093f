"""Settings of remedies: the catalogue, authority, bands, budgets, small extras, programs."""

import re

import pytest

from lagniappe.desk.complaints.remedies import authority, band, budget, catalogue, extras

REMEDY = {
    "kind": "discount",
    "currency": "eur",
    "name_en": "Voucher",
    "name_el": "Κουπόνι",
    "low": "5",
    "high": "1,000.50",
    "voucher": "1",
    "voucher_days": "30",
    "valid_from": "2026-03-29",
    "valid_until": "2026-03-29",
}


def save(desk, **more):
    return desk.alice.ask("POST", "/settings/remedies", data={**REMEDY, **more})


@pytest.fixture
def remedy(desk):
    assert save(desk).status_code == 303
    return desk.db.read_sync(catalogue.listed)[0]


def test_a_remedy_is_made_changed_retired_and_brought_back(desk, remedy):
    assert (remedy.low, remedy.high, remedy.voucher_days) == (500, 100_050, 30)
    assert remedy.title("el") == "Κουπόνι"
    # The day the clocks change in Greece has 23 hours.
    assert remedy.valid_until - remedy.valid_from == 23 * 3_600_000
    page = desk.alice.get(f"/settings/remedies/{remedy.id}").text
    for typed in ("1000.50", "5.00", "Κουπόνι"):
        assert f'value="{typed}"' in page
    assert page.count('value="2026-03-29"') == 2
    changed = {**REMEDY, "high": "20", "kind": "gift", "currency": "USD"}
    where = f"/settings/remedies/{remedy.id}"
    assert desk.alice.ask("PUT", where, data=changed).status_code == 303
    now = desk.db.read_sync(catalogue.get, remedy.id)
    assert (now.high, now.kind, now.currency) == (2_000, "discount", "EUR")
    assert desk.alice.ask("DELETE", where).status_code == 303
    assert desk.db.read_sync(catalogue.get, remedy.id).retired_at
    assert desk.alice.ask("POST", f"{where}/return").status_code == 303
    assert desk.db.read_sync(catalogue.get, remedy.id).retired_at is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"currency": "EURO"}, "bad_currency"),
        ({"kind": "fine"}, "bad_kind"),
        ({"low": "-5"}, "negative"),
        ({"high": "NaN"}, "bad_amount"),
        ({"low": "50", "high": "5"}, "bad_range"),
        ({"voucher_days": "-1"}, "bad_number"),
        ({"voucher_days": "9999999"}, "bad_days"),
        ({"valid_from": "tomorrow"}, "bad_date"),
        ({"valid_from": "9999-12-31"}, "bad_date"),
        ({"stock": "1e3"}, "bad_number"),
        ({"name_en": "", "name_el": ""}, "no_name"),
    ],
)
def test_what_cannot_be_is_refused_in_words(desk, wrong, code):
    answer = save(desk, **wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert desk.db.read_sync(catalogue.listed) == []


def test_a_gift_and_points_are_counted_otherwise(desk):
    gift = {"kind": "gift", "low": "", "high": "", "unit_cost": "8", "stock": "12"}
    assert save(desk, **gift).status_code == 303
    points = {"kind": "points", "low": "10", "high": "5000", "unit_cost": "0.50"}
    assert save(desk, **points).status_code == 303
    found = {r.kind: r for r in desk.db.read_sync(catalogue.listed)}
    assert (found["gift"].unit_cost, found["gift"].stock) == (800, 12)
    assert (found["points"].low, found["points"].high, found["points"].unit_cost) == (10, 5_000, 50)
    page = desk.alice.get("/settings/remedies").text
    assert "12 in stock" in page and "10–5000" in page


def test_a_percentage_has_a_most(desk):
    share = {"kind": "percent", "low": "10", "high": "30", "unit_cost": "40"}
    refused = save(desk, **{**share, "unit_cost": ""})
    assert refused.status_code == 422 and refused.json()["code"] == "no_most"
    assert save(desk, **{**share, "high": "130"}).json()["code"] == "bad_range"
    assert save(desk, **share).status_code == 303
    [found] = desk.db.read_sync(catalogue.listed)
    assert (found.low, found.high, found.unit_cost, found.voucher) == (10, 30, 4_000, True)
    assert "10–30 %" in desk.alice.get("/settings/remedies").text
    edit = desk.alice.get(f"/settings/remedies/{found.id}").text
    assert 'value="10"' in edit and 'value="40.00"' in edit


def test_limits_are_set_for_all_and_for_one(desk, remedy):
    where = "/settings/authority/EUR"
    limits = {"agent_per_case": "75", "agent_per_day": "0", "supervisor_per_case": "500"}
    assert desk.alice.ask("PUT", where, data={"remedy": "", **limits}).status_code == 303
    own = {"remedy": remedy.id, "agent_per_case": "10"}
    assert desk.alice.ask("PUT", where, data=own).status_code == 303
    found = {(one.role, one.remedy_id): one for one in desk.db.read_sync(authority.listed)}
    assert found["agent", ""].per_case == 7_500
    assert (found["agent", ""].per_customer, found["agent", ""].per_day) == (None, 0)
    assert found["agent", remedy.id].per_case == 1_000
    assert ("supervisor", remedy.id) not in found
    page = desk.alice.get("/settings/authority").text
    assert 'value="75.00"' in page and 'value="10.00"' in page
    for wrong in ("-1", "x", "1e9"):
        answer = desk.alice.ask("PUT", where, data={"remedy": "", "agent_per_case": wrong})
        assert answer.status_code == 422, wrong
    bad = desk.alice.ask("PUT", "/settings/authority/XYZ", data={"agent_per_case": "1"})
    assert bad.json()["code"] == "bad_currency"
    assert {(o.role, o.remedy_id): o for o in desk.db.read_sync(authority.listed)} == found


def test_bands_and_factors(desk, remedy):
    table = {f"low_{n}": "1" for n in range(1, 6)} | {f"high_{n}": f"{n}0" for n in range(1, 6)}
    assert desk.alice.ask("PUT", "/settings/authority/EUR/bands", data=table).status_code == 303
    assert desk.db.read_sync(band.listed, "EUR")[3] == (100, 3_000)
    upside = {**table, "low_3": "99"}
    answer = desk.alice.ask("PUT", "/settings/authority/EUR/bands", data=upside)
    said = answer.json()
    assert (said["code"], said["field"]) == ("bad_band", "low_3") and "Severity 3" in said["error"]
    factors = {
        f"{name}_{level}": "110" for name, levels in band.FACTORS.items() for level in levels
    }
    assert desk.alice.ask("PUT", "/settings/factors", data=factors).status_code == 303
    assert desk.db.read_sync(band.factors)["effort"]["3"] == 110
    wrong = desk.alice.ask("PUT", "/settings/factors", data={**factors, "fault_ours": "much"})
    assert wrong.json()["code"] == "bad_factor"


def test_budgets_and_extras(desk, remedy):
    new = {"name": "February", "amount": "1000", "currency": "EUR", "starts": "2026-02-01",
           "ends": "2026-02-28"}  # fmt: skip
    assert desk.alice.ask("POST", "/settings/budgets", data=new).status_code == 303
    assert desk.alice.ask("POST", "/settings/budgets", data=new).json()["code"] == "taken"
    back = {**new, "starts": "2026-05-02", "ends": "2026-05-01"}
    assert desk.alice.ask("POST", "/settings/budgets", data=back).json()["code"] == "bad_dates"
    assert desk.alice.ask("POST", "/settings/budgets", data={**new, "ends": ""}).status_code == 422
    (row,) = desk.db.read_sync(budget.listed)
    assert desk.db.read_sync(budget.now, "EUR").id == row.id
    more = {"name": "February", "amount": "1,200", "currency": "EUR"}
    assert desk.alice.ask("PUT", f"/settings/budgets/{row.id}", data=more).status_code == 303
    assert desk.db.read_sync(budget.listed)[0].amount == 120_000
    extra = {"currency": "USD", "month": "40", "gift": "12.50", "customer": ""}
    assert desk.alice.ask("PUT", "/settings/extras", data=extra).status_code == 303
    assert desk.db.read_sync(extras.allowance) == extras.Allowance("USD", 4_000, 1_250, 0)
    page = desk.alice.get("/settings/authority").text
    assert re.search(r"0 spent of", page) and 'value="40.00"' in page


def test_settings_are_the_administrators(desk, remedy):
    for path in ("/settings/remedies", "/settings/authority", "/settings/programs"):
        assert desk.sofia.get(path).status_code == 403
        assert desk.bob.get(path).status_code == 403
