"""Fetching from a real Dovecot: encryption, no IDLE, restarts, other numbers, and kill -9."""

import os
import signal
import smtplib
import subprocess
import sys
from contextlib import ExitStack

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from lagniappe.app import create_app, secret_key
from lagniappe.bus import jobs
from lagniappe.channels.email.fetching import watch
from lagniappe.channels.email.fetching.connect import connected
from lagniappe.channels.email.inbound import filing
from lagniappe.channels.email.mailboxes import keep, trial
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.db.engine import Database, database_url
from lagniappe.desk.accounts import brands
from lagniappe.settings import Settings
from tests import own_databases
from tests.actors import furnish
from tests.mail_servers import certificates, people, place
from tests.mail_servers.dovecot import PASSWORD, WITHOUT_IDLE, Dovecot

MANY = 300


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


@pytest.fixture
def serve(chosen):
    """`serve()` starts the desk as a program of its own."""
    running: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        command = [sys.executable, "-m", "lagniappe.cli", "serve"]
        where = ["--data", str(chosen.data_dir), "--port", str(place.free_port())]
        environment = os.environ | {"LAGNIAPPE_DATABASE_URL": chosen.database_url}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running.append(subprocess.Popen([*command, *where], env=environment, **quiet))
        return running[-1]

    yield start
    for one in running:
        one.kill()
        one.wait(20)


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
    assert state_of(live_desk, mailbox).error == ""


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


def test_killed_again_and_again_every_mail_comes_once(chosen, dovecot, serve):
    """kill -9 while it fetches: nothing that was taken is lost, nothing comes twice."""
    address = f"killed-{id(chosen)}@desk.test"
    put(dovecot, address, *(f"Number {n} of many" for n in range(MANY)))
    db = Database(database_url(chosen.database_url, chosen.data_dir))
    db.write_sync(_with_mailbox, address, dovecot.imap)
    for _ in range(6):
        serving = serve()
        here = _count(db)
        place.until(lambda here=here: _count(db) > here or _count(db) == MANY, why="some mail")
        serving.send_signal(signal.SIGKILL)
        serving.wait(20)
        # Where several may serve, the leases of the dead would have to end first.
        db.write_sync(_without_leases)
    serving = serve()
    place.until(
        lambda: _count(db) == MANY and not db.read_sync(_waiting), seconds=60, why="all of it"
    )
    serving.terminate()
    serving.wait(20)
    filed = db.read_sync(lambda tx: tx.all(select(mails.c.state, mails.c.conversation_id)))
    # A person does not write so fast: what is beyond the cap is held back, and not lost.
    assert {row.state for row in filed} == {"filed", "held"}
    begun = [row.conversation_id for row in filed if row.state == "filed"]
    assert len(begun) == len(set(begun)) == filing.MOST_AN_HOUR
    db.close()


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


def _count(db) -> int:
    return db.read_sync(lambda tx: tx.value(select(func.count()).select_from(mails)))


def _waiting(tx) -> bool:
    return tx.one(select(mails.c.id).where(mails.c.state == "waiting").limit(1)) is not None


def _with_mailbox(tx, address: str, port: int) -> None:
    furnish(tx)
    wanted = keep.Given(
        address=address,
        brand_id=brands.by_key(tx, "kafeneio").id,
        incoming=keep.Server(host="127.0.0.1", port=str(port), security="none", take="all"),
        secrets={"incoming": {"password": PASSWORD}},
    )
    keep.create(tx, secret_key(tx, ""), wanted)


def _without_leases(tx) -> None:
    jobs.forget_leases(tx)
    tx.execute(mailboxes.update().values(leased_by=None, leased_until=None))


def test_two_processes_fetch_a_mailbox_once_and_one_takes_over(postgres_server, tmp_path, dovecot):
    url = own_databases.new_postgres_url(postgres_server, migrated=True)
    settings = Settings(data_dir=tmp_path, database_url=url)
    address = "shared@desk.test"
    dbs = [Database(database_url(url, tmp_path)) for _ in range(2)]
    dbs[0].write_sync(_with_mailbox, address, dovecot.imap)
    clients = [TestClient(create_app(settings, db)) for db in dbs]

    def logins() -> int:
        return (dovecot.folder / "log").read_text().count(f"Login: user=<{address}>")

    def look() -> None:
        for client in clients:
            if client.portal:
                client.portal.call(client.app.state.fetchers.look)

    first = ExitStack()
    first.enter_context(clients[0])
    put(dovecot, address, "For whoever comes first")
    place.until(lambda: _count(dbs[0]) == 1, why="the first mail")
    with clients[1]:
        look()
        put(dovecot, address, "Still for the first")
        place.until(lambda: _count(dbs[0]) == 2, why="the second mail")
        assert logins() == 1
        first.close()
        place.until(lambda: look() or logins() == 2, why="the other to take over")
        put(dovecot, address, "For who is left")
        place.until(lambda: _count(dbs[1]) == 3, why="the third mail")
    for db in dbs:
        db.close()
