"""Getting in: first set-up, invitation, log-in, forgotten password, leaving."""

import re
from urllib.parse import unquote

import pytest

from lagniappe.app import create_app
from lagniappe.db.engine import Database, database_url
from lagniappe.desk.accounts import agents, links, presence
from lagniappe.kit.clock import DAY, HOUR, MINUTE
from lagniappe.web.kit.flash import COOKIE as FLASH
from lagniappe.web.kit.session import COOKIE
from tests.actors import PASSWORD


def log_in(desk, email, password=PASSWORD):
    return desk.nobody.ask("POST", "/login", data={"email": email, "password": password})


def test_a_new_desk_is_set_up_by_its_printed_link_once(chosen, clock):
    from starlette.testclient import TestClient

    db = Database(database_url(chosen.database_url, chosen.data_dir), clock=clock)
    secret = db.write_sync(links.make_setup)
    newer = db.write_sync(links.make_setup)
    with TestClient(create_app(chosen, db), base_url="http://desk.test") as client:
        assert client.get(f"/setup/{secret}").status_code == 410
        assert client.get(f"/setup/{newer}").status_code == 200
        who = {"name": "Alice Owner", "email": "alice@example.com", "password": "short"}
        headers = {"Sec-Fetch-Site": "same-origin"}
        refused = client.post(f"/setup/{newer}", data=who, headers=headers)
        assert refused.status_code == 422 and "12" in refused.text
        who["password"] = PASSWORD
        done = client.post(f"/setup/{newer}", data=who, headers=headers, follow_redirects=False)
        assert done.status_code == 303
        assert client.get("/inbox").status_code == 200
        assert client.get("/settings/team").status_code == 200
        again = client.post(f"/setup/{newer}", data=who, headers=headers)
        assert again.status_code == 410
    assert db.write_sync(links.make_setup) is None
    db.close()


def test_an_invited_colleague_joins_with_the_role_they_were_given(desk):
    page = desk.alice.ask(
        "POST",
        "/settings/invitations",
        data={"email": "Dora@Example.com", "role": "supervisor"},
        headers={"Accept": "text/html"},
    )
    shown = page if page.status_code == 200 else desk.alice.get(page.headers["location"])
    secret = re.search(r"/invitations/([\w-]{20,})", shown.text)
    if secret is None:
        value = desk.db.write_sync(
            links.invite, email="dora@example.com", role="supervisor", department_ids=[], by=None
        )
    else:
        value = secret.group(1)
    joined = desk.nobody.ask(
        "POST",
        f"/invitations/{value}",
        data={"name": "Dora New", "password": PASSWORD, "email": "admin@evil.example"},
    )
    assert joined.status_code == 303
    dora = next(a for a in desk.db.read_sync(agents.everyone) if a.name == "Dora New")
    assert (dora.email, dora.role) == ("dora@example.com", "supervisor")
    assert desk.nobody.get(f"/invitations/{value}").status_code == 410


def test_a_link_ends_after_its_time(desk, clock):
    secret = desk.db.write_sync(
        links.invite, email="late@example.com", role="agent", department_ids=[], by=None
    )
    clock.advance(7 * DAY)
    assert desk.nobody.get(f"/invitations/{secret}").status_code == 410


def test_a_wrong_password_says_nothing_about_who_exists(desk):
    known = log_in(desk, "bob@example.com", "wrong password!")
    unknown = log_in(desk, "who@example.com", "wrong password!")
    assert known.status_code == unknown.status_code == 422
    strip = re.compile(r'(nonce|value)="[^"]*"|content="[^"]*"')
    assert strip.sub("", known.text).replace("bob", "who") == strip.sub("", unknown.text)


def test_guessing_is_slowed_down(desk):
    answers = [log_in(desk, "bob@example.com", f"guess number {n}") for n in range(15)]
    assert answers[-1].status_code == 429
    assert log_in(desk, "bob@example.com").status_code == 429


def test_the_cookie_is_a_secret_the_page_cannot_read(desk):
    answer = log_in(desk, "bob@example.com")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=") and "HttpOnly" in cookie and "SameSite=lax" in cookie
    secret = cookie.partition("=")[2].partition(";")[0]
    from lagniappe.desk.accounts.tables import sessions

    stored = desk.db.read_sync(lambda tx: [row.digest for row in tx.all(sessions.select())])
    assert all(secret not in digest for digest in stored)


