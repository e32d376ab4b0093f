"""The language a customer is written to in: their own words tell it before the page does."""

from sqlalchemy import and_, select

from lagniappe.desk.complaints.mood.tables import message_moods
from lagniappe.desk.complaints.remedies import wording
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit.languages import by_letters

LOOK_BACK = 6
_FEWEST_LETTERS = 3


def written_in(tx, conversation) -> str:
    """The language of the customer's newest message that tells one we write; the
    conversation's own locale, which keeps its region, where that is the same or none does.

    Letters tell it, else what the message was read as when its mood was judged: models are for
    jobs, and this runs inside transactions that others wait for.
    """
    m, mood = messages.c, message_moods.c
    judged = and_(mood.conversation_id == m.conversation_id, mood.position == m.position)
    said = tx.all(
        select(m.body, mood.language)
        .outerjoin(message_moods, judged)
        .where(m.conversation_id == conversation.id, m.author_kind == "customer", m.kind == "reply")
        .order_by(m.position.desc())
        .limit(LOOK_BACK)
    )
    told = (_told(row.body, row.language) for row in said)
    heard = next((language for language in told if language in wording.LANGUAGES), "")
    named = (conversation.locale or "").replace("_", "-").partition("-")[0].lower()
    return conversation.locale if heard in ("", named) else heard


def _told(body: str, judged: str | None) -> str:
    letters = sum(character.isalpha() for character in body[:200])
    return by_letters(body) or (judged or "") if letters >= _FEWEST_LETTERS else ""
