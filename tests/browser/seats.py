"""Agents at their desks: a running desk on either database, browsers logged in to it."""

import uuid
from pathlib import Path

from lagniappe.desk.accounts import agents, brands, departments, sessions
from lagniappe.desk.conversations import receive
from lagniappe.desk.people import customers, visitors
from lagniappe.web.kit.session import COOKIE

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 812}


class Customer:
    """Somebody with a conversation, who goes on writing whenever a test says so."""

    def __init__(self, desk, name: str, body: str, department: str = "Sales") -> None:
        self.desk, self.name = desk, name
        self.id, self.conversation = desk.write(_begin, name, body, department)

    def write(self, body: str) -> None:
        self.desk.write(
            receive.receive,
            self.conversation,
            customer_id=self.id,
            client_id=str(uuid.uuid4()),
            body=body,
        )


class Seat:
    """An agent's browser."""

    def __init__(self, browser, desk, name: str, *, locale: str = "en", **context) -> None:
        self.agent = next(a for a in desk.read(agents.everyone) if a.email.startswith(f"{name}@"))
        desk.write(_speak, self.agent, locale)
        secret = desk.write(sessions.start, self.agent, browser="test", days=1)
        options = {"viewport": WIDE, "base_url": desk.address, "locale": locale, **context}
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(10_000)
        self.context.add_cookies([{"name": COOKIE, "value": secret, "url": desk.address}])
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)

    def inbox(self, view: str = "all") -> "Seat":
        self.page.goto(f"/inbox?view={view}")
        return self

    def open(self, customer: Customer, view: str = "all") -> "Seat":
        self.page.goto(f"/conversations/{customer.conversation}?view={view}")
        self.page.locator("message-composer:defined").wait_for()
        return self

    @property
    def thread(self):
        return self.page.locator("conversation-thread")

    @property
    def text(self):
        return self.page.locator("textarea.composer-text:visible")

    def bubble(self, text: str):
        return self.thread.locator(".message, .note", has_text=text)

    def row(self, customer: Customer):
        return self.page.locator(f"#row-{customer.conversation}")

    def say(self, body: str) -> None:
        self.text.fill(body)
        self.page.locator("[data-send]:visible").click()

    def violations(self) -> list[str]:
        """What axe finds wrong on the page."""
        self.page.evaluate(AXE)
        return self.page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')))"
        )

    def _hear(self, message) -> None:
        # A network cut on purpose, and refusals the page words itself, are no faults.
        expected = "ERR_" in message.text or "status of 4" in message.text
        if message.type == "error" and not expected:
            self.faults.append(message.text)


def _begin(tx, name: str, body: str, department: str):
    brand = brands.all_brands(tx)[0]
    room = next(d for d in departments.all_departments(tx) if d.name == department)
    customer_id = visitors.meet(tx, str(uuid.uuid4()), locale="en", time_zone="Europe/Athens")
    customers.change(tx, customer_id, name=name)
    begun = receive.start(
        tx,
        customer_id=customer_id,
        brand_id=brand.id,
        department_id=room.id,
        locale="en",
        client_id=str(uuid.uuid4()),
        body=body,
    )
    return customer_id, begun.conversation_id


def _speak(tx, agent, locale: str) -> None:
    agents.change_profile(
        tx,
        agent,
        name=agent.name,
        display_name=agent.display_name,
        locale=locale,
        time_zone=agent.time_zone,
    )
