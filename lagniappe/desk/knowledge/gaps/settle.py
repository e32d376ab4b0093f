"""What becomes of a gap: an answer is drafted, it is dismissed, or left to people."""

from sqlalchemy import null, select, update

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import approve, entries
from lagniappe.desk.knowledge.gaps.grouping import different
from lagniappe.desk.knowledge.gaps.tables import gap_questions, gaps
from lagniappe.desk.knowledge.phrasings import LONGEST_QUESTION
from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import clean_line

MOST_PHRASINGS = 8
READ_BACK = 100


def get(tx, me: Agent, gap_id: str):
    """The group's row. Raises NotFound when it is not there or not this agent's to see."""
    row = None
    if is_id(gap_id):
        row = tx.one(select(gaps).where(gaps.c.id == gap_id, visible(me)))
    if row is None:
        raise NotFound()
    return row


def visible(me: Agent):
    """SQL condition: questions to a members-only department are its members' business."""
    return departments.visible(me, gaps.c.department_id, null())


def phrasings(tx, gap) -> list[str]:
    """How people asked, the question that stands for the group first: to begin an entry with."""
    newest = (
        select(gap_questions.c.text)
        .where(gap_questions.c.gap_id == gap.id)
        .order_by(gap_questions.c.asked_at.desc(), gap_questions.c.step_id)
        .limit(READ_BACK)
    )
    texts = [gap.question, *(row.text for row in tx.all(newest))]
    lines = [clean_line(text, LONGEST_QUESTION) for text in texts]
    return different(line for line in lines if line)[:MOST_PHRASINGS]


def drafted(tx, me: Agent, gap_id: str, entry_id: str) -> None:
    """Somebody writes the answer: the group waits for its approval. Raises NotFound."""
    _settle(tx, me, gap_id, "drafted", entry_id)


def dismiss(tx, me: Agent, gap_id: str) -> None:
    """It is not something to answer; who asks it again is counted here. Raises NotFound."""
    _settle(tx, me, gap_id, "dismissed")


def reopen(tx, me: Agent, gap_id: str) -> None:
    """It is a gap after all; what was made for it stays. Raises NotFound."""
    _settle(tx, me, gap_id, "open")


def for_a_person(tx, me: Agent, gap_id: str, *, note: str) -> str:
    """Only a person should take this: an entry that never answers; returns its id. A
    supervisor's is in force at once, another's waits for approval. `note` is for colleagues.

    Raises NotFound.
    """
    gap = get(tx, me, gap_id)
    entry_id = entries.create(
        tx,
        by=me.id,
        language=gap.language or "en",
        questions=phrasings(tx, gap),
        answer=note,
        department_id=gap.department_id,
        silent=True,
    )
    if me.may("supervisor"):
        approve.approve(tx, entry_id, gap.language or "en", number=1, by=me.id)
    _settle(tx, me, gap_id, "person", entry_id)
    return entry_id


def _settle(tx, me: Agent, gap_id: str, status: str, entry_id: str | None = None) -> None:
    get(tx, me, gap_id)
    tx.execute(
        update(gaps)
        .where(gaps.c.id == gap_id)
        .values(status=status, entry_id=entry_id, settled_by=me.id, settled_at=tx.now)
    )
