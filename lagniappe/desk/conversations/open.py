"""Opening a conversation, and finding the one a customer is in."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.tables import departments
from lagniappe.desk.conversations.counting import next_number
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit import ids
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

FIRST_NUMBER = 10_001


@dataclass(frozen=True, slots=True)
class Current:
    """The conversation a customer is in with a brand."""

    id: str
    status: str
    department_id: str | None
    last_public_position: int


_open = Hot(
    lambda insert: insert(conversations).values(
        {
            name: bindparam(name)
            for name in (
                "id",
                "number",
                "customer_id",
                "brand_id",
                "department_id",
                "channel",
                "locale",
                "subject",
                "created_at",
                "last_message_at",
            )
        }
    )
)


def open_conversation(
    tx,
    *,
    customer_id: str,
    brand_id: str,
    department_id: str | None = None,
    channel: str = "chat",
    locale: str = "",
    subject: str = "",
) -> str:
    """A new, empty conversation; returns its id. Raises Refused for an unknown department."""
    if department_id is not None:
        _check_department(tx, department_id)
    conversation_id = ids.new()
    _open.run(
        tx,
        id=conversation_id,
        number=next_number(tx, "conversation", first=FIRST_NUMBER),
        customer_id=customer_id,
        brand_id=brand_id,
        department_id=department_id,
        channel=channel,
        locale=locale,
        subject=subject[:300],
        created_at=tx.now,
        last_message_at=tx.now,
    )
    return conversation_id


def current(tx, customer_id: str, brand_id: str) -> Current | None:
    """The customer's latest conversation with this brand in the widget."""
    row = tx.one(
        select(
            conversations.c.id,
            conversations.c.status,
            conversations.c.department_id,
            conversations.c.last_public_position,
        )
        .where(conversations.c.customer_id == customer_id, conversations.c.brand_id == brand_id)
        .order_by(conversations.c.created_at.desc())
        .limit(1)
    )
    return Current(*row) if row else None


def _check_department(tx, department_id: str) -> None:
    known = select(departments.c.id).where(
        departments.c.id == department_id, departments.c.retired_at.is_(None)
    )
    if tx.one(known) is None:
        raise Refused(N_("Choose one of the departments shown."), code="bad_department")
