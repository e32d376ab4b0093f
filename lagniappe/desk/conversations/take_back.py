"""Taking a reply back before the customer could get it: nothing of its words stays.

Its place stays, for positions are gapless; what the conversation says of itself (who is
waiting, the last words) is as if it had never been written.
"""

from dataclasses import dataclass

from sqlalchemy import select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find, message
from lagniappe.desk.conversations.tables import attachments, conversations, messages
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, preview


@dataclass(frozen=True, slots=True)
class Words:
    """What was taken back; `files` are {"id", "name"}, unsent again."""

    body: str
    files: list[dict]


def take_back(tx, agent: Agent, conversation_id: str, position: int) -> Words:
    """Take back the agent's own reply at this position. Raises NotFound for anything else, and
    Refused for a reply that gave something: that is cancelled, with a reason."""
    find.for_agent(tx, agent, conversation_id)
    entry = message.at(tx, conversation_id, position)
    if entry is None or entry.author_id != agent.id or entry.kind != "reply" or entry.taken_back:
        raise NotFound()
    if entry.details and ("remedy" in entry.details or "offer" in entry.details):
        raise Refused(
            N_("Something was given here. Cancel it beside the conversation."), code="given"
        )
    words = Words(entry.body, [{"id": f["id"], "name": f["name"]} for f in entry.attachments])
    tx.execute(
        update(attachments).where(attachments.c.message_id == entry.id).values(message_id=None)
    )
    tx.execute(
        update(messages)
        .where(messages.c.conversation_id == conversation_id, messages.c.position == position)
        .values(body="")
    )
    entry.body, entry.details = "", None
    message.redescribe(tx, entry, taken_back=True)
    _remember_before(tx, conversation_id)
    return words


def _remember_before(tx, conversation_id: str) -> None:
    """The conversation's own summary, from the replies that stand."""
    said = _standing(tx, conversation_id)
    last = said[0] if said else None
    waiting = None
    for row in said:
        if row.author_kind == "agent":
            break
        if row.author_kind == "customer":
            waiting = row.created_at
    values: dict = {"waiting_since": waiting}
    # What was said automatically is never what a list shows (append.py).
    shown = next((row for row in said if row.author_kind != "automatic"), last)
    if last:
        values["preview"] = preview(shown.body)
        values["preview_by"] = "auto" if last.author_kind == "automatic" else last.author_kind
    if not any(row.author_kind == "agent" for row in said):
        values["first_response_at"] = None
    tx.execute(update(conversations).where(conversations.c.id == conversation_id).values(**values))
    tx.hint("inbox", {"t": "changed", "c": conversation_id})


def _standing(tx, conversation_id: str) -> list:
    """The newest replies that were not taken back, newest first."""
    rows = tx.all(
        select(messages.c.author_kind, messages.c.body, messages.c.details, messages.c.created_at)
        .where(messages.c.conversation_id == conversation_id, messages.c.kind == "reply")
        .order_by(messages.c.position.desc())
        .limit(100)
    )
    return [row for row in rows if '"taken_back": true' not in (row.details or "")]
