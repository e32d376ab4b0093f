"""A complaint is received: registered with its number, acknowledged at once."""

from sqlalchemy import insert, select

from lagniappe.desk.accounts import agents
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import deadline, read, record
from lagniappe.desk.complaints.register.complaint import WANTED, Complaint
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations import append, find, reply
from lagniappe.desk.conversations.counting import next_number
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.desk.people import relationship
from lagniappe.kit import ids
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written, written_line

FIRST_NUMBER = 101
LONGEST = 4_000


def register(
    tx,
    agent: Agent,
    conversation_id: str,
    *,
    what: str,
    wanted: str = "",
    wanted_words: str = "",
    failed_at: int | None = None,
) -> Complaint:
    """Open a complaint on this conversation; its agent owns it until it is closed.

    A conversation has one open complaint. Asking again in the same words returns it unchanged;
    other words would be lost with it. Raises NotFound, Refused then, without words, or for a
    remedy that is none.
    """
    conversation = find.for_agent(tx, agent, conversation_id)
    if tx.dialect == "postgresql":
        # Two people registering at once: the second finds what the first opened.
        tx.one(
            select(conversations.c.id)
            .where(conversations.c.id == conversation_id)
            .with_for_update()
        )
    what = written(what, LONGEST, field="what")
    wanted_words = written_line(wanted_words, 500, field="wanted_words")
    known = read.of_conversation(tx, conversation_id)
    if known and known.is_open:
        return _the_same(tx, agent, known, what=what, wanted=wanted, wanted_words=wanted_words)
    if not what:
        raise Refused(
            N_("Write what went wrong, in the customer's words."), code="empty", field="what"
        )
    if wanted and wanted not in WANTED:
        raise Refused(N_("Choose what would put it right."), code="bad_wanted", field="wanted")
    complaint_id, number = ids.new(), next_number(tx, "complaint", first=FIRST_NUMBER)
    due_at = deadline.due(tx, tx.now)
    tx.execute(
        insert(complaints).values(
            id=complaint_id,
            number=number,
            conversation_id=conversation_id,
            customer_id=conversation.customer_id,
            brand_id=conversation.brand_id,
            department_id=conversation.department_id,
            owner_id=agent.id,
            opened_by=agent.id,
            what=what,
            wanted=wanted,
            wanted_words=wanted_words,
            failed_at=min(failed_at or _first_words(tx, conversation), tx.now),
            opened_at=tx.now,
            due_at=due_at,
        )
    )
    record.note(tx, complaint_id, conversation_id, "received", agent=agent, what=what)
    append.event(tx, conversation_id, "complaint_opened", public=False, agent=agent, number=number)
    deadline.watch(tx, complaint_id, due_at)
    relationship.enter(tx, conversation.customer_id, "complaint", source=complaint_id)
    return read.of_conversation(tx, conversation_id)


def add(tx, agent: Agent, complaint: Complaint, *, what: str) -> None:
    """Keep what the customer said besides, while their complaint is open."""
    words = written(what, LONGEST, field="what")
    if words:
        here = complaint.conversation_id
        record.note(tx, complaint.id, here, "added", agent=agent, what=words)


def acknowledge(
    tx, agent: Agent, complaint_id: str, *, client_id: str, body: str, longest: int = 10_000
) -> None:
    """Tell the customer that their complaint is here, its number and by when they will hear.

    The words go out as the agent's own reply; without any, the agent has told them already.
    Raises NotFound, Refused when that was done before, and what `reply.reply` raises.
    """
    complaint = read.open_one(tx, agent, complaint_id)
    if complaint.acknowledged_at is not None:
        raise Refused(
            N_("%(who)s told the customer the number already. Nothing was sent."),
            code="acknowledged",
            status=409,
            who=read.by_whom(tx, complaint_id, "acknowledged"),
        )
    here = complaint.conversation_id
    if body.strip():
        reply.reply(tx, agent, here, client_id=client_id, body=body, longest=longest)
    record.step(tx, complaint.id, here, "acknowledged", agent=agent, acknowledged_at=tx.now)


def _the_same(tx, agent: Agent, known: Complaint, **asked: str) -> Complaint:
    if known.opened_by == agent.id and all(getattr(known, k) == v for k, v in asked.items()):
        return known
    raise Refused(
        N_(
            "%(number)s is open here already, registered by %(who)s. Nothing was saved: add "
            "what is new to it as a note."
        ),
        code="open_already",
        status=409,
        number=known.label,
        who=agents.get(tx, known.opened_by).name,
    )


def _first_words(tx, conversation) -> int:
    """When the customer first wrote here (ms UTC): the fault is at least as old."""
    first = tx.value(
        select(messages.c.created_at)
        .where(messages.c.conversation_id == conversation.id, messages.c.author_kind == "customer")
        .order_by(messages.c.position)
        .limit(1)
    )
    return first or conversation.created_at
