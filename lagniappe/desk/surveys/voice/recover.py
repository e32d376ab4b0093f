"""Closing a loop: somebody takes it, the customer hears from us, and what we did is written."""

from sqlalchemy import func, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import read as complaints
from lagniappe.desk.complaints.register import receive
from lagniappe.desk.conversations import append, assign, close
from lagniappe.desk.conversations.tables import messages
from lagniappe.desk.surveys.voice import alert, happy
from lagniappe.desk.surveys.voice.loop import Loop, get, open_one
from lagniappe.desk.surveys.voice.tables import loops
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.kit.written import written

LONGEST = 2_000
WAYS = ("call", "write")
_l = loops.c


def take(tx, me: Agent, loop_id: str) -> Loop:
    """I come back to them; also from a colleague who cannot. Raises NotFound."""
    found = open_one(tx, me, loop_id)
    return _change(tx, me, found, state="taken", taken_by=me.id, taken_at=tx.now)


def called(tx, me: Agent, loop_id: str) -> Loop:
    """They were reached by phone, just now. Raises NotFound."""
    found = _mine(tx, me, loop_id)
    if found.responded_at is None:
        found = _change(tx, me, found, responded_at=tx.now, how="call")
    return found


def write(tx, me: Agent, loop_id: str) -> Loop:
    """Open the conversation again to write to them there, in my hands. Raises NotFound, Refused
    where there is no conversation."""
    found = _mine(tx, me, loop_id)
    _reopen(tx, me, found)
    return found


def complain(tx, me: Agent, loop_id: str, *, what: str) -> Loop:
    """Register it as a complaint in the customer's own words, or add them to the one that is
    open. Raises NotFound, Refused."""
    found = _mine(tx, me, loop_id)
    _reopen(tx, me, found)
    known = complaints.of_conversation(tx, found.conversation_id)
    if known and known.is_open:
        receive.add(tx, me, known, what=what)
    else:
        known = receive.register(tx, me, found.conversation_id, what=what)
    return _change(tx, me, found, complaint_id=known.id)


def finish(tx, me: Agent, loop_id: str, *, did: str) -> Loop:
    """What we did about it; then the customer is asked whether they are happy now.

    Raises NotFound, Refused without words.
    """
    found = open_one(tx, me, loop_id)
    did = written(did, LONGEST, field="did")
    if not did:
        raise Refused(N_("Write what we did about it."), code="empty")
    changes = {"state": "closed", "did": did, "closed_by": me.id, "closed_at": tx.now}
    if found.taken_by is None:
        changes |= {"taken_by": me.id, "taken_at": tx.now}
    if found.responded_at is None:
        written_at = first_reply(tx, found)
        changes |= {"responded_at": written_at, "how": "write" if written_at else ""}
    closed = _change(tx, me, found, **changes)
    if found.conversation_id:
        append.event(tx, found.conversation_id, "loop_closed", public=False, agent=me, did=did)
    happy.ask(tx, closed)
    return get(tx, me, loop_id)


def first_reply(tx, found) -> int | None:
    """When a person first wrote to them after it was opened (ms UTC); `found` is a Loop or its
    row."""
    if found.conversation_id is None:
        return None
    return tx.value(
        select(func.min(messages.c.created_at)).where(
            messages.c.conversation_id == found.conversation_id,
            messages.c.author_kind == "agent",
            messages.c.kind == "reply",
            messages.c.created_at > found.opened_at,
        )
    )


def _mine(tx, me: Agent, loop_id: str) -> Loop:
    """The open loop, taken by whoever begins to do something about it."""
    found = open_one(tx, me, loop_id)
    return take(tx, me, loop_id) if found.taken_by is None else found


def _reopen(tx, me: Agent, found: Loop) -> None:
    if found.conversation_id is None:
        raise Refused(N_("There is no conversation to write in."), code="no_conversation")
    close.reopen(tx, me, found.conversation_id)
    assign.assign(tx, me, found.conversation_id, me.id)


def _change(tx, me: Agent, found: Loop, **changes) -> Loop:
    tx.execute(update(loops).where(_l.id == found.id).values(changes))
    alert.tell(tx, found.id, found.conversation_id, fresh=False)
    return get(tx, me, found.id)
