"""What the tests of automatic answers share: a small library, and time to decide."""

import re
from html import unescape

from lagniappe.bus import jobs
from lagniappe.desk.accounts import answering
from lagniappe.desk.conversations import message
from lagniappe.desk.knowledge import approve, entries
from lagniappe.kit.clock import SECOND

DELIVERY = {
    "en": ("How long does delivery take?", "When will my order arrive?"),
    "el": ("Πόσο κάνει να έρθει η παραγγελία μου;", "Πότε θα παραδοθεί η παραγγελία μου;"),
}
ARRIVES = {
    "en": "Two working days, {{customer.first_name}}. **Really.**",
    "el": "Δύο εργάσιμες ημέρες.",
}


def new_entry(tx, by, *, questions, answer, language="en", visibility="public", **about) -> str:
    """An approved answer; returns the entry's id."""
    entry_id = entries.create(
        tx,
        by=by,
        language=language,
        questions=list(questions),
        answer=answer,
        visibility=visibility,
        **about,
    )
    approve.approve(tx, entry_id, language, number=1, by=by)
    return entry_id


def fill(desk) -> dict[str, str]:
    """A library that is sure of some questions and torn between others; ids by name."""

    def make(questions, answer, **about):
        return desk.db.write_sync(
            new_entry, desk.alice.id, questions=questions, answer=answer, **about
        )

    return {
        "deliver": make(DELIVERY["en"], ARRIVES["en"]),
        "el": make(DELIVERY["el"], ARRIVES["el"], language="el"),
        "descale": make(
            ["How do I descale the machine?", "My machine has limescale"], "Hold the steam button."
        ),
        "return": make(["Can I send a grinder back?", "I want to return it"], "Within 14 days."),
        "invoice": make(["Where is my invoice?", "I need a receipt"], "In your mail."),
        "secret": make(["What discount may I give?"], "Up to ten percent.", visibility="internal"),
    }


def policy(desk, when: str, *, after: int = 60, precision: float = 0.8) -> None:
    """For conversations without a department."""
    chosen = answering.Policy(when, after, precision)
    desk.db.write_sync(answering.for_brand, desk.brand.id, chosen)


def decide(desk, *, after: int = SECOND) -> None:
    """Time passes, and what is due is done."""
    desk.clock.advance(after)
    state = desk.client.app.state
    while any(job.run_at <= desk.clock.now() for job in desk.db.read_sync(jobs.waiting)):
        desk.client.portal.call(state.worker.work_off)


def seen(visitor) -> list[str]:
    """Every message of the visitor's panel, as HTML."""
    answer = visitor.ask("GET", "messages?after=0")
    assert answer.status_code == 200, answer.text
    return [entry["html"] for entry in answer.json()["messages"]]


def texts(visitor) -> list[str]:
    """The same as plain words."""
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split()) for html in seen(visitor)]


def automatic(desk, conversation: str) -> list[message.Message]:
    found = desk.db.read_sync(message.after, conversation, 0)
    return [m for m in found if m.author_kind == "automatic"]
