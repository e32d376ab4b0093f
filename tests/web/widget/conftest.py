"""A desk with one brand and one agent, and visitors who speak to it over HTTP."""

import base64
import hashlib
import hmac
import json
import uuid

import pytest
from starlette.testclient import TestClient

from lagniappe.app import create_app
from lagniappe.desk.accounts import agents, brands, departments, presence
from lagniappe.desk.conversations.tables import attachments, conversations, messages
from lagniappe.ops.opening import open_database
from lagniappe.settings import Settings

KEY = "kafeneio"


class Desk:
    """The running application, with what a test asks of its database."""

    def __init__(self, client, db) -> None:
        self.client, self.db = client, db
        self.brand = db.read_sync(brands.by_key, KEY)
        self.agent = db.read_sync(agents.everyone)[0]

    def visitor(self, key: str = KEY, **opening) -> "Visitor":
        answer = self.client.post(f"/widget/{key}/session", json=opening)
        assert answer.status_code == 200, answer.text
        return Visitor(self, key, answer.json())

    def signed(self, **claims) -> dict:
        """An identity as the company's own server signs it."""
        return sign(self.brand.identity_secret, **claims)

    def come_in(self) -> None:
        self.db.write_sync(presence.beat, [self.agent.id], [self.agent.id])

    def count(self, table) -> int:
        return len(self.db.read_sync(lambda tx: tx.all(table.select())))

    @property
    def stored(self) -> tuple[int, int, int]:
        """Conversations, messages and attachments in the database."""
        return self.count(conversations), self.count(messages), self.count(attachments)


class Visitor:
    """A browser with the token it was given."""

    def __init__(self, desk: Desk, key: str, session: dict) -> None:
        self.desk, self.key, self.session = desk, key, session
        self.token = session.get("token", "")

    def ask(self, method: str, path: str, **request):
        headers = {"Authorization": f"Visitor {self.token}", **request.pop("headers", {})}
        return self.desk.client.request(
            method, f"/widget/{self.key}/{path}", headers=headers, **request
        )

    def write(self, body: str, **more):
        message = {"client_id": str(uuid.uuid4()), "body": body, **more}
        return self.ask("POST", "messages", json=message)

    def attach(self, name: str, content: bytes, media_type: str = "application/octet-stream"):
        return self.ask("POST", "uploads", files={"file": (name, content, media_type)})


def sign(secret: str, **claims) -> dict:
    user = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    digest = hmac.new(secret.encode(), user.encode(), hashlib.sha256).hexdigest()
    return {"user": user, "hash": digest}


def opened(folder, **settings):
    """The application on an empty database with a brand, a department and Alice."""
    chosen = Settings(data_dir=folder, **settings)
    db = open_database(chosen)
    db.write_sync(_furnish)
    return create_app(chosen, db), db


def _furnish(tx) -> None:
    brands.create(tx, name="Kafeneio", key=KEY, greetings={"en": "Hello!"})
    brands.create(tx, name="Other", key="other", origins=["https://shop.example.com"])
    room = departments.create(tx, name="Spare parts", names={"el": "Ανταλλακτικά"})
    agents.create(
        tx,
        email="alice@example.com",
        name="Alice Owner",
        password="correct horse battery",
        role="admin",
        department_ids=[room],
    )


@pytest.fixture
def desk(tmp_path):
    edge, db = opened(tmp_path)
    with TestClient(edge) as client:
        yield Desk(client, db)
    db.close()


@pytest.fixture
def guarded(tmp_path):
    """A desk that allows little: three messages a minute, small files, short texts."""
    edge, db = opened(
        tmp_path,
        visitor_messages_per_minute=3,
        attachment_megabytes=1,
        message_characters=200,
    )
    with TestClient(edge) as client:
        yield Desk(client, db)
    db.close()
