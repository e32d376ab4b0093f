"""Keys: the short names by which imports know an entry again."""

import re

from sqlalchemy import select

from lagniappe.desk.knowledge.tables import entries
from lagniappe.kit import ids
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, fold

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_GAPS = re.compile(r"[^a-z0-9]+")


def free(tx, question: str) -> str:
    """A key nobody has, readable where the question is in Latin letters."""
    slug = _GAPS.sub("-", fold(question)).strip("-")[:48].strip("-")
    if len(slug) < 3:
        return f"answer-{ids.new()[-12:]}"
    taken = tx.one(select(entries.c.id).where(entries.c.key == slug))
    return f"{slug}-{ids.new()[-6:]}" if taken else slug


def checked(text: str) -> str:
    """The key as it is stored. Raises Refused."""
    key = text.strip().lower()
    if not _KEY.fullmatch(key):
        raise Refused(
            N_("Name the entry by letters a to z, digits, hyphens and dots, such as late-order."),
            code="bad_key",
        )
    return key
