"""Where a conversation stands, before the automaton says anything in it."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from lagniappe.desk.accounts import answering, brands
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.append import WRITING
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations, drafts
from lagniappe.desk.knowledge.automatic.language import language_of
from lagniappe.desk.knowledge.automatic.manners import is_greeting
from lagniappe.desk.people import blocks

LOOK_BACK = 80
# Lines of a question, as far back as one reaches.
READ_BACK = 6


@dataclass(frozen=True, slots=True)
class Situation:
    """`asked` are the customer's lines since the last answer, `heard` the position of the
    newest. Since the conversation (re)opened: `given` and `offered` entries, `turns` in a row
    that did not help, the `last` of them (say.py), the one that is `asking` whether it helped
    or was meant, with nothing said since, the words `said` beside them (manners.py), the newest
    last, and whether the customer was `told` that a person will come."""

    conversation: object
    policy: answering.Policy
    somebody_free: bool
    somebody_writes: bool
    asked: tuple[str, ...]
    heard: int
    language: str
    given: frozenset[str]
    offered: frozenset[str]
    turns: int
    last: dict | None
    asking: Message | None
    said: tuple[str, ...]
    told: bool

    @property
    def question(self) -> str:
        return "\n".join(self.asked)

    @property
    def due(self) -> bool:
        """Whether the policy wants an automatic answer now."""
        if self.policy.when == "nobody":
            return not self.somebody_free
        return self.policy.when != "never"


def look(tx, conversation_id: str, *, away_after: int) -> Situation | None:
    """How it stands; None when the customer is not served here (closed, blocked, gone).
    `away_after` is in ms."""
    here = tx.one(conversations.select().where(conversations.c.id == conversation_id))
    if here is None or here.status != "open" or blocks.is_blocked(tx, here.customer_id):
        return None
    recent = _since_opening(
        message.before(tx, conversation_id, here.last_position + 1, limit=LOOK_BACK)
    )
    asked = _asked(recent)
    said = "\n".join(m.body for m in recent if m.author_kind == "customer" and m.kind == "reply")
    said_by_itself = [m for m in recent if m.automatic]
    words = [m.automatic for m in said_by_itself if m.automatic["turn"] == "word"]
    turns = [m.automatic for m in said_by_itself if m.automatic["turn"] != "word"]
    return Situation(
        conversation=here,
        policy=answering.of_conversation(tx, here.brand_id, here.department_id),
        somebody_free=answering.somebody_free(
            tx, brands.get(tx, here.brand_id), here.department_id, away_after=away_after
        ),
        somebody_writes=_somebody_writes(tx, conversation_id),
        asked=asked,
        heard=here.last_customer_position,
        language=language_of(asked[-1] if asked else "", here.locale, before=said),
        given=frozenset(turn["entry"] for turn in turns if turn["turn"] == "answer"),
        offered=frozenset(c["entry"] for turn in turns for c in turn.get("choices", ())),
        turns=_in_a_row(turns),
        last=turns[-1] if turns else None,
        asking=_asking(said_by_itself),
        said=tuple(word["word"] for word in words),
        told=_told(recent),
    )


def _since_opening(recent: list[Message]) -> list[Message]:
    opened = [
        place
        for place, entry in enumerate(recent)
        if entry.event and entry.event["name"] in ("reopened", "reopened_by_customer")
    ]
    return recent[opened[-1] + 1 :] if opened else recent


def _asked(recent: list[Message]) -> tuple[str, ...]:
    asked: list[str] = []
    for entry in reversed([m for m in recent if m.kind == "reply"]):
        if entry.author_kind != "customer" or len(asked) == READ_BACK:
            break
        asked.insert(0, entry.body)
    said = [body for body in asked if body]
    # Thanks and greetings around a question are no part of it.
    return tuple([body for body in said if not is_greeting(body)] or said)


def _asking(said_by_itself: list[Message]) -> Message | None:
    newest = said_by_itself[-1] if said_by_itself else None
    turn = newest.automatic if newest else {"turn": "word"}
    if turn["turn"] == "word" or turn.get("helped", turn.get("chosen")) is not None:
        return None
    return newest


def _in_a_row(turns: list[dict]) -> int:
    count = 0
    for turn in turns:
        count = 0 if turn.get("helped") else count + 1
    return count


def _told(recent: list[Message]) -> bool:
    """Whether nothing was answered since the customer was last told to expect a person."""
    for entry in reversed(recent):
        if entry.event and entry.event["name"] in ("person_soon", "person_later"):
            return True
        if entry.kind == "reply" and entry.author_kind != "customer":
            return False
    return False


def _somebody_writes(tx, conversation_id: str) -> bool:
    lately = drafts.c.updated_at > tx.now - WRITING
    query = exists().where(
        drafts.c.conversation_id == conversation_id, drafts.c.mode == "reply", lately
    )
    return bool(tx.value(select(query)))
