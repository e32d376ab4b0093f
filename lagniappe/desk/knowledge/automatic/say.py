"""The automaton's turns as they are stored: an answer, a choice of up to three, or a word.

Their client ids are shorter than any client may make one: nobody can take them first.
"""

from dataclasses import dataclass

from sqlalchemy import and_, exists, select, update

from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.conversations import append, find
from lagniappe.desk.conversations.automaton import SILENT
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge import canned, success, trail
from lagniappe.desk.knowledge.automatic import manners
from lagniappe.desk.knowledge.in_force import Answer, in_force
from lagniappe.desk.knowledge.tables import entries, entry_texts
from lagniappe.desk.people import customers
from lagniappe.kit import ids


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that may answer, in a language, and the chance (0 to 1) that it is right."""

    entry_id: str
    language: str
    probability: float


def anything_to_say(tx) -> bool:
    """Whether the library holds anything that customers may be told."""
    given_out = and_(
        entry_texts.c.entry_id == entries.c.id, entry_texts.c.approved_number.is_not(None)
    )
    query = (
        select(entries.c.id)
        .where(
            entries.c.visibility == "public",
            entries.c.retired_at.is_(None),
            exists().where(given_out),
        )
        .limit(1)
    )
    return tx.value(query) is not None


def current(tx, found: Found, department_id: str | None) -> Answer | None:
    """What customers of the department may be told by this entry at this moment: drafts,
    retired, internal and other departments' entries are nothing. Who chose no department may
    be told what any of them says."""
    texts = in_force(tx, found.entry_id, public_only=True)
    for answer in sorted(texts, key=lambda a: a.language != found.language):
        theirs = department_id is None or answer.department_id in (None, department_id)
        if theirs and not answer.silent:
            return answer
    return None


def answer(
    tx,
    conversation,
    answer: Answer,
    *,
    question: str,
    probability: float,
    client_id: str,
    heard: int = 2**31 - 1,
) -> Message | None:
    """Give the answer; None when it may not be given (append.automatic says when)."""
    trail_id, step_id = trail.of_conversation(tx, conversation.id), ids.new()
    turn = {
        "turn": "answer",
        "entry": answer.entry_id,
        "language": answer.language,
        "title": title(answer),
        "trail": trail_id,
        "step": step_id,
        "helped": None,
    }
    body = canned.impersonal(answer.answer, values(tx, conversation)).strip()
    stored = append.automatic(
        tx,
        conversation.id,
        conversation.customer_id,
        client_id=client_id,
        body=body,
        details={"automatic": turn},
        heard=heard,
    )
    if stored is not None:
        success.used(tx, answer.entry_id, answer.language)
        trail.step(
            tx,
            trail_id,
            "answer",
            step_id=step_id,
            text=question,
            language=answer.language,
            department_id=conversation.department_id,
            entry_id=answer.entry_id,
            probability=probability,
        )
    return stored


def offer(
    tx,
    conversation,
    choices: list[tuple[Answer, float]],
    *,
    question: str,
    language: str,
    client_id: str,
    heard: int = 2**31 - 1,
) -> Message | None:
    """Offer up to three answers by their questions; None as for `answer`."""
    offered = [
        {
            "entry": answer.entry_id,
            "language": answer.language,
            "title": title(answer),
            "probability": round(probability, 4),
        }
        for answer, probability in choices
    ]
    turn = {
        "turn": "offer",
        "choices": offered,
        "language": language,
        "asked": question[:2_000],
        "chosen": None,
    }
    titles = "\n".join(choice["title"] for choice in offered)
    stored = append.automatic(
        tx,
        conversation.id,
        conversation.customer_id,
        client_id=client_id,
        body=titles,
        details={"automatic": turn},
        heard=heard,
    )
    if stored is not None:
        trail.step(
            tx,
            trail.of_conversation(tx, conversation.id),
            "offer",
            text=question,
            language=language,
            department_id=conversation.department_id,
            probability=choices[0][1],
            found=len(choices),
        )
    return stored


def word(tx, here, kind: str) -> Message | None:
    """Greet or be thanked (manners.py); None as for `answer`, and when that was
    the last word: who says "thanks" and then "bye" has heard it."""
    if here.said[-1:] == (kind,):
        return None
    turn = {"turn": "word", "word": kind, "language": here.language}
    return append.automatic(
        tx,
        here.conversation.id,
        here.conversation.customer_id,
        client_id=f"a{here.heard}",
        body=manners.said_back(kind, here.language),
        details={"automatic": turn},
        heard=here.heard,
    )


def no_longer_waiting(tx, conversation_id: str, *, heard: int) -> None:
    """What they wrote up to position `heard` is answered: nobody has to, unless they wrote more
    or a person was asked for."""
    c = conversations.c
    changed = tx.execute(
        update(conversations)
        .where(
            c.id == conversation_id,
            c.last_customer_position <= heard,
            c.automaton != SILENT,
        )
        .values(waiting_since=None)
    ).rowcount
    if changed:
        tx.hint("inbox", {"t": "changed", "c": conversation_id})


def title(answer: Answer) -> str:
    """What the answer is about, as people ask it."""
    return answer.questions[0] if answer.questions else answer.key


def values(tx, conversation) -> dict[str, str]:
    """What the variables stand for when nobody in particular answers: the brand signs."""
    brand = brands.get(tx, conversation.brand_id).name
    department = conversation.department_id and departments.get(tx, conversation.department_id)
    called = customers.called(customers.get(tx, conversation.customer_id))
    return {
        "customer.name": called,
        "customer.first_name": called.partition(" ")[0],
        "agent.name": brand,
        "conversation.number": find.label(conversation.number),
        "department.name": departments.title(department, conversation.locale)
        if department
        else brand,
        "brand.name": brand,
    }
