"""The way to a person: one step from every automatic turn, and taken by itself when nothing
more can be answered."""

from sqlalchemy import func, update

from lagniappe.desk.accounts import answering, brands
from lagniappe.desk.conversations import append, automaton
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge import trail
from lagniappe.desk.knowledge.automatic.situation import Situation, look
from lagniappe.desk.people import blocks


def ask_for_person(
    tx, here: Situation, *, away_after: int, why: str = "asked", text: str = ""
) -> bool:
    """The automaton is silent from now on and the customer is told who comes, or that a
    letter is the way. `why` is asked, repeated, many, upset or safety. False when a person has it
    already, or the customer is not served.

    Whoever was answered automatically and still needs a person has tried alone (S45).
    """
    conversation = here.conversation
    if conversation.status != "open" or blocks.is_blocked(tx, conversation.customer_id):
        return False
    if not automaton.silence(tx, conversation.id):
        return False
    if _was_answered(tx, conversation.id):
        trail.mark_failed(tx, conversation.id)
    trail.step(
        tx,
        trail.of_conversation(tx, conversation.id),
        "person" if why == "asked" else "called",
        text=text,
        language=here.language,
        department_id=conversation.department_id,
    )
    tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation.id)
        .values(waiting_since=func.coalesce(conversations.c.waiting_since, tx.now))
    )
    brand = brands.get(tx, conversation.brand_id)
    free = answering.somebody_free(tx, brand, conversation.department_id, away_after=away_after)
    tell(tx, conversation.id, free=free, why=why, language=here.language)
    return True


def tell(tx, conversation_id: str, *, free: bool, why: str, language: str) -> None:
    """Say who will answer: somebody soon, or whoever reads the letter."""
    name = "person_soon" if free else "person_later"
    append.event(tx, conversation_id, name, public=True, why=why, language=language)


def hand_over(tx, here: Situation, *, away_after: int, why: str) -> None:
    """Nothing ready-made will do: as if the customer had asked for a person."""
    ask_for_person(tx, here, away_after=away_after, why=why, text=here.question)


def requested(tx, conversation_id: str, *, away_after: int) -> bool:
    """The customer pressed "Talk to a person". Repeating it changes nothing."""
    here = look(tx, conversation_id, away_after=away_after)
    if here is None:
        return False
    return ask_for_person(tx, here, away_after=away_after, text=here.question)


def _was_answered(tx, conversation_id: str) -> bool:
    return any(step.kind in ("answer", "offer") for step in trail.steps(tx, conversation_id))
