"""Hits that are wrong everywhere: an administrator switched them off, for every conversation.

The lists ship with the product. What a company says differently is kept beside them, so that a
better list does not undo it.
"""

from sqlalchemy import delete, func, insert, select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.protocol.folded import key
from lagniappe.desk.complaints.protocol.overrule import LONGEST, checked
from lagniappe.desk.complaints.protocol.tables import silenced_cues
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line

MOST = 500
"""All are read with every look of the coach."""


def everywhere(tx) -> frozenset[tuple[str, str]]:
    """The hits that are switched off: (code of the remark, folded words)."""
    rows = tx.all(select(silenced_cues.c.cue, silenced_cues.c.folded))
    return frozenset((cue, words) for cue, words in rows)


def listed(tx) -> list:
    """What is switched off, newest first: id, cue, words, folded, language, created_at; MOST at
    most."""
    c = silenced_cues.c
    query = select(c.id, c.cue, c.words, c.folded, c.language, c.created_at)
    return tx.all(query.order_by(c.created_at.desc(), c.id.desc()))


def silence(tx, admin: Agent, cue: str, words: str, language: str = "") -> None:
    """Never again say this of these words; without words never at all. Twice changes nothing.
    Raises Refused for a remark there is not, or when MOST are switched off."""
    words = clean_line(words, LONGEST)
    wanted = (checked(cue), key(words))
    if wanted in everywhere(tx):
        return
    if tx.value(select(func.count()).select_from(silenced_cues)) >= MOST:
        raise Refused(N_("So many are switched off already. Switch some on again."), code="full")
    tx.execute(
        insert(silenced_cues).values(
            id=ids.new(),
            cue=cue,
            words=words,
            folded=key(words),
            language=clean_line(language, 16),
            by_agent_id=admin.id,
            created_at=tx.now,
        )
    )


def restore(tx, silenced_id: str) -> None:
    """The coach says it again. Raises NotFound."""
    if not tx.execute(delete(silenced_cues).where(silenced_cues.c.id == silenced_id)).rowcount:
        raise NotFound()
