"""How the customer of a conversation feels, as far as it was estimated or corrected."""

import json
from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.complaints.mood.estimate import Span
from lagniappe.desk.complaints.mood.levels import RISE, in_a_list, level
from lagniappe.desk.complaints.mood.tables import conversation_moods, message_moods


@dataclass(frozen=True, slots=True)
class Mood:
    """A conversation's anger, each figure 0 to 10: `anger` smoothed (.6 old, .4 new), of the
    `latest` message, of the `first` and at its `peak`. `abuse` is the highest probability,
    `rise` how much the latest message is above the one before it, `position` the latest."""

    conversation_id: str
    anger: float
    latest: float
    first: float
    peak: float
    abuse: float
    rise: float
    position: int
    peak_position: int
    assessed: int

    @property
    def rising(self) -> bool:
        return self.rise >= RISE

    @property
    def level(self) -> str:
        """calm, tense, angry or furious (levels.py), the same word that a list has for it."""
        return in_a_list(self.anger, self.latest) or level(self.anger)


@dataclass(frozen=True, slots=True)
class MessageMood:
    """One message's: `anger` is what a person said it is where `corrected`."""

    position: int
    anger: float
    estimated: float
    abuse: float
    spans: tuple[Span, ...]
    language: str
    model: str
    corrected: bool


def of_conversation(tx, conversation_id: str) -> Mood | None:
    """The conversation's mood; None while no message of its customer was judged."""
    c = conversation_moods.c
    row = tx.one(select(conversation_moods).where(c.conversation_id == conversation_id))
    if row is None or not row.position:
        return None
    return Mood(
        conversation_id=conversation_id,
        anger=row.smoothed / 10,
        latest=row.latest / 10,
        first=row.first / 10,
        peak=row.peak / 10,
        abuse=row.abuse / 100,
        rise=row.rise / 10,
        position=row.position,
        peak_position=row.peak_position,
        assessed=row.assessed,
    )


def of_messages(tx, conversation_id: str, *, newest: int = 200) -> dict[int, MessageMood]:
    """The moods of the newest judged messages, by position."""
    rows = tx.all(
        select(message_moods)
        .where(message_moods.c.conversation_id == conversation_id)
        .order_by(message_moods.c.position.desc())
        .limit(newest)
    )
    return {row.position: _message_mood(row) for row in reversed(rows)}


def of_message(tx, conversation_id: str, position: int) -> MessageMood | None:
    """The mood of the message at a position."""
    row = tx.one(
        select(message_moods).where(
            message_moods.c.conversation_id == conversation_id,
            message_moods.c.position == position,
        )
    )
    return row and _message_mood(row)


def angry_among(tx, conversation_ids: list[str]) -> dict[str, str]:
    """The level of those conversations whose mood matters in a list: one read by key."""
    if not conversation_ids:
        return {}
    c = conversation_moods.c
    rows = tx.all(
        select(c.conversation_id, c.smoothed, c.latest).where(
            c.conversation_id.in_(conversation_ids)
        )
    )
    words = {row[0]: in_a_list(row.smoothed / 10, row.latest / 10) for row in rows}
    return {conversation_id: word for conversation_id, word in words.items() if word}


def _message_mood(row) -> MessageMood:
    anger = row.anger if row.corrected is None else row.corrected
    return MessageMood(
        position=row.position,
        anger=anger / 10,
        estimated=row.anger / 10,
        abuse=row.abuse / 100,
        spans=tuple(Span(*span) for span in json.loads(row.spans)),
        language=row.language,
        model=row.model,
        corrected=row.corrected is not None,
    )
