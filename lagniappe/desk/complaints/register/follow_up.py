"""What a customer was promised for a day: remembered by the desk, kept by a person."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.bus import jobs
from lagniappe.db import paging
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.register import read, record
from lagniappe.desk.complaints.register.tables import complaints, follow_ups
from lagniappe.desk.conversations import append, close, find
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import relationship
from lagniappe.desk.people.tables import customers
from lagniappe.desk.promises import calendar, organisation
from lagniappe.kit import cursors, ids
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written, written_line

ANSWERS = ("yes", "no", "unknown")
FURTHEST = 366 * DAY
# A promise kept a day after its day is kept.
GRACE = DAY
_f = follow_ups.c


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise; `case` is the conversation's number."""

    id: str
    conversation_id: str
    complaint_id: str | None
    agent_id: str
    promise: str
    state: str
    held: str
    happy: str
    words: str
    due_at: int
    created_at: int
    settled_at: int | None
    agent: str
    who: str
    case: int

    @property
    def cursor(self) -> str:
        """Where the next page starts."""
        return cursors.cursor(self.due_at, self.id)


def promise(tx, agent: Agent, conversation_id: str, *, what: str, due_at: int | None = None) -> str:
    """Promise the customer to come back to them at `due_at` (ms UTC; else three business days
    from now); returns its id. Raises NotFound, Refused."""
    conversation = find.for_agent(tx, agent, conversation_id)
    what = written_line(what, 500, field="promise")
    if not what:
        raise Refused(N_("Write what you promise."), code="empty", field="promise")
    if due_at is None:
        due_at = calendar.after_days(organisation.calendar(tx), tx.now, 3)
    if not tx.now < due_at <= tx.now + FURTHEST:
        raise Refused(N_("Promise a day to come, within a year."), code="bad_date", field="day")
    complaint = read.of_conversation(tx, conversation_id)
    follow_up_id = ids.new()
    tx.execute(
        insert(follow_ups).values(
            id=follow_up_id,
            conversation_id=conversation_id,
            complaint_id=complaint.id if complaint else None,
            customer_id=conversation.customer_id,
            agent_id=agent.id,
            promise=what,
            due_at=due_at,
            created_at=tx.now,
        )
    )
    jobs.add(tx, "follow_ups.due", {"follow_up": follow_up_id}, key=follow_up_id, at=due_at)
    append.event(
        tx, conversation_id, "promised", public=False, agent=agent, what=what, due_at=due_at
    )
    record.tell_screens(tx, conversation_id)
    return follow_up_id


@jobs.job("follow_ups.due")
def remind(tx, payload: dict) -> None:
    """The day has come: the conversation is open again, in the hands of whoever promised."""
    row = tx.one(select(follow_ups).where(_f.id == payload["follow_up"], _f.state == "waiting"))
    if row is None:
        return
    if row.due_at > tx.now:
        jobs.add(tx, "follow_ups.due", payload, key=row.id, at=row.due_at)
        return
    tx.execute(update(follow_ups).where(_f.id == row.id).values(state="due", reminded_at=tx.now))
    close.reopen_for_promise(tx, row.conversation_id, row.agent_id)
    append.event(tx, row.conversation_id, "promise_due", public=False, what=row.promise)
    tx.hint(f"agent:{row.agent_id}", {"t": "assigned", "c": row.conversation_id})
    record.tell_screens(tx, row.conversation_id)


def settle(tx, agent: Agent, follow_up_id: str, *, held: str, happy: str, words: str = "") -> None:
    """The customer was asked: did it hold, are they happy now, in their words.

    What did not hold is not recovered, whatever the complaint said. Raises NotFound, Refused.
    """
    row = _open_one(tx, agent, follow_up_id)
    if held not in ANSWERS or happy not in ANSWERS:
        raise Refused(N_("Say whether it held, and whether they are happy now."), code="bad_answer")
    tx.execute(
        update(follow_ups)
        .where(_f.id == row.id)
        .values(
            state="kept",
            held=held,
            happy=happy,
            words=written(words, 2_000, field="words"),
            settled_at=tx.now,
            settled_by=agent.id,
        )
    )
    kept = "kept_promise" if tx.now <= row.due_at + GRACE else "broken_promise"
    relationship.enter(tx, row.customer_id, kept, source=row.id)
    if row.complaint_id and held == "no":
        tx.execute(
            update(complaints).where(complaints.c.id == row.complaint_id).values(recovered_at=None)
        )
        record.note(tx, row.complaint_id, row.conversation_id, "not_held", agent=agent)
    append.event(
        tx,
        row.conversation_id,
        "promise_kept",
        public=False,
        agent=agent,
        what=row.promise,
        held=held,
        happy=happy,
    )
    record.tell_screens(tx, row.conversation_id)


def withdraw(tx, agent: Agent, follow_up_id: str) -> None:
    """The promise no longer stands, because something else was agreed. Raises NotFound."""
    row = _open_one(tx, agent, follow_up_id)
    tx.execute(
        update(follow_ups)
        .where(_f.id == row.id)
        .values(state="off", settled_at=tx.now, settled_by=agent.id)
    )
    append.event(
        tx, row.conversation_id, "promise_off", public=False, agent=agent, what=row.promise
    )
    record.tell_screens(tx, row.conversation_id)


def of_conversation(tx, conversation_id: str, *, limit: int = 5) -> list[FollowUp]:
    """Promises of this conversation, the newest first."""
    query = _selected().where(_f.conversation_id == conversation_id)
    return [_made(row) for row in tx.all(query.order_by(_f.created_at.desc()).limit(limit))]


def open_ones(
    tx, agent: Agent, *, mine: bool, after: str | None = None, limit: int = 40
) -> list[FollowUp]:
    """Promises still to be kept that this agent may see, the most pressing first.

    Raises NotFound for a cursor that is not one of ours.
    """
    query = _selected().where(
        _f.state.in_(("waiting", "due")),
        departments.visible(agent, conversations.c.department_id, conversations.c.assignee_id),
    )
    if mine:
        query = query.where(_f.agent_id == agent.id)
    query = paging.rising(query, _f.due_at, _f.id, after=after)
    return [_made(row) for row in tx.all(query.limit(limit))]


def conversation_of(tx, follow_up_id: str) -> str:
    """Where it was promised; empty for one that is not there."""
    return tx.value(select(_f.conversation_id).where(_f.id == follow_up_id)) or ""


def _open_one(tx, agent: Agent, follow_up_id: str):
    row = None
    if ids.is_id(follow_up_id):
        query = select(follow_ups).where(_f.id == follow_up_id, _f.state.in_(("waiting", "due")))
        row = tx.one(query.with_for_update() if tx.dialect == "postgresql" else query)
    if row is None:
        raise NotFound()
    find.for_agent(tx, agent, row.conversation_id)
    return row


def _selected():
    return (
        select(
            _f.id,
            _f.conversation_id,
            _f.complaint_id,
            _f.agent_id,
            _f.promise,
            _f.state,
            _f.held,
            _f.happy,
            _f.words,
            _f.due_at,
            _f.created_at,
            _f.settled_at,
            agents.c.name,
            customers.c.name,
            customers.c.preferred_name,
            conversations.c.number,
        )
        .join(agents, agents.c.id == _f.agent_id)
        .join(customers, customers.c.id == _f.customer_id)
        .join(conversations, conversations.c.id == _f.conversation_id)
    )


def _made(row) -> FollowUp:
    *columns, name, preferred, case = row
    return FollowUp(*columns, preferred or name, case)
