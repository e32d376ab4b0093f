"""Criticism of somebody by name: heard from both sides, and something to learn from.

It has words and nothing else. No points, no money and no mark can come of it, and it is between
the colleague and those who lead.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select, true, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.surveys.recognition.tables import coachings
from lagniappe.desk.surveys.voice import browse
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_
from lagniappe.kit.written import written

TIME_TO_REPLY = 7 * DAY
OUTCOMES = ("agreed", "unfounded", "done")
LONGEST = 4_000
SHOWN = 100
_c = coachings.c


@dataclass(frozen=True, slots=True)
class Coaching:
    """`said` are the customer's words, `found` what the supervisor saw in the conversation,
    `reply` the colleague's own account, `agreed` what came of it."""

    id: str
    agent_id: str
    conversation_id: str | None
    said: str
    found: str
    opened_by: str
    state: str
    reply: str
    replied_at: int | None
    outcome: str
    agreed: str
    closed_at: int | None
    created_at: int
    agent: str
    lead: str

    def may_close(self, now: int) -> bool:
        """Whether the colleague has been heard, or has had the time to say something."""
        return bool(self.reply) or now - self.created_at >= TIME_TO_REPLY


def begin(tx, me: Agent, verbatim_id: str, *, found: str) -> str:
    """Criticism that the conversation bears out becomes something to learn from; returns its id.

    Raises Forbidden, NotFound, Refused for praise, for words about oneself or nobody, without
    having looked into the conversation, or when it was begun already.
    """
    if not me.may("supervisor"):
        raise Forbidden()
    verbatim = browse.get(tx, me, verbatim_id)
    if verbatim.agent_id is None or verbatim.agent_id == me.id:
        raise Refused(N_("These words are about no colleague of yours."), code="nobody")
    if verbatim.tone == "good":
        raise Refused(N_("These words criticise nobody."), code="praise")
    found = written(found, LONGEST, field="found")
    if not found:
        raise Refused(N_("Write what you saw in the conversation."), code="empty")
    if tx.one(select(_c.id).where(_c.survey_id == verbatim.survey_id)):
        raise Refused(N_("Somebody has begun this already."), code="known", status=409)
    coaching_id = ids.new()
    tx.execute(
        insert(coachings).values(
            id=coaching_id,
            survey_id=verbatim.survey_id,
            verbatim_id=verbatim.id,
            agent_id=verbatim.agent_id,
            conversation_id=verbatim.conversation_id,
            said=verbatim.words,
            found=found,
            opened_by=me.id,
            created_at=tx.now,
        )
    )
    tx.hint(f"agent:{verbatim.agent_id}", {"t": "coaching", "coaching": coaching_id})
    return coaching_id


def reply(tx, me: Agent, coaching_id: str, *, words: str) -> None:
    """The colleague's own side of it, until it is closed. Raises NotFound, Refused."""
    row = _get(tx, coaching_id)
    if row.agent_id != me.id or row.state == "closed":
        raise NotFound()
    words = written(words, LONGEST, field="words")
    if not words:
        raise Refused(N_("Write how you see it."), code="empty")
    _change(tx, row.id, reply=words, replied_at=tx.now, state="answered")


def close(tx, me: Agent, coaching_id: str, *, outcome: str, agreed: str) -> None:
    """What came of it. Raises Forbidden, NotFound, Refused while the colleague has neither
    said anything nor had seven days to."""
    if not me.may("supervisor"):
        raise Forbidden()
    row = _get(tx, coaching_id)
    if row.agent_id == me.id or row.state == "closed":
        raise NotFound()
    if not row.reply and tx.now - row.created_at < TIME_TO_REPLY:
        raise Refused(
            N_("Your colleague has seven days to give their side of it."), code="not_heard"
        )
    if outcome not in OUTCOMES:
        raise Refused(N_("Say what came of it."), code="bad_outcome")
    agreed = written(agreed, LONGEST, field="agreed")
    if outcome == "agreed" and not agreed:
        raise Refused(N_("Write what you agreed on."), code="empty")
    _change(
        tx,
        row.id,
        state="closed",
        outcome=outcome,
        agreed=agreed,
        closed_by=me.id,
        closed_at=tx.now,
    )


def listed(tx, me: Agent) -> list[Coaching]:
    """Theirs, for an agent; everybody's else, for whoever leads. Newest first."""
    lead = agents.alias("lead")
    query = (
        select(*(_c[name] for name in Coaching.__slots__[:13]), agents.c.name, lead.c.name)
        .join(agents, agents.c.id == _c.agent_id)
        .join(lead, lead.c.id == _c.opened_by)
        .where(true() if me.may("supervisor") else _c.agent_id == me.id)
        .order_by(_c.created_at.desc(), _c.id.desc())
    )
    return [Coaching(*row) for row in tx.all(query.limit(SHOWN))]


def _get(tx, coaching_id: str):
    query = select(coachings).where(_c.id == coaching_id).with_for_update()
    row = tx.one(query) if is_id(coaching_id) else None
    if row is None:
        raise NotFound()
    return row


def _change(tx, coaching_id: str, **values) -> None:
    tx.execute(update(coachings).where(_c.id == coaching_id).values(values))
