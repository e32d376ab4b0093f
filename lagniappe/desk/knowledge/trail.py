"""The trail: what somebody tried on their own, handed to whoever answers them next (S45).

Nobody should have to tell an agent what they already searched, read and were answered.
"""

from dataclasses import dataclass

from sqlalchemy import insert, or_, select, update

from lagniappe.desk.conversations import automaton
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge import success
from lagniappe.desk.knowledge.tables import trail_steps, trails
from lagniappe.kit import ids
from lagniappe.kit.text import clean

LONGEST_TEXT = 2_000
MOST_STEPS = 200
"""Of one trail: whoever sends more is not a person looking for an answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing they did. `text` is what they typed, `found` how many answers that brought,
    `probability` (0 to 1) how sure we were of `entry_id`, `helped` what they said of it."""

    id: str
    kind: str
    text: str
    language: str
    entry_id: str | None
    probability: float | None
    found: int | None
    helped: bool | None
    created_at: int


def begin(tx, brand_id: str, *, conversation_id: str | None = None) -> str:
    """A new trail; returns its id, which is the only key to it."""
    trail_id = ids.new()
    tx.execute(
        insert(trails).values(
            id=trail_id, brand_id=brand_id, conversation_id=conversation_id, created_at=tx.now
        )
    )
    return trail_id


def of_conversation(tx, conversation_id: str) -> str:
    """The conversation's own trail, begun if there is none."""
    known = tx.value(
        select(trails.c.id)
        .where(trails.c.conversation_id == conversation_id)
        .order_by(trails.c.id.desc())
        .limit(1)
    )
    if known:
        return known
    brand = select(conversations.c.brand_id).where(conversations.c.id == conversation_id)
    return begin(tx, tx.value(brand), conversation_id=conversation_id)


def step(
    tx,
    trail_id: str,
    kind: str,
    *,
    text: str = "",
    language: str = "",
    department_id: str | None = None,
    entry_id: str | None = None,
    probability: float | None = None,
    found: int | None = None,
    step_id: str = "",
) -> str | None:
    """Add what they did; returns the step's id, None when the trail is full."""
    taken = tx.all(
        select(trail_steps.c.id).where(trail_steps.c.trail_id == trail_id).limit(MOST_STEPS)
    )
    if len(taken) >= MOST_STEPS:
        return None
    step_id = step_id or ids.new()
    tx.execute(
        insert(trail_steps).values(
            id=step_id,
            trail_id=trail_id,
            kind=kind,
            text=clean(text)[:LONGEST_TEXT],
            language=language,
            department_id=department_id,
            entry_id=entry_id,
            probability=probability,
            found=found,
            created_at=tx.now,
        )
    )
    return step_id


def voted(tx, trail_id: str, step_id: str, *, helped: bool) -> bool:
    """They said whether a step helped, once; returns whether this was the first time."""
    row = judged(tx, trail_id, step_id, helped=helped)
    if row is not None:
        success.voted(tx, row.entry_id, row.language, helped=helped)
    return row is not None


def changed_mind(tx, trail_id: str, step_id: str, *, helped: bool) -> bool:
    """Of a step they had voted on they say the contrary: the last word holds, and counts once.
    Returns whether it is the contrary."""
    row = _kept(tx, trail_id, step_id, helped=helped, before=not helped)
    if row is None:
        return False
    success.changed_mind(tx, row.entry_id, row.language, helped=helped)
    here = tx.value(select(trails.c.conversation_id).where(trails.c.id == trail_id))
    if here and not helped:
        mark_failed(tx, here)
    elif here and not failed(steps(tx, here)):
        _unmark_failed(tx, here)
    return True


def judged(tx, trail_id: str, step_id: str, *, helped: bool):
    """What they said is kept with the step, and counted nowhere; returns its entry and language,
    None if they had said so before."""
    row = _kept(tx, trail_id, step_id, helped=helped, before=None)
    if row is not None and not helped:
        here = tx.value(select(trails.c.conversation_id).where(trails.c.id == trail_id))
        if here:
            mark_failed(tx, here)
    return row


def _kept(tx, trail_id: str, step_id: str, *, helped: bool, before: bool | None):
    """The entry and language of a step that said `before` and says `helped` now; else None."""
    return tx.one(
        update(trail_steps)
        .where(
            trail_steps.c.id == step_id,
            trail_steps.c.trail_id == trail_id,
            trail_steps.c.entry_id.is_not(None),
            trail_steps.c.helped.is_(before),
        )
        .values(helped=helped)
        .returning(trail_steps.c.entry_id, trail_steps.c.language)
    )


def bring(tx, trail_id: str, brand_id: str, conversation_id: str) -> None:
    """They ask a person: the trail goes with them, into one conversation and no other.

    A trail of somebody else's conversation, of another brand, or of nobody, changes nothing.
    """
    if not ids.is_id(trail_id):
        return
    brought = tx.execute(
        update(trails)
        .where(
            trails.c.id == trail_id,
            trails.c.brand_id == brand_id,
            or_(trails.c.conversation_id.is_(None), trails.c.conversation_id == conversation_id),
        )
        .values(conversation_id=conversation_id)
    ).rowcount
    if brought and failed(steps(tx, conversation_id)):
        mark_failed(tx, conversation_id)


def steps(tx, conversation_id: str) -> list[Step]:
    """Everything tried around this conversation, oldest first."""
    s = trail_steps.c
    return [
        Step(*row)
        for row in tx.all(
            select(
                s.id,
                s.kind,
                s.text,
                s.language,
                s.entry_id,
                s.probability,
                s.found,
                s.helped,
                s.created_at,
            )
            .join(trails, trails.c.id == s.trail_id)
            .where(trails.c.conversation_id == conversation_id)
            .order_by(s.id)
        )
    ]


def failed(tried: list[Step]) -> bool:
    """Whether helping themselves failed: an answer that did not help, a search that found
    nothing or after which nothing was opened (S45)."""
    if any(step.helped is False for step in tried):
        return True
    looked = [step for step in tried if step.kind in ("search", "silent")]
    read = [step for step in tried if step.kind in ("page", "answer")]
    return bool(looked) and (not read or looked[-1].id > read[-1].id)


def mark_failed(tx, conversation_id: str) -> None:
    """They tried on their own, without success; whoever answers should know (S45)."""
    never = conversations.c.pre_escalated_at.is_(None)
    _mark(tx, conversation_id, never, pre_escalated_at=tx.now)


def _unmark_failed(tx, conversation_id: str) -> None:
    """It helped after all. Who asked for a person has tried without success all the same."""
    alone = conversations.c.automaton != automaton.SILENT
    _mark(tx, conversation_id, alone, pre_escalated_at=None)


def _mark(tx, conversation_id: str, where, **values) -> None:
    marked = tx.one(
        update(conversations)
        .where(conversations.c.id == conversation_id, where)
        .values(values)
        .returning(conversations.c.id)
    )
    if marked:
        tx.hint("inbox", {"t": "changed", "c": conversation_id})
