"""Full text over every message: SQLite FTS5 or PostgreSQL tsvector, the same words in both.

`kit.text.search_words` makes the words (case, accents and width forgiven; unspaced scripts
as pairs of characters), so the databases only store and match them.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, text, update

from lagniappe.bus import jobs
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers
from lagniappe.kit.text import preview, search_words

BATCH = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that matches."""

    conversation_id: str
    number: int
    position: int
    customer_name: str
    kind: str
    author_kind: str
    excerpt: str
    created_at: int


@jobs.job("search.index")
def index_conversation(tx, payload: dict) -> None:
    """Index what a conversation gained since the last time."""
    conversation_id = payload["conversation"]
    query = select(conversations.c.indexed_position).where(conversations.c.id == conversation_id)
    if tx.dialect == "postgresql":
        query = query.with_for_update()
    done = tx.value(query)
    if done is None:
        return
    fresh = message.after(tx, conversation_id, done, limit=BATCH)
    for entry in fresh:
        words = search_words(_searchable(entry))
        if words:
            tx.execute(_INSERT[tx.dialect], _entry(entry, words))
    if fresh:
        tx.execute(
            update(conversations)
            .where(conversations.c.id == conversation_id)
            .values(indexed_position=fresh[-1].position)
        )
    if len(fresh) == BATCH:
        jobs.add(tx, "search.index", payload, key=conversation_id)


def find(
    tx, agent: Agent, question: str, *, before: int | None = None, limit: int = 30
) -> list[Hit]:
    """Messages with every word of the question (the last may be a beginning), newest first.

    `before` is the created_at of the last hit shown.
    """
    words = search_words(question)[:12]
    if not words:
        return []
    found = tx.execute(
        _FIND[tx.dialect],
        {"words": _match(tx.dialect, words), "before": before or 2**62, "limit": limit * 2},
    ).all()
    hits = [_hit(tx, agent, row.conversation_id, row.position) for row in found]
    return [hit for hit in hits if hit][:limit]


def _searchable(entry) -> str:
    names = " ".join(file["name"] for file in entry.attachments)
    return f"{entry.body} {names}"


def _entry(entry, words: list[str]) -> dict:
    return {
        "conversation_id": entry.conversation_id,
        "position": entry.position,
        "created_at": entry.created_at,
        "words": " ".join(words[:20_000]),
    }


def _match(dialect: str, words: list[str]) -> str:
    # Words are letters and digits only (search_words), so quoting is all the escaping needed.
    if dialect == "sqlite":
        return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    return " & ".join([f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}':*"])


def _hit(tx, agent: Agent, conversation_id: str, position: int) -> Hit | None:
    row = tx.one(
        select(conversations.c.number, customers.c.name)
        .join(customers, customers.c.id == conversations.c.customer_id)
        .where(
            conversations.c.id == conversation_id,
            departments.visible(agent, conversations.c.department_id, conversations.c.assignee_id),
        )
    )
    found = message.after(tx, conversation_id, position - 1, limit=1) if row else []
    if not found:
        return None
    entry = found[0]
    return Hit(
        conversation_id,
        row.number,
        position,
        row.name,
        entry.kind,
        entry.author_kind,
        preview(_searchable(entry), 180),
        entry.created_at,
    )


_INSERT = {
    "sqlite": text(
        "INSERT INTO search_index (words, conversation_id, position, created_at)"
        " VALUES (:words, :conversation_id, :position, :created_at)"
    ),
    "postgresql": text(
        "INSERT INTO search_index (words, conversation_id, position, created_at)"
        " VALUES (array_to_tsvector(array(select distinct unnest(string_to_array(:words, ' ')))),"
        " :conversation_id, :position, :created_at) ON CONFLICT DO NOTHING"
    ),
}
_FIND = {
    "sqlite": text(
        "SELECT conversation_id, position FROM search_index"
        " WHERE search_index MATCH :words AND created_at < :before"
        " ORDER BY rowid DESC LIMIT :limit"
    ),
    "postgresql": text(
        "SELECT conversation_id, position FROM search_index"
        " WHERE words @@ cast(:words AS tsquery) AND created_at < :before"
        " ORDER BY created_at DESC LIMIT :limit"
    ).bindparams(bindparam("words")),
}
