"""The edge: other sites cannot act with somebody's cookie, and answers carry their armour."""

import pytest

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://desk.test"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_cannot_post_with_alices_cookie(desk, headers):
    here = desk.conversation()
    headers = {"Cookie": f"lagniappe_session={desk.alice.cookie}", **headers}
    answer = desk.client.post(f"/conversations/{here}/closure", headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "cross_site"
    assert desk.row(here).status == "open"


def test_a_cookie_without_any_word_of_where_it_comes_from_is_refused(desk):
    here = desk.conversation()
    headers = {"Cookie": f"lagniappe_session={desk.alice.cookie}"}
    answer = desk.client.post(f"/conversations/{here}/closure", headers=headers)
    assert answer.status_code == 403
    assert desk.row(here).status == "open"


def test_the_desks_own_page_may(desk):
    here = desk.conversation()
    answer = desk.alice.ask("POST", f"/conversations/{here}/closure")
    assert answer.status_code < 400
    assert desk.row(here).status == "closed"


def test_pages_carry_a_strict_policy_and_a_fresh_nonce(desk):
    first, second = (desk.alice.get("/inbox").headers for _ in range(2))
    policy = first["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert policy != second["content-security-policy"]
    assert first["x-content-type-options"] == "nosniff"
    assert first["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"],
)
def test_the_log_in_leads_only_to_this_desk(desk, target):
    answer = desk.nobody.ask(
        "POST",
        "/login",
        data={"email": "bob@example.com", "password": "correct horse battery", "next": target},
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/inbox"


@pytest.mark.parametrize(
    "path", ["/static/x/../settings.py", "/static/x/%2e%2e/settings.py", "/static/x/css/ORDER"]
)
def test_static_files_are_only_what_is_meant_to_be_served(desk, path):
    assert desk.client.get(path).status_code == 404


def test_metrics_are_for_this_machine_or_a_token(desk):
    assert desk.client.get("/metrics").status_code == 404
    assert desk.client.get("/healthz").json()["status"] == "ok"


def test_a_fault_is_told_plainly_and_without_its_insides(desk, monkeypatch):
    from lagniappe.web.agent import inbox

    def broken(*args, **kwargs):
        raise RuntimeError("secret path /var/lib")

    monkeypatch.setattr(inbox, "_page", broken, raising=False)
    monkeypatch.setattr("lagniappe.desk.conversations.inbox.rows", broken)
    desk.client.raise_server_exceptions = False
    desk.client._transport.raise_server_exceptions = False
    answer = desk.alice.get("/inbox?view=all")
    assert answer.status_code == 500
    assert "Nothing was lost" in answer.text and "secret path" not in answer.text
