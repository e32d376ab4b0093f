""" "Not right": a person's word against a hit. It holds in that conversation at once, and is
kept so that whoever tends the lexicon sees what it gets wrong."""

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.protocol import lexicon
from lagniappe.desk.complaints.protocol.folded import key
from lagniappe.desk.complaints.protocol.remarks import CODES
from lagniappe.desk.complaints.protocol.tables import overruled_cues
from lagniappe.desk.conversations import find
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line

LONGEST = 200


def of_conversation(tx, conversation_id: str) -> frozenset[tuple[str, str]]:
    """The hits overruled here: (code of the remark, folded words)."""
    rows = tx.all(
        select(overruled_cues.c.cue, overruled_cues.c.folded).where(
            overruled_cues.c.conversation_id == conversation_id
        )
    )
    return frozenset((cue, words) for cue, words in rows)


def overrule(tx, agent: Agent, conversation_id: str, cue: str, words: str) -> None:
    """This cue is not what these words are. Saying it twice changes nothing. Raises Refused
    for a remark there is not, NotFound."""
    conversation = find.for_agent(tx, agent, conversation_id)
    checked(cue)
    words = clean_line(words, LONGEST)
    if (cue, key(words)) in of_conversation(tx, conversation_id):
        return
    tx.execute(
        insert(overruled_cues).values(
            id=ids.new(),
            conversation_id=conversation_id,
            cue=cue,
            words=words,
            folded=key(words),
            language=lexicon.of(conversation.locale, words).language,
            by_agent_id=agent.id,
            created_at=tx.now,
        )
    )


def checked(cue: str) -> str:
    """The code of a remark. Raises Refused when there is none such."""
    if cue not in CODES:
        raise Refused(N_("The coach has no such remark."), code="bad_cue")
    return cue


def recent(tx, *, before: tuple[int, str] | None = None, limit: int = 50) -> list:
    """What was overruled lately and not put away, newest first: id, cue, words, folded, language,
    created_at. Without names: it is about the lexicon."""
    o = overruled_cues.c
    query = select(o.id, o.cue, o.words, o.folded, o.language, o.created_at)
    query = query.where(o.put_away_at.is_(None))
    if before:
        at, last = before
        query = query.where((o.created_at < at) | ((o.created_at == at) & (o.id < last)))
    return tx.all(query.order_by(o.created_at.desc(), o.id.desc()).limit(limit))


def put_away(tx, overruled_id: str) -> None:
    """The hit is right, an administrator says: wherever it was overruled for these words so far, it
    is listed no more. In those conversations it stays quiet. Raises NotFound."""
    o = overruled_cues.c
    row = tx.one(select(o.cue, o.folded).where(o.id == overruled_id))
    if row is None:
        raise NotFound()
    same = (o.cue == row.cue) & (o.folded == row.folded) & o.put_away_at.is_(None)
    tx.execute(update(overruled_cues).where(same).values(put_away_at=tx.now))
