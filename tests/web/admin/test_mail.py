"""Settings of mail by HTTP: mailboxes, mail that came, senders, spam."""

import pytest
from sqlalchemy import update

from lagniappe.channels.email import safe
from lagniappe.channels.email.inbound import look, senders, store
from lagniappe.channels.email.mailboxes import keep
from lagniappe.channels.email.reading import read
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.kit import ids
from tests.mail_servers import place

SUPPORT = "support@kafeneio.example"
SECRET = "never-to-be-shown-again"


@pytest.fixture
def fields(desk):
    return {
        "address": SUPPORT,
        "brand": desk.brand.id,
        "department": "",
        "comes": "imap",
        "sign_in": "password",
        "in_host": "127.0.0.1",
        "in_port": str(place.free_port()),
        "in_security": "tls",
        "in_password": SECRET,
        "out_host": "127.0.0.1",
        "out_port": str(place.free_port()),
        "out_security": "starttls",
        "undo_seconds": "15",
        "takes_plus": "1",
    }


@pytest.fixture
def pushed(desk):
    """A mailbox that mail is handed to."""
    given = keep.Given(address="parts@kafeneio.example", brand_id=desk.brand.id, comes="pushed")
    return desk.db.write_sync(keep.create, desk.client.app.state.key, given)


@pytest.fixture
def arrived(desk, pushed):
    """`arrived(raw, state)` puts a mail there, in a state; returns its id."""

    def put(raw: bytes, state: str, outcome: str = "") -> str:
        def write(tx):
            store.store(tx, pushed, raw)
            here = mails.c.digest == store.digest_of(raw)
            sender = read(raw).sender.email
            tx.execute(
                update(mails).where(here).values(state=state, outcome=outcome, sender=sender)
            )
            return tx.one(mails.select().where(here)).id

        return desk.db.write_sync(write)

    return put


def test_a_mailbox_is_added_changed_and_retired(desk, fields):
    answer = desk.alice.ask("POST", "/settings/mailboxes", data=fields)
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    shown = desk.alice.get(where).text
    assert SUPPORT in shown and SECRET not in shown
    changed = {**fields, "in_password": "", "name": "Coffee", "undo_seconds": "5"}
    assert desk.alice.ask("PUT", where, data=changed).status_code == 303
    (box,) = desk.db.read_sync(keep.listed)
    assert (box.name, box.undo_seconds, box.outgoing["security"]) == ("Coffee", 5, "starttls")
    secrets = safe.unlock(desk.client.app.state.key, box.secrets)
    assert secrets["incoming"] == {"password": SECRET}
    assert SUPPORT in desk.alice.get("/settings/mailboxes").text
    assert desk.alice.ask("DELETE", where).status_code == 303
    assert desk.alice.get(where).status_code == 404


def test_a_providers_servers_are_filled_in(desk):
    shown = desk.alice.get("/settings/mailboxes/new?provider=microsoft").text
    assert "outlook.office365.com" in shown and "login.microsoftonline.com" in shown
    assert desk.alice.get("/settings/mailboxes/new?provider=nobody").status_code == 200


def test_what_is_wrong_with_a_form_is_said(desk, fields):
    answer = desk.alice.ask("POST", "/settings/mailboxes", data={**fields, "address": "support"})
    assert answer.status_code == 422
    assert answer.json()["error"] == "support is not a mail address."


def test_a_test_of_the_connection_says_what_to_do(desk, fields, caplog):
    where = desk.alice.ask("POST", "/settings/mailboxes", data=fields).headers["location"]
    said = desk.alice.ask("POST", f"{where}/trials").text
    assert said.count("The server refuses connections.") == 2
    assert SECRET not in said and SECRET not in caplog.text


def test_secrets_of_another_key_are_asked_for_again(desk, fields):
    where = desk.alice.ask("POST", "/settings/mailboxes", data=fields).headers["location"]
    lost = update(mailboxes).values(secrets=safe.lock(b"an older key", {"incoming": {}}))
    desk.db.write_sync(lambda tx: tx.execute(lost))
    assert "Enter them again" in desk.alice.ask("POST", f"{where}/trials").text
    assert desk.alice.get(where).status_code == 200
    assert desk.alice.ask("PUT", where, data=fields).status_code == 303


def test_a_dead_mailbox_stands_above_the_screens_it_concerns(desk, pushed):
    row = update(mailboxes).values(
        failing_since=1, error="The server refuses connections.", department_id=None
    )
    desk.db.write_sync(lambda tx: tx.execute(row))
    fetchers = desk.client.app.state.fetchers
    desk.client.portal.call(fetchers.look)
    place.until(lambda: fetchers.dead)
    for colleague in (desk.alice, desk.bob, desk.charlie):
        assert "parts@kafeneio.example" in colleague.get("/inbox?view=all").text
        assert "refuses" in colleague.get("/mailboxes/dead").text
    counted = desk.client.app.state.counters.text()
    assert b"lagniappe_dead_mailboxes 1.0" in counted
    assert "parts@kafeneio.example" not in desk.client.get("/login").text


