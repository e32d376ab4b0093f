"""Which mailbox a letter leaves by."""

from sqlalchemy import bindparam, select

from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.db.hot import Hot


def of_conversation(tx, conversation):
    """The mailbox the customer last wrote to here, else the brand's; None without any."""
    last = _written_to.one(tx, conversation_id=conversation.id)
    box = last and tx.one(
        select(mailboxes).where(mailboxes.c.id == last[0], mailboxes.c.retired_at.is_(None))
    )
    return box or of_brand(tx, conversation.brand_id, conversation.department_id)


def of_brand(tx, brand_id: str, department_id: str | None = None):
    """The brand's first mailbox, one of the department before the others; None without any."""
    found = tx.all(
        select(mailboxes)
        .where(mailboxes.c.brand_id == brand_id, mailboxes.c.retired_at.is_(None))
        .order_by(mailboxes.c.created_at, mailboxes.c.id)
    )
    same = [box for box in found if box.department_id == department_id]
    shared = [box for box in found if box.department_id is None]
    return next(iter((*same, *shared, *found)), None)


def has_server(box) -> bool:
    """Whether there is a server to send this box's mail by."""
    return bool((box.outgoing or {}).get("host"))


_written_to = Hot(
    lambda insert: (
        select(mails.c.mailbox_id)
        .where(mails.c.conversation_id == bindparam("conversation_id"))
        .order_by(mails.c.received_at.desc())
        .limit(1)
    )
)
