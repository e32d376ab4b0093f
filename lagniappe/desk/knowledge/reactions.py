"""What the library does when something happens around it: screens ask again when a text in
force changed, and a customer who waits may be answered automatically."""

from sqlalchemy import bindparam, func, select

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.tables import brands, departments
from lagniappe.desk.conversations import automaton
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge.automatic.turn import plant
from lagniappe.desk.knowledge.automatic.wish import wants_person
from lagniappe.kit.clock import SECOND

# People greet, then ask; one decision serves what comes within this time (ms).
GATHER = 700
# What entries that came as one have in their details.
_LETTERS = {"mail", "letter"}

_policy = Hot(
    lambda insert: (
        select(
            func.coalesce(departments.c.answer_when, brands.c.answer_when),
            func.coalesce(departments.c.answer_after, brands.c.answer_after),
            conversations.c.brand_id,
            conversations.c.department_id,
        )
        .join_from(conversations, brands, brands.c.id == conversations.c.brand_id)
        .outerjoin(departments, departments.c.id == conversations.c.department_id)
        .where(conversations.c.id == bindparam("conversation_id"))
    )
)


def decide_later(tx, message: Message) -> None:
    """Plan the decision unless this department or brand never answers automatically.

    On the hot path: it reads the policy and plants a job, once for a whole burst.
    """
    # A letter is for people: there is nothing to press in one.
    if message.details and not _LETTERS.isdisjoint(message.details):
        return
    here = message.conversation_id
    when, after, brand_id, department_id = _policy.one(tx, conversation_id=here)
    if when == "never" or not automaton.plan(tx, here):
        return
    wait = after * SECOND if when == "after" and not wants_person(message.body) else GATHER
    plant(tx, here, brand_id, department_id, at=tx.now + wait)


def tell_screens(tx, entry_id: str) -> None:
    tx.hint("library", {"t": "library", "entry": entry_id})
