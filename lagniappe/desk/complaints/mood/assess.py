"""Bringing the moods of a conversation up to date with what its customer wrote.

Reading texts takes longer than a transaction should: `unread`, `judged` and `keep` are the
three steps, of which the middle one needs no database; `assess` is all of them at once.
"""

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, func, literal, select

from lagniappe.db.hot import Hot
from lagniappe.desk.complaints.mood import model, smooth
from lagniappe.desk.complaints.mood.estimate import Estimate, estimate
from lagniappe.desk.complaints.mood.tables import conversation_moods, message_moods
from lagniappe.desk.conversations.tables import conversations, messages

AT_ONCE = 8
"""In a flood only the newest messages are read: they say how it is now."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the customer that nobody has judged yet."""

    position: int
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What a conversation gained: all up to position `upto` is looked at with this."""

    conversation_id: str
    upto: int
    said: list[Said]


def assess(tx, conversation_id: str) -> bool:
    """Bring the stored moods up to date; whether the conversation's mood changed."""
    fresh = unread(tx, conversation_id)
    return bool(fresh) and keep(tx, fresh, judged(fresh))


def unread(tx, conversation_id: str) -> Unread | None:
    """What the customer said since the last look; None when there is nothing to do. Nothing
    of spam is read, nor what a machine wrote in the customer's name."""
    row = tx.one(
        select(
            conversations.c.locale,
            conversations.c.last_customer_position,
            func.coalesce(conversation_moods.c.assessed, literal(0)),
        )
        .outerjoin(conversation_moods, conversation_moods.c.conversation_id == conversations.c.id)
        .where(conversations.c.id == conversation_id, conversations.c.spam_at.is_(None))
    )
    if row is None or row[1] <= row[2]:
        return None
    locale, upto, assessed = row
    found = tx.all(
        select(messages.c.position, messages.c.body, messages.c.details)
        .where(
            messages.c.conversation_id == conversation_id,
            messages.c.position > assessed,
            messages.c.position <= upto,
            messages.c.kind == "reply",
            messages.c.author_kind == "customer",
            messages.c.body != "",
        )
        .order_by(messages.c.position.desc())
        .limit(AT_ONCE)
    )
    said = [Said(p, body, locale) for p, body, details in reversed(found) if _is_theirs(details)]
    return Unread(conversation_id, upto, said)


def judged(fresh: Unread) -> list[Estimate]:
    """What each message says of its writer's mood: no database, a millisecond each."""
    return [estimate(said.body, said.language) for said in fresh.said]


def keep(tx, fresh: Unread, estimates: list[Estimate]) -> bool:
    """Store what was judged; whether the conversation's mood changed. Doing it twice does
    nothing the second time."""
    conversation_id = fresh.conversation_id
    smooth.lock(tx, conversation_id)
    pairs = zip(fresh.said, estimates, strict=True)
    _insert.many(tx, [_row(conversation_id, said, found) for said, found in pairs])
    return smooth.over(tx, conversation_id, assessed=fresh.upto)


_insert = Hot(
    lambda insert: (
        insert(message_moods)
        .values({c.name: bindparam(c.name) for c in message_moods.c if c.name != "corrected"})
        .on_conflict_do_nothing()
    )
)


def _is_theirs(details: str | None) -> bool:
    """Whether a person wrote it: an out-of-office note has no mood."""
    if not details:
        return True
    known = json.loads(details)
    automatic = (known.get("mail") or {}).get("automatic")
    # "asks": it asks for no automatic answer, which people's mails may do as well.
    return not known.get("taken_back") and automatic in (None, "asks")


def _row(conversation_id: str, said: Said, found: Estimate) -> dict:
    return {
        "conversation_id": conversation_id,
        "position": said.position,
        "anger": round(found.anger * 10),
        "abuse": round(found.abuse * 100),
        "spans": json.dumps([[s.start, s.end, s.reason, s.weight] for s in found.spans]),
        "language": found.language,
        "model": model.version(),
    }
