"""A person says what the mood of a message is: it counts at once, and is kept as a label."""

from collections.abc import Iterator

from sqlalchemy import insert, select, tuple_, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.mood import read, smooth
from lagniappe.desk.complaints.mood.levels import CORRECTIONS
from lagniappe.desk.complaints.mood.tables import message_moods, mood_corrections
from lagniappe.desk.conversations import find
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_

PAGE = 500


def correct(tx, agent: Agent, conversation_id: str, position: int, name: str) -> None:
    """Say that the message at `position` is calm, tense, angry or furious.

    Raises NotFound for a message without a mood, and Refused for another word.
    """
    find.for_agent(tx, agent, conversation_id)
    if name not in CORRECTIONS:
        raise Refused(N_("Choose one of the moods."), code="bad_mood")
    smooth.lock(tx, conversation_id)
    known = read.of_message(tx, conversation_id, position)
    if known is None:
        raise NotFound()
    value = round(CORRECTIONS[name] * 10)
    tx.execute(
        insert(mood_corrections).values(
            id=ids.new(),
            conversation_id=conversation_id,
            position=position,
            value=value,
            estimated=round(known.estimated * 10),
            model=known.model,
            agent_id=agent.id,
            created_at=tx.now,
        )
    )
    tx.execute(
        update(message_moods)
        .where(
            message_moods.c.conversation_id == conversation_id,
            message_moods.c.position == position,
        )
        .values(corrected=value)
    )
    smooth.over(tx, conversation_id)


def labels(tx) -> Iterator[dict]:
    """Every correction with the words it is about, oldest first: {"text", "language", "anger",
    "angry", "estimated", "model", "corrected_at"}. Who corrected is nobody's business here."""
    after = (0, "")
    while rows := _page(tx, after):
        yield from (_label(row) for row in rows)
        after = (rows[-1].created_at, rows[-1].id)


def _page(tx, after: tuple[int, str]) -> list:
    c = mood_corrections.c
    here = (messages.c.conversation_id == c.conversation_id) & (messages.c.position == c.position)
    judged = (message_moods.c.conversation_id == c.conversation_id) & (
        message_moods.c.position == c.position
    )
    return tx.all(
        select(mood_corrections, messages.c.body, message_moods.c.language)
        .join(messages, here)
        .outerjoin(message_moods, judged)
        .where(tuple_(c.created_at, c.id) > tuple_(*after), messages.c.body != "")
        .order_by(c.created_at, c.id)
        .limit(PAGE)
    )


def _label(row) -> dict:
    return {
        "text": row.body,
        "language": row.language or "",
        "anger": row.value / 10,
        "angry": row.value >= 60,
        "estimated": row.estimated / 10,
        "model": row.model,
        "corrected_at": row.created_at,
    }
