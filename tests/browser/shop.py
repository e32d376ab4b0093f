"""A whole desk in this process, a shop page carrying its widget, and an agent to answer."""

import asyncio
import os
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from playwright.sync_api import sync_playwright

from lagniappe.app import create_app
from lagniappe.demo.office import open_office
from lagniappe.desk.accounts import agents, presence
from lagniappe.desk.conversations import close, read, reply, transfer
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit import ids
from lagniappe.ops.opening import open_database
from lagniappe.settings import Settings

CHROMIUM = os.environ.get("LAGNIAPPE_CHROMIUM", "/usr/bin/chromium")


@dataclass
class Desk:
    """The running desk; its verbs are those of the agent on the other side."""

    address: str
    state: object
    loop: asyncio.AbstractEventLoop
    agent: object

    def do(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(20)

    def write(self, fn, *args, **kwargs):
        return self.do(self.state.db.write(fn, *args, **kwargs))

    def read(self, fn, *args, **kwargs):
        return self.do(self.state.db.read(fn, *args, **kwargs))

    def come_in(self) -> None:
        """The agent is here: new visitors are offered a chat."""
        self.write(presence.beat, [self.agent.id], [self.agent.id])
        self.do(self.state.presence.look())

    def go_home(self) -> None:
        self.write(presence.gone, self.agent.id)
        self.do(self.state.presence.look())

    def conversation(self):
        """The newest conversation's row, or None."""
        query = conversations.select().order_by(conversations.c.created_at.desc())
        return self.read(lambda tx: tx.one(query))

    def answer(self, body: str) -> None:
        here = self.conversation().id
        self.write(reply.reply, self.agent, here, client_id=ids.new(), body=body)

    def look(self) -> None:
        here = self.conversation()
        self.write(read.mark, self.agent, here.id, here.last_position)

    def hears(self, conversation_id: str) -> bool:
        """Whether a widget is connected to the conversation."""
        return bool(self.state.hub.listeners(f"visitor:{conversation_id}"))

    def close(self) -> None:
        self.write(close.close, self.agent, self.conversation().id)

    def transfer(self, department_id: str) -> None:
        here = self.conversation().id
        self.write(
            transfer.transfer,
            self.agent,
            here,
            to_department_id=department_id,
            reason="Knows the pumps better",
        )


@contextmanager
def running_desk(folder, **settings):
    """A desk on a free port with the demo's company, on an empty database in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chosen = Settings(data_dir=folder, port=port, **settings)
    db = open_database(chosen)
    db.write_sync(open_office)
    edge = create_app(chosen, db)
    server = uvicorn.Server(
        uvicorn.Config(edge, port=port, ws="websockets-sansio", log_level="warning", lifespan="on")
    )
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),), daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    agent = next(a for a in db.read_sync(agents.everyone) if a.email.startswith("ana@"))
    try:
        yield Desk(f"http://127.0.0.1:{port}", edge.state, loop, agent)
    finally:
        server.should_exit = True
        thread.join(10)
        db.close()


@contextmanager
def running_browser():
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


class Visitor:
    """A person on the shop's page, as they see and use the widget."""

    def __init__(self, browser, desk: Desk, *, locale: str = "en", **context) -> None:
        self.desk, self.locale = desk, locale
        self.context = browser.new_context(
            **{"viewport": {"width": 1000, "height": 800}, "locale": locale, **context}
        )
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)

    def arrive(self, path: str = "/shop") -> "Visitor":
        self.page.goto(f"{self.desk.address}{path}?lang={self.locale}")
        self.button.wait_for()
        return self

    @property
    def button(self):
        return self.page.locator("lagniappe-chat .mark")

    @property
    def panel(self):
        return self.page.frame_locator("lagniappe-chat iframe")

    def open(self) -> "Visitor":
        self.button.click()
        self.panel.locator("body[data-state=ready]").wait_for()
        return self

    def write(self, body: str) -> None:
        self.panel.locator("#text").fill(body)
        self.panel.locator("#send").click()

    def bubble(self, text: str):
        return self.panel.locator(".bubble", has_text=text)

    def texts(self) -> list[str]:
        return self.panel.locator("#messages .bubble").all_inner_texts()

    def leave(self) -> None:
        self.context.close()

    def _hear(self, message) -> None:
        # A network that is cut on purpose is no fault of the page.
        if message.type == "error" and "ERR_" not in message.text:
            self.faults.append(message.text)


def wait_until(true, seconds: float = 8.0) -> None:
    """Poll something outside the page, such as the database."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
