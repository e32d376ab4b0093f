"""A conversation as the protocol hears it: its messages, moods and marks, made into lines."""

import json
from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.complaints.mood import assess, estimate
from lagniappe.desk.complaints.mood import read as moods
from lagniappe.desk.complaints.mood.levels import ANGRY_FROM, SURELY_ABUSIVE
from lagniappe.desk.complaints.protocol import lexicon, marks, overrule, silence
from lagniappe.desk.complaints.protocol.kinds import Cue
from lagniappe.desk.complaints.protocol.machine import replay
from lagniappe.desk.complaints.protocol.provocation import GRAVE, signs_in
from lagniappe.desk.complaints.protocol.standing import Standing, Told
from lagniappe.desk.complaints.protocol.turns import Ear, Line, Turn, heard_all
from lagniappe.desk.complaints.register import read as register
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit.languages import guess

# Far more than anybody argues in one conversation; what is before it is not replayed.
MOST = 400
# A page is waiting: of a long calm conversation the customer's newest words are enough.
READ_FOR_SIGNS = 12


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a conversation stands, and what further texts are measured with."""

    standing: Standing
    turns: list[Turn]
    ear: Ear
    texts: dict[int, str]
    """What was written, by position."""
    fault: str = ""

    def with_draft(self, text: str, *, at: int) -> tuple[tuple[Cue, ...], Told]:
        """What a text not yet sent does, and what would be said about it."""
        cues = self.ear.cues(text)
        last = self.turns[-1].position if self.turns else 0
        draft = Turn(last + 1, "agent", at, cues=cues, spared=self.ear.spared(text, cues))
        return cues, replay([*self.turns, draft], fault=self.fault).told[-1]


def of_conversation(tx, conversation) -> Situation:
    """The protocol rebuilt from a conversation's row and all that was said."""
    complaint = register.of_conversation(tx, conversation.id)
    lines = _lines(tx, conversation)
    turns, ear = heard_all(
        lines,
        _language(conversation, [line.text for line in lines if line.by == "customer"]),
        wrong=overrule.of_conversation(tx, conversation.id) | silence.everywhere(tx),
    )
    fault = complaint.fault if complaint else ""
    texts = {line.position: line.text for line in lines if line.by != "mark"}
    return Situation(replay(turns, fault=fault), turns, ear, texts, fault)


def needs_coach(tx, conversation) -> bool:
    """Whether it opens in de-escalation mode: somebody is or was angry or surely abusive, or
    wrote calmly what must not be passed over, a complaint is open, or the customer tried alone
    and failed. Few indexed reads; nothing is replayed."""
    if conversation.pre_escalated_at is not None:
        return True
    mood = moods.of_conversation(tx, conversation.id)
    if mood is not None and _heated(max(mood.anger, mood.peak), mood.abuse):
        return True
    unheard = mood is None or mood.assessed < conversation.last_customer_position
    if unheard and _heated_lately(tx, conversation):
        return True
    complaint = register.of_conversation(tx, conversation.id)
    if complaint is not None and complaint.closed_at is None:
        return True
    return _grave_lately(tx, conversation)


def _heated(anger: float, abuse: float) -> bool:
    return anger >= ANGRY_FROM or abuse >= SURELY_ABUSIVE


def _heated_lately(tx, conversation) -> bool:
    """Words so fresh that no job has looked at them yet."""
    body = tx.value(
        select(messages.c.body).where(
            messages.c.conversation_id == conversation.id,
            messages.c.position == conversation.last_customer_position,
        )
    )
    if not body:
        return False
    felt = estimate.estimate(body, conversation.locale)
    return _heated(felt.anger, felt.abuse)


def _grave_lately(tx, conversation) -> bool:
    """Whether they threatened, made an advance, insulted, or wrote of danger, the law or
    somebody higher, however calmly."""
    rows = tx.all(
        select(messages.c.body)
        .where(
            messages.c.conversation_id == conversation.id,
            messages.c.kind == "reply",
            messages.c.author_kind == "customer",
        )
        .order_by(messages.c.position.desc())
        .limit(READ_FOR_SIGNS)
    )
    bodies = [row.body for row in reversed(rows)]
    language = _language(conversation, bodies)
    return any(sign.kind in GRAVE for body in bodies for sign in signs_in(body, language))


def _language(conversation, said: list[str]) -> str:
    """What the customer writes in: the first of their texts that tells, else what the page was
    in. One that tells decides for good, so that no later line changes what was said before."""
    heard = (guess(text) for text in said)
    told = next((language for language in heard if language in lexicon.LANGUAGES), "")
    return told or lexicon.of(conversation.locale, said[0] if said else "").language


def _lines(tx, conversation) -> list[Line]:
    known = moods.of_messages(tx, conversation.id)
    rows = tx.all(
        select(
            messages.c.position,
            messages.c.kind,
            messages.c.author_kind,
            messages.c.body,
            messages.c.details,
            messages.c.created_at,
        )
        .where(messages.c.conversation_id == conversation.id, messages.c.kind != "note")
        .order_by(messages.c.position.desc())
        .limit(MOST)
    )
    felt = known | _unread(rows, known, conversation.locale)
    lines = [_line(row, felt.get(row.position), conversation) for row in reversed(rows)]
    said = [
        Line(position, "mark", name=step)
        for step, position in marks.of_conversation(tx, conversation.id)
    ]
    # A mark comes after what it was said about; sorting keeps the order of equals.
    return sorted(lines + said, key=lambda line: line.position)


def _unread(rows, known: dict, locale: str) -> dict:
    """The moods of what the customer wrote since the last look, which is a moment away: of a
    flood the newest, as there."""
    upto = max(known, default=0)
    fresh = [row for row in rows if row.position > upto and row.author_kind == "customer"]
    return {row.position: estimate.estimate(row.body, locale) for row in fresh[: assess.AT_ONCE]}


def _line(row, mood, conversation) -> Line:
    details = json.loads(row.details) if row.details else {}
    by, name = row.author_kind, ""
    anger, abuse = 0.0, 0.0
    if row.kind == "event":
        by, name = "event", details.get("name", "")
    elif by == "agent" and "remedy" in details:
        by, name = "remedy", "" if details["remedy"].get("extra") else "granted"
    elif by == "customer":
        anger, abuse = (mood.anger, mood.abuse) if mood else (0.0, 0.0)
    return Line(
        position=row.position,
        by=by,
        text=row.body,
        at=row.created_at,
        anger=anger if by == "customer" else None,
        abuse=abuse,
        name=name,
        letter="mail" in details or conversation.channel == "email",
    )
