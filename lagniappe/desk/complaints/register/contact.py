"""What counts as the same contact: whether a complaint was settled on the spot."""

from itertools import pairwise

from sqlalchemy import select

from lagniappe.desk.complaints.register.complaint import Complaint
from lagniappe.desk.conversations.tables import messages, transfers
from lagniappe.kit.clock import MINUTE

PAUSE = 30 * MINUTE
"""Who is silent for longer has ended the contact (ms)."""


def is_the_same(tx, complaint: Complaint, until: int) -> bool:
    """Whether the decision reached the customer within the contact in which they complained.

    It is one contact while the conversation is not passed on and nobody is silent for more than
    half an hour, whatever the channel.
    """
    moved = select(transfers.c.id).where(
        transfers.c.conversation_id == complaint.conversation_id,
        transfers.c.created_at >= complaint.opened_at,
        transfers.c.created_at <= until,
    )
    if tx.one(moved.limit(1)):
        return False
    said = tx.all(
        select(messages.c.created_at)
        .where(
            messages.c.conversation_id == complaint.conversation_id,
            messages.c.public_position.is_not(None),
            messages.c.created_at >= complaint.opened_at,
            messages.c.created_at <= until,
        )
        .order_by(messages.c.position)
    )
    moments = [complaint.opened_at, *(row.created_at for row in said), until]
    return all(after - before <= PAUSE for before, after in pairwise(moments))