def test_logging_out_ends_the_session(desk):
    assert desk.bob.get("/inbox").status_code == 200
    assert desk.bob.ask("POST", "/logout").status_code == 303
    assert desk.bob.get("/inbox").status_code == 303


def test_a_session_ends_when_unused_and_lives_while_used(desk, clock):
    clock.advance(29 * DAY)
    assert desk.bob.get("/inbox").status_code == 200
    clock.advance(29 * DAY)
    assert desk.bob.get("/inbox").status_code == 200
    assert desk.alice.get("/inbox").status_code == 303


def test_a_forgotten_password_goes_through_an_administrator(desk, clock):
    for address in ("bob@example.com", "stranger@example.com"):
        asked = desk.nobody.ask("POST", "/forgot", data={"email": address})
        assert asked.status_code == 200
    waiting = desk.db.read_sync(links.open_requests)
    assert [row.email for row in waiting] == ["bob@example.com"]
    secret = desk.db.write_sync(links.make_password_link, desk.bob.id, by=desk.alice.id)
    assert desk.db.read_sync(links.open_requests) == []
    changed = desk.nobody.ask(
        "POST", f"/password/{secret}", data={"password": "a better battery horse"}
    )
    assert changed.status_code == 303
    assert desk.bob.get("/inbox").status_code == 303
    assert log_in(desk, "bob@example.com").status_code == 422
    assert log_in(desk, "bob@example.com", "a better battery horse").status_code == 303
    clock.advance(24 * HOUR)
    assert desk.nobody.get(f"/password/{secret}").status_code == 410


def test_somebody_who_left_is_out_at_once(desk):
    desk.db.write_sync(agents.disable, desk.bob.id)
    assert desk.bob.get("/inbox").status_code == 303
    assert log_in(desk, "bob@example.com").status_code == 422


def test_the_last_administrator_cannot_be_removed(desk):
    from lagniappe.kit.errors import Refused

    for change in (agents.disable, lambda tx, who: agents.change_role(tx, who, "agent")):
        with pytest.raises(Refused, match="administrator"):
            desk.db.write_sync(change, desk.alice.id)


def test_changing_ones_password_needs_the_old_one_and_ends_other_browsers(desk):
    from tests.actors import Colleague

    phone = Colleague(desk, desk.bob.agent)
    wrong = desk.bob.ask(
        "POST", "/me/password", data={"old": "nope nope nope", "password": "a better battery horse"}
    )
    assert wrong.status_code == 422
    right = desk.bob.ask(
        "POST", "/me/password", data={"old": PASSWORD, "password": "a better battery horse"}
    )
    assert right.status_code == 303
    assert desk.bob.get("/inbox").status_code == 200
    assert phone.get("/inbox").status_code == 303


def test_presence_is_what_was_chosen_while_the_desk_is_open_and_used(desk, clock):
    def state():
        return desk.db.read_sync(presence.of_everyone)[desk.bob.id]

    assert state() == "offline"
    desk.db.write_sync(presence.beat, [desk.bob.id], [desk.bob.id])
    assert state() == "online"
    assert desk.bob.ask("PUT", "/me/presence", data={"presence": "busy"}).status_code == 200
    assert state() == "busy"
    desk.bob.ask("PUT", "/me/presence", data={"presence": "online"})
    clock.advance(11 * MINUTE)
    desk.db.write_sync(presence.beat, [desk.bob.id], [])
    assert state() == "away"
    desk.db.write_sync(presence.beat, [desk.bob.id], [desk.bob.id])
    assert state() == "online"
    clock.advance(2 * MINUTE)
    assert state() == "offline"
    assert desk.bob.ask("PUT", "/me/presence", data={"presence": "dancing"}).status_code == 422


def test_a_language_is_chosen_and_spoken_at_once(desk):
    me = {"name": "Bob", "display_name": "Bob", "locale": "el", "time_zone": "Europe/Athens"}
    saved = desk.bob.ask("POST", "/me", data=me)
    assert saved.status_code == 303
    assert unquote(saved.cookies[FLASH]) == "Αποθηκεύτηκε."
    assert '<html lang="el"' in desk.bob.get("/me").text
    refused = desk.bob.ask("POST", "/me", data=me | {"locale": "tlh"})
    assert refused.status_code == 422 and '<html lang="el"' in desk.bob.get("/me").text
