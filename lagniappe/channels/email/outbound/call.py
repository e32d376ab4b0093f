"""After two mails without a solution a call may be quicker: proposed, never asked for twice."""

from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.channels.email.tables import outbox
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import append, find, message
from lagniappe.desk.people import customers
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

AFTER_MAILS = 2
LOOK_BACK = 100

REASONS = {
    "wants_mail": N_("The customer prefers mail"),
    "in_writing": N_("It has to be in writing"),
    "nearly_done": N_("It is nearly solved"),
    "no_number": N_("We have no number"),
}
"""Why an agent goes on by mail."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`phone` is the customer's number, empty when nobody knows it."""

    phone: str


def proposal(tx, conversation) -> Proposal | None:
    """Whether to propose a call now: AFTER_MAILS mails of ours since it (re)opened, and nobody
    decided against it."""
    if conversation.status != "open" or not _wrote(tx, conversation.id):
        return None
    mails = 0
    recent = message.before(tx, conversation.id, conversation.last_position + 1, limit=LOOK_BACK)
    for entry in reversed(recent):
        if entry.event and entry.event["name"] in ("closed", "call_declined"):
            break
        mails += bool(entry.author_kind == "agent" and entry.by_mail and not entry.taken_back)
    if mails < AFTER_MAILS:
        return None
    known = customers.identities_of(tx, conversation.customer_id)
    return Proposal(next((one.value for one in known if one.kind == "phone"), ""))


def _wrote(tx, conversation_id: str) -> bool:
    """Whether there can be as many mails at all: most conversations are chats."""
    query = select(outbox.c.id).where(
        outbox.c.conversation_id == conversation_id, outbox.c.author_id.is_not(None)
    )
    return len(tx.all(query.limit(AFTER_MAILS))) == AFTER_MAILS


def decline(tx, agent: Agent, conversation_id: str, reason: str) -> None:
    """Go on by mail, for one of REASONS; the conversation says who decided it and why.

    Raises NotFound, Refused for another reason.
    """
    find.for_agent(tx, agent, conversation_id)
    if reason not in REASONS:
        raise Refused(N_("Choose why mail is better here."), code="no_reason")
    append.event(tx, conversation_id, "call_declined", public=False, agent=agent, why=reason)
