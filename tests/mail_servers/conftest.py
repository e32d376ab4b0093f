"""A running desk between real mail servers."""

import pytest
from starlette.testclient import TestClient

from lagniappe.app import create_app
from lagniappe.channels.email.mailboxes import keep
from lagniappe.db.engine import Database, database_url
from lagniappe.settings import Settings
from tests.actors import Desk, furnish
from tests.mail_servers import place
from tests.mail_servers.dovecot import PASSWORD, Dovecot
from tests.mail_servers.postfix import Postfix


@pytest.fixture(scope="session")
def dovecot():
    server = Dovecot().start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def lmtp_port():
    return place.free_port()


@pytest.fixture(scope="session")
def postfix(dovecot, lmtp_port):
    server = Postfix(dovecot.lmtp, lmtp_port).start()
    yield server
    server.stop()


@pytest.fixture
def live_desk(chosen, lmtp_port):
    """The application on the wall clock, taking mail by LMTP too."""
    settings = Settings(
        data_dir=chosen.data_dir,
        database_url=chosen.database_url,
        mail_listen=f"127.0.0.1:{lmtp_port}",
        public_url="http://desk.test",
    )
    db = Database(database_url(settings.database_url, settings.data_dir))
    db.write_sync(furnish)
    with TestClient(create_app(settings, db), base_url="http://desk.test") as client:
        desk = Desk(client, db, db.clock)
        desk.come_in()
        yield desk
    db.close()


@pytest.fixture
def new_mailbox(live_desk, dovecot):
    """Makes mailboxes of the desk: `new_mailbox(address, outgoing=port, **incoming)`."""

    def make(address: str, *, comes: str = "imap", outgoing: int | None = None, **incoming) -> str:
        server = {"host": "127.0.0.1", "port": str(dovecot.imap), "security": "none"}
        given = keep.Given(
            address=address,
            brand_id=live_desk.brand.id,
            name="Kafeneio",
            comes=comes,
            incoming=keep.Server(**{**server, "user": address, **incoming}),
            outgoing=keep.Server(
                host="127.0.0.1" if outgoing else "",
                port=str(outgoing or ""),
                security="none",
                sign_in="none",
            ),
            secrets={"incoming": {"password": PASSWORD}},
            undo_seconds="0",
        )
        state = live_desk.client.app.state
        made = live_desk.db.write_sync(keep.create, state.key, given)
        live_desk.client.portal.call(state.fetchers.look)
        return made

    return make
