"""Taking a reply back while its letter is held: the words return to whoever wrote them."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from lagniappe.channels.email.tables import outbox
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import take_back
from lagniappe.desk.search import index
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_


@dataclass(frozen=True, slots=True)
class Undone:
    """What goes back into the composer; `files` are {"id", "name"}."""

    conversation_id: str
    body: str
    files: list[dict]


def undo(tx, agent: Agent, outbox_id: str) -> Undone:
    """Take the letter out of the outbox and its words off the conversation.

    Raises NotFound for another's letter, Refused when it is on its way already.
    """
    row = None
    if is_id(outbox_id):
        row = tx.one(select(outbox).where(outbox.c.id == outbox_id, outbox.c.author_id == agent.id))
    if row is None:
        raise NotFound()
    gone = tx.execute(
        delete(outbox).where(
            outbox.c.id == outbox_id,
            outbox.c.state == "held",
            outbox.c.send_at > tx.now,
            outbox.c.leased_by.is_(None),
        )
    ).rowcount
    if not gone:
        raise Refused(N_("Too late: this mail is on its way."), code="too_late", status=409)
    position = row.content["position"]
    words = take_back.take_back(tx, agent, row.conversation_id, position)
    index.forget(tx, row.conversation_id, position, words.body)
    return Undone(row.conversation_id, words.body, words.files)
