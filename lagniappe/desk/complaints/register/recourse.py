"""Where a customer can turn when our final position does not satisfy them."""

import json

from lagniappe.desk.accounts import installation
from lagniappe.desk.complaints.register.complaint import Complaint
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean, search_words

_KEY = "complaints.recourse"
LONGEST = 1_000


def texts(tx) -> dict[str, str]:
    """Our words about it, by language."""
    return json.loads(installation.get(tx, _KEY) or "{}")


def set_texts(tx, given: dict[str, str]) -> None:
    """Raises Refused for a text too long."""
    cleaned = {language: clean(text) for language, text in given.items() if clean(text)}
    if any(len(text) > LONGEST for text in cleaned.values()):
        raise Refused(N_("Keep this under %(n)s characters."), code="too_long", n=LONGEST)
    installation.put(tx, _KEY, json.dumps(cleaned, ensure_ascii=False))


def words(tx, complaint: Complaint) -> str:
    """What a refusal must say, in the conversation's language where we have it; empty when
    nobody has written down where customers can turn."""
    query = conversations.select().where(conversations.c.id == complaint.conversation_id)
    return in_language(texts(tx), tx.one(query).locale)


def in_language(known: dict[str, str], language: str) -> str:
    """The text in this language, else in English, else in any."""
    return (
        known.get(language)
        or known.get(language.partition("-")[0])
        or known.get("en")
        or next(iter(known.values()), "")
    )


def is_told(elsewhere: str, body: str) -> bool:
    """Whether a letter holds the words about it, however its lines were broken."""
    wanted, said = search_words(elsewhere), search_words(body)
    return not wanted or " ".join(wanted) in " ".join(said)
