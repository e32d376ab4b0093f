"""Case and complaint numbers as people say them: L-10415, #10415, "c 107", or the digits alone."""

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers

# Full-width letters and digits are folded before; dashes are not.
_NUMBER = re.compile(
    r"[#\[]{0,2}(?P<letter>[LC])?[\s\-‐‑–—−]{0,3}(?P<digits>[1-9]\d{0,11})\]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation, or the complaint that came of it, by its number."""

    label: str
    path: str
    who: str
    text: str
    at: int


def find(tx, agent: Agent, question: str) -> list[Case]:
    """The complaint and the conversation with the number asked for, as far as the agent may see
    them; none when the question is anything but a number."""
    asked = _NUMBER.fullmatch(unicodedata.normalize("NFKC", question).strip())
    if asked is None:
        return []
    letter, number = (asked["letter"] or "").upper(), int(asked["digits"])
    found = []
    if letter != "L":
        found += _complaints(tx, agent, number)
    if letter != "C":
        found += _conversations(tx, agent, number)
    return found


def _complaints(tx, agent: Agent, number: int) -> list[Case]:
    c = complaints.c
    query = (
        select(c.number, c.id, customers.c.name, c.what, c.opened_at)
        .join(conversations, conversations.c.id == c.conversation_id)
        .join(customers, customers.c.id == c.customer_id)
        .where(c.number == number, _seen_by(agent))
    )
    return [
        Case(f"C-{number}", f"/complaints/{complaint_id}", who, what, at)
        for number, complaint_id, who, what, at in tx.all(query)
    ]


def _conversations(tx, agent: Agent, number: int) -> list[Case]:
    c = conversations.c
    query = (
        select(c.number, c.id, customers.c.name, c.subject, c.preview, c.last_message_at)
        .join(customers, customers.c.id == c.customer_id)
        .where(c.number == number, _seen_by(agent))
    )
    return [
        Case(f"L-{number}", f"/conversations/{here}?view=all", who, subject or preview, at)
        for number, here, who, subject, preview, at in tx.all(query)
    ]


def _seen_by(agent: Agent):
    return departments.visible(agent, conversations.c.department_id, conversations.c.assignee_id)
