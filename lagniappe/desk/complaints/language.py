"""The language a customer is written to in: their own words tell it before the page does."""

from sqlalchemy import select

from lagniappe.desk.complaints.remedies import wording
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit.languages import guess

LOOK_BACK = 6


def written_in(tx, conversation) -> str:
    """The language of the customer's newest message that tells one we write; the
    conversation's own locale, which keeps its region, where that is the same or none does."""
    m = messages.c
    said = tx.all(
        select(m.body)
        .where(m.conversation_id == conversation.id, m.author_kind == "customer", m.kind == "reply")
        .order_by(m.position.desc())
        .limit(LOOK_BACK)
    )
    heard = next((told for row in said if (told := guess(row.body)) in wording.LANGUAGES), "")
    named = (conversation.locale or "").replace("_", "-").partition("-")[0].lower()
    return conversation.locale if heard in ("", named) else heard
