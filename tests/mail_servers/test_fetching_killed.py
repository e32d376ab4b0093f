"""Fetching that is cut off, or done by two at once: every mail comes once."""

import os
import signal
import smtplib
import subprocess
import sys
from contextlib import ExitStack

import pytest
from sqlalchemy import func, select, text
from starlette.testclient import TestClient

from lagniappe.app import create_app, secret_key
from lagniappe.bus import jobs
from lagniappe.channels.email.inbound import filing
from lagniappe.channels.email.mailboxes import keep
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.db.engine import Database, database_url
from lagniappe.desk.accounts import brands
from lagniappe.settings import Settings
from tests import own_databases
from tests.actors import furnish
from tests.mail_servers import people, place
from tests.mail_servers.dovecot import PASSWORD, Dovecot

MANY = 300


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
        # What it had sent to the database is done, although it is dead. And where several may
        # serve, the leases of the dead would have to end first.
        place.until(lambda: not db.read_sync(_at_work), why="its last transactions")
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


def _count(db) -> int:
    return db.read_sync(lambda tx: tx.value(select(func.count()).select_from(mails)))


def _at_work(tx) -> int:
    """How many connections but this one are not idle."""
    if tx.dialect != "postgresql":
        return 0
    others = "datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'"
    return tx.value(text(f"select count(*) from pg_stat_activity where {others}"))


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
    url = own_databases.new_postgres_url(postgres_server, own_databases.MIGRATED)
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