def test_mail_that_came_is_listed_a_page_at_a_time(desk, arrived):
    for number in range(look.PAGE + 3):
        arrived(b"Subject: %d\r\n\r\n" % number, "odd", "unreadable")
    first = desk.sofia.get("/settings/mail?state=odd").text
    assert first.count("Could not be read or filed") == look.PAGE
    older = first.partition("before=")[2].partition('"')[0]
    second = desk.sofia.get(f"/settings/mail?state=odd&before={older}").text
    assert second.count("Could not be read or filed") == 3
    assert "before=" not in second
    for bad in ("x", "9" * 40, "1.2.3", "' or 1=1"):
        assert desk.sofia.get(f"/settings/mail?state=odd&before={bad}").status_code == 404
    assert desk.sofia.get("/settings/mail?state=none").status_code == 404


def test_hostile_mail_is_read_safely(desk, arrived):
    raw = (
        b"From: <script>x</script> <e@c.example>\r\nSubject: <img src=x onerror=alert(1)>\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
        b"<script>alert(1)</script><img src='https://t.example/p.gif'><a href='javascript:x'>a</a>"
        b"<p style='position:fixed'>Words</p><form action=/settings/team><input></form>"
    )
    mail_id = arrived(raw, "spam", "marked")
    page = desk.sofia.get(f"/settings/mail/{mail_id}").text
    assert "<script>x" not in page and "<img src=x" not in page
    framed = desk.sofia.get(f"/settings/mail/{mail_id}/html")
    assert "Words" in framed.text
    for bad in ("<script", "javascript:", "position", "<form", "<input", "t.example"):
        assert bad not in framed.text
    assert framed.headers["content-security-policy"].startswith("default-src 'none';")
    raw_again = desk.sofia.get(f"/settings/mail/{mail_id}/raw")
    assert raw_again.content == raw
    assert raw_again.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["", "/html", "/raw"])
def test_mail_that_is_not_there_is_not_there(desk, path):
    assert desk.sofia.get(f"/settings/mail/{ids.new()}{path}").status_code == 404


def test_agents_read_no_mail_but_their_own_conversations(desk, arrived):
    mail_id = arrived(b"Subject: x\r\n\r\n", "odd")
    for path in ("", f"/{mail_id}", f"/{mail_id}/html", f"/{mail_id}/raw", "/senders"):
        assert desk.bob.get(f"/settings/mail{path}").status_code == 403
    assert desk.bob.ask("POST", f"/settings/mail/{mail_id}/tries").status_code == 403
    assert desk.bob.ask("DELETE", f"/settings/mail/{mail_id}/spam").status_code == 403
    assert desk.sofia.get("/settings/mailboxes").status_code == 403


def test_it_is_tried_again_and_spam_is_let_in(desk, arrived):
    odd = arrived(b"From: a@b.example\r\nSubject: odd\r\n\r\nHello", "odd", "unreadable")
    assert desk.sofia.ask("POST", f"/settings/mail/{odd}/tries").status_code == 303
    spam = arrived(b"From: c@d.example\r\nX-Spam: yes\r\nSubject: s\r\n\r\nBuy", "spam", "marked")
    assert desk.sofia.ask("DELETE", f"/settings/mail/{spam}/spam").status_code == 303
    place.until(lambda: len(desk.db.read_sync(look.page, "filed").mails) == 2)
    assert desk.db.read_sync(senders.verdict, "c@d.example") == "trusted"
    assert desk.sofia.ask("DELETE", f"/settings/mail/{spam}/spam").status_code == 404


def test_senders_are_decided_about_and_forgotten(desk):
    wanted = {"sender": "@Bad.example", "verdict": "blocked", "duration": "week", "reason": "Pest"}
    assert desk.sofia.ask("POST", "/settings/mail/senders", data=wanted).status_code == 303
    assert "@bad.example" in desk.sofia.get("/settings/mail/senders").text
    for bad in ({"verdict": "loved"}, {"sender": "x"}, {"duration": "century"}):
        answer = desk.sofia.ask("POST", "/settings/mail/senders", data={**wanted, **bad})
        assert answer.status_code == 422
    assert desk.sofia.ask("DELETE", "/settings/mail/senders/%40bad.example").status_code == 303
    assert desk.db.read_sync(senders.listed) == []


def test_an_agent_calls_a_conversation_spam_and_takes_it_back(desk, arrived):
    arrived(b"From: pest@bad.example\r\nSubject: Buy\r\n\r\nBuy!", "odd")
    (row,) = desk.db.read_sync(look.page, "odd").mails
    desk.sofia.ask("POST", f"/settings/mail/{row.id}/tries")
    (row,) = place.until(lambda: desk.db.read_sync(look.page, "filed").mails)
    here = f"/conversations/{row.conversation_id}"
    answer = desk.bob.ask("POST", f"{here}/spam")
    assert answer.status_code == 200 and "Not spam" in answer.text
    assert "pest@bad.example" not in desk.bob.get("/inbox?view=closed").text
    assert row.conversation_id in desk.bob.get("/inbox?view=spam").text
    assert "Bob said this is spam" in desk.bob.get(here).text.replace("Bob Answers", "Bob")
    assert desk.bob.ask("DELETE", f"{here}/spam").status_code == 200
    assert row.conversation_id in desk.bob.get("/inbox?view=all").text
