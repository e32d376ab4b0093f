"""The people of every test.

Alice owns the desk (admin, Sales). Bob answers (agent, Sales and Technical). Sofia leads
(supervisor). Charlie is the outsider: an agent without a department, so a members-only
department is none of his business. Vera is a visitor. Nobody is somebody not logged in.
"""

import base64
import hashlib
import hmac
import json
import uuid

from lagniappe.desk.accounts import agents, brands, departments, passwords, presence, sessions
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations.receive import start
from lagniappe.desk.conversations.tables import attachments, conversations, messages
from lagniappe.desk.people import visitors
from lagniappe.web.kit.session import COOKIE

KEY = "kafeneio"
PASSWORD = "correct horse battery"
# One hash for all: making a good one takes its time on purpose.
_HASHED = passwords.hashed(PASSWORD)
_PEOPLE = {
    "alice": ("Alice Owner", "admin", ["Sales"]),
    "bob": ("Bob Answers", "agent", ["Sales", "Technical"]),
    "sofia": ("Sofia Leads", "supervisor", []),
    "charlie": ("Charlie Outsider", "agent", []),
}


class Desk:
    """The running application, and what a test asks of its database."""

    def __init__(self, client, db, clock) -> None:
        self.client, self.db, self.clock = client, db, clock
        self.brand = db.read_sync(brands.by_key, KEY)
        self.departments = {d.name: d.id for d in db.read_sync(departments.all_departments)}
        everyone = {agent.email: agent for agent in db.read_sync(agents.everyone)}
        self.alice, self.bob, self.sofia, self.charlie = (
            Colleague(self, everyone[f"{name}@example.com"])
            for name in ("alice", "bob", "sofia", "charlie")
        )
        self.nobody = Colleague(self, None)
        self.agent = self.alice.agent

    def visitor(self, key: str = KEY, **opening) -> "Visitor":
        answer = self.client.post(f"/widget/{key}/session", json=opening)
        assert answer.status_code == 200, answer.text
        return Visitor(self, key, answer.json())

    def signed(self, **claims) -> dict:
        """An identity as the company's own server signs it."""
        return sign(self.brand.identity_secret, **claims)

    def come_in(self) -> None:
        """Alice is at her desk."""
        self.db.write_sync(presence.beat, [self.agent.id], [self.agent.id])

    def restrict(self, department: str) -> None:
        """From now on only members see this department's conversations."""
        self.db.write_sync(
            departments.change,
            self.departments[department],
            name=department,
            names={},
            members_only=True,
        )

    def conversation(
        self, body: str = "Hello", *, department: str | None = None, name: str = ""
    ) -> str:
        """A conversation that a new customer began; returns its id."""
        return self.db.write_sync(
            begin, self.brand.id, self.departments.get(department), body, name
        )

    def row(self, conversation_id: str):
        query = conversations.select().where(conversations.c.id == conversation_id)
        return self.db.read_sync(lambda tx: tx.one(query))

    def count(self, table) -> int:
        return len(self.db.read_sync(lambda tx: tx.all(table.select())))

    @property
    def stored(self) -> tuple[int, int, int]:
        """Conversations, messages and attachments in the database."""
        return self.count(conversations), self.count(messages), self.count(attachments)


class Colleague:
    """An agent's logged-in browser; `ask` speaks HTTP with its cookie."""

    def __init__(self, desk: Desk, agent: Agent | None) -> None:
        self.desk, self.agent = desk, agent
        self.cookie = ""
        if agent:
            self.cookie = desk.db.write_sync(sessions.start, agent, browser="test", days=30)

    @property
    def id(self) -> str:
        return self.agent.id

    def ask(self, method: str, path: str, **request):
        headers = {"Sec-Fetch-Site": "same-origin", **request.pop("headers", {})}
        if self.cookie:
            headers["Cookie"] = f"{COOKIE}={self.cookie}"
        self.desk.client.cookies.clear()
        return self.desk.client.request(
            method, path, headers=headers, follow_redirects=False, **request
        )

    def get(self, path: str, **request):
        return self.ask("GET", path, headers={"Accept": "text/html"}, **request)

    def say(self, conversation_id: str, body: str, *, mode: str = "reply", **more):
        fields = {"client_id": str(uuid.uuid4()), "mode": mode, "body": body, **more}
        return self.ask("POST", f"/conversations/{conversation_id}/messages", data=fields)


class Visitor:
    """A browser on the company's page, with the token it was given."""

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


def furnish(tx) -> None:
    """Two brands, three departments and the four colleagues."""
    brands.create(
        tx, name="Kafeneio", key=KEY, greetings={"en": "Hello!"}, time_zone="Europe/Athens"
    )
    brands.create(tx, name="Other", key="other", origins=["https://shop.example.com"])
    rooms = {
        name: departments.create(tx, name=name, names=names, rank=rank)
        for rank, (name, names) in enumerate(
            {"Sales": {}, "Technical": {}, "Spare parts": {"el": "Ανταλλακτικά"}}.items()
        )
    }
    for address, (name, role, where) in _PEOPLE.items():
        agents.create(
            tx,
            email=f"{address}@example.com",
            name=name,
            password=_HASHED,
            role=role,
            department_ids=[rooms[room] for room in where],
        )


def begin(tx, brand_id: str, department_id: str | None, body: str, name: str = "") -> str:
    """A new customer's first message; returns the conversation's id."""
    customer_id = visitors.meet(tx, str(uuid.uuid4()), locale="en")
    if name:
        from lagniappe.desk.people import customers

        customers.change(tx, customer_id, name=name)
    return start(
        tx,
        customer_id=customer_id,
        brand_id=brand_id,
        department_id=department_id,
        locale="en",
        client_id=str(uuid.uuid4()),
        body=body,
    ).conversation_id


__all__ = ["KEY", "PASSWORD", "Colleague", "Desk", "Visitor", "begin", "furnish", "sign"]
