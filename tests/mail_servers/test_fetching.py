"""Fetching from a real Dovecot: encryption, no IDLE, restarts and other numbers."""

import os
import smtplib

import pytest
from sqlalchemy import func, select

from lagniappe.channels.email.fetching import watch
from lagniappe.channels.email.fetching.connect import connected
from lagniappe.channels.email.mailboxes import keep, trial
from lagniappe.channels.email.tables import mailboxes, mails
from tests.mail_servers import certificates, people, place
from tests.mail_servers.dovecot import PASSWORD, WITHOUT_IDLE, Dovecot


@pytest.fixture
def deliver(postfix):
    """`deliver(address, *words)` brings mails into somebody's mailbox."""

    def send(address: str, *words: str) -> None:
        for one in words:
            made = people.letter("eleni@customer.test", address, one)
            postfix.send(made, sender="eleni@customer.test", to=address)

    return send


@pytest.fixture
def own_dovecot():
    """A Dovecot for one test, which may stop it."""
    servers = []

    def start(**options) -> Dovecot:
        servers.append(Dovecot(**options).start())
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def put(server: Dovecot, address: str, *words: str) -> None:
    """Straight into a Dovecot by LMTP."""
    with smtplib.LMTP("127.0.0.1", server.lmtp) as line:
        for one in words:
            line.send_message(
                people.letter("eleni@customer.test", address, one), to_addrs=[address]
            )


def count(desk) -> int:
    return desk.db.read_sync(lambda tx: tx.value(select(func.count()).select_from(mails)))


def state_of(desk, mailbox: str):
    return desk.db.read_sync(keep.get, mailbox)


def test_what_somebody_read_elsewhere_is_fetched_and_nothing_is_marked_read(
    live_desk, new_mailbox, dovecot, deliver
):
    address = f"read-{os.getpid()}-{id(live_desk)}@desk.test"
    deliver(address, "First words")
    (path,) = place.until(
        lambda: [*(dovecot.folder / "mail" / address / "Maildir").glob("new/*")], why="delivery"
    )
    path.rename(path.parent.parent / "cur" / f"{path.name}:2,S")
    new_mailbox(address)
    people.conversation_with(live_desk, "First words")
    deliver(address, "Second words")
    people.conversation_with(live_desk, "Second words")
    assert dovecot.unread(address) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encrypted_where_the_certificate_is_trusted_and_not_at_all_where_it_is_not(
    live_desk, new_mailbox, dovecot, deliver, monkeypatch, security
):
    port = dovecot.imaps if security == "tls" else dovecot.imap
    address = f"{security}-{id(live_desk)}@desk.test"
    mailbox = new_mailbox(address, host="localhost", port=str(port), security=security)
    box = place.until(lambda: (row := state_of(live_desk, mailbox)).error and row)
    assert "certificate" in box.error
    (tried,) = trial.tried(box, live_desk.client.app.state.key)
    assert "certificate" in tried.problem
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate))
    (tried,) = trial.tried(box, live_desk.client.app.state.key)
    assert tried.problem == ""
    deliver(address, f"Over {security}")
    people.conversation_with(live_desk, f"Over {security}")
    place.until(lambda: not state_of(live_desk, mailbox).error, why="all is well")


def test_a_certificate_of_another_name_is_none(live_desk, new_mailbox, dovecot, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.write(dovecot.folder, name="other")[0]))
    mailbox = new_mailbox("name@desk.test", port=str(dovecot.imaps), security="tls")
    box = place.until(lambda: (row := state_of(live_desk, mailbox)).error and row)
    assert "certificate" in box.error


def test_a_wrong_password_is_said_and_nothing_is_lost(live_desk, new_mailbox, deliver):
    address = f"wrong-{id(live_desk)}@desk.test"
    mailbox = new_mailbox(address)
    place.until(lambda: state_of(live_desk, mailbox).worked_at)
    app = live_desk.client.app.state
    right = state_of(live_desk, mailbox)
    given = {"brand_id": right.brand_id, "address": address}
    server = keep.Server(**{**_server(right), "port": str(right.incoming["port"])})

    def change(password: str) -> None:
        wanted = keep.Given(**given, incoming=server, secrets={"incoming": {"password": password}})
        live_desk.db.write_sync(keep.change, app.key, mailbox, wanted)
        live_desk.client.portal.call(app.fetchers.look)

    change("wrong")
    box = place.until(lambda: (row := state_of(live_desk, mailbox)).error and row)
    assert "did not accept the name or the password" in box.error
    assert "wrong" not in box.error.split("\n")[-1].split()
    deliver(address, "While it was closed")
    change(PASSWORD)
    people.conversation_with(live_desk, "While it was closed")


def test_without_idle_it_looks_again_and_again(live_desk, new_mailbox, own_dovecot, monkeypatch):
    monkeypatch.setattr(watch, "POLL_S", 0.5)
    server = own_dovecot(capability=WITHOUT_IDLE)
    new_mailbox("poll@desk.test", port=str(server.imap))
    for words in ("One look", "Another look"):
        put(server, "poll@desk.test", words)
        people.conversation_with(live_desk, words)


def test_a_server_that_goes_away_and_comes_back(live_desk, new_mailbox, own_dovecot, monkeypatch):
    monkeypatch.setattr(watch, "LONGEST_WAIT", 500)
    server = own_dovecot()
    mailbox = new_mailbox("away@desk.test", port=str(server.imap))
    put(server, "away@desk.test", "Before it went")
    people.conversation_with(live_desk, "Before it went")
    server.halt()
    place.until(lambda: state_of(live_desk, mailbox).failing_since)
    server.start()
    server.forget_numbers("away@desk.test")
    put(server, "away@desk.test", "After it came back")
    people.conversation_with(live_desk, "After it came back")
    assert count(live_desk) == 2
    assert state_of(live_desk, mailbox).failing_since is None


def test_what_was_missed_is_found_by_counting(live_desk, new_mailbox, dovecot, deliver):
    address = f"missed-{id(live_desk)}@desk.test"
    deliver(address, "Never fetched")
    place.until(lambda: dovecot.mails(address), why="delivery")
    mailbox = new_mailbox(address)
    people.conversation_with(live_desk, "Never fetched")
    forget = mails.delete().where(mails.c.mailbox_id == mailbox)
    yesterday = live_desk.db.clock.now() - 2 * watch.COMPARE_EVERY
    older = mailboxes.update().values(compared_at=yesterday, name="So that it begins again")
    live_desk.db.write_sync(lambda tx: (tx.execute(forget), tx.execute(older)))
    box, missed = state_of(live_desk, mailbox), []
    one = watch.Watch(box, _Recorder(live_desk.db, missed), live_desk.client.app.state.key)
    with connected(box, live_desk.client.app.state.key) as client:
        one._compare(client)
    assert [b"Never fetched" in fetched.raw for fetched in missed] == [True]


class _Recorder:
    """Stands in for the desk's side: keeps what it is given."""

    def __init__(self, db, kept: list) -> None:
        self._db, self._kept = db, kept

    def now(self) -> int:
        return self._db.clock.now()

    def stored(self, since: int) -> int:
        return 0

    def keep(self, fetched, before, after) -> int:
        self._kept.extend(fetched)
        return len(fetched)

    def compared(self) -> None:
        pass


def _server(box) -> dict:
    return {name: box.incoming[name] for name in ("host", "security", "user", "folder", "take")}
