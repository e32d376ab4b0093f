"""Care notes: what everybody should know before they say a word to this customer."""

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.people import customers
from lagniappe.desk.people.tables import care_notes
from lagniappe.kit import ids
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean

LONGEST = 1_000


def of_customer(tx, customer_id: str) -> list:
    """Notes in force, newest first: id, body, created_at, author."""
    return tx.all(
        select(
            care_notes.c.id,
            care_notes.c.body,
            care_notes.c.created_at,
            agents.c.name.label("author"),
        )
        .join(agents, agents.c.id == care_notes.c.author_id)
        .where(care_notes.c.customer_id == customer_id, care_notes.c.removed_at.is_(None))
        .order_by(care_notes.c.created_at.desc())
    )


def add(tx, customer_id: str, body: str, *, by: str) -> str:
    """A new note; returns its id. Raises Refused when it is empty or too long."""
    body = clean(body)
    if not body:
        raise Refused(N_("Write the note first."), code="empty")
    if len(body) > LONGEST:
        raise Refused(N_("Keep a care note under %(n)s characters."), code="too_long", n=LONGEST)
    customers.get(tx, customer_id)
    note_id = ids.new()
    tx.execute(
        insert(care_notes).values(
            id=note_id, customer_id=customer_id, body=body, author_id=by, created_at=tx.now
        )
    )
    return note_id


def remove(tx, customer_id: str, note_id: str) -> None:
    tx.execute(
        update(care_notes)
        .where(care_notes.c.id == note_id, care_notes.c.customer_id == customer_id)
        .values(removed_at=tx.now)
    )
