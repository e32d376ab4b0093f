"""Full text over every message: SQLite FTS5 or PostgreSQL tsvector, the same words in both.

`kit.text.search_words` makes the words (case, accents and width forgiven; unspaced scripts
as pairs of characters), so the databases only store and match them.
"""

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, select, text, update

from lagniappe.bus import jobs
from lagniappe.db.hot import Hot
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.desk.people.tables import customers
from lagniappe.desk.reactions import GAINED
from lagniappe.kit.text import preview, search_words

# Small enough that a customer's message never waits long behind it.
BATCH = 50


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
    fresh = _fresh.all(tx, conversation_id=conversation_id, done=done, most=BATCH)
    entries = [_entry(conversation_id, *row) for row in fresh]
    _INSERT[tx.dialect](tx, [entry for entry in entries if entry["words"]])
    if fresh:
        tx.execute(
            update(conversations)
            .where(conversations.c.id == conversation_id)
            .values(indexed_position=fresh[-1][0])
        )
    if len(fresh) == BATCH:
        jobs.add(tx, "search.index", payload, key=conversation_id)
    else:
        # Not for each piece of a flood: whoever reacts looks at what is newest.
        GAINED.tell(tx, [conversation_id])


def index_now(tx, conversation_ids) -> None:
    """Index what these conversations gained, all in one go, and drop the jobs planned for it:
    for a batch that writes to many conversations and does not keep anybody waiting."""
    entries, places = [], []
    for conversation_id in sorted(conversation_ids):
        done = _indexed.one(tx, conversation_id=conversation_id)
        fresh = _fresh.all(tx, conversation_id=conversation_id, done=done[0], most=BATCH)
        if fresh and len(fresh) < BATCH:
            entries += [_entry(conversation_id, *row) for row in fresh]
            places.append({"conversation_id": conversation_id, "done": fresh[-1][0]})
    if places:
        _INSERT[tx.dialect](tx, [entry for entry in entries if entry["words"]])
        _advance.many(tx, places)
        caught_up = [place["conversation_id"] for place in places]
        jobs.drop(tx, "search.index", caught_up)
        GAINED.tell(tx, caught_up)


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


def forget(tx, conversation_id: str, position: int, text: str) -> None:
    """Find this entry no more; `text` are the words it had."""
    words = search_words(text)[:12]
    if words:
        where = {"words": _match(tx.dialect, words), "c": conversation_id, "p": position}
        tx.execute(_FORGET[tx.dialect], where)


_indexed = Hot(
    lambda insert: (
        select(conversations.c.indexed_position)
        .where(conversations.c.id == bindparam("conversation_id"))
        .with_for_update()
    )
)
_advance = Hot(
    lambda insert: (
        update(conversations)
        .where(conversations.c.id == bindparam("conversation_id"))
        .values(indexed_position=bindparam("done"))
    )
)
_fresh = Hot(
    lambda insert: (
        select(messages.c.position, messages.c.created_at, messages.c.body, messages.c.details)
        .where(
            messages.c.conversation_id == bindparam("conversation_id"),
            messages.c.position > bindparam("done"),
        )
        .order_by(messages.c.position)
        .limit(bindparam("most"))
    )
)


def _entry(conversation_id: str, position: int, created_at: int, body: str, details) -> dict:
    files = json.loads(details).get("attachments", ()) if details else ()
    names = " ".join(file["name"] for file in files)
    return {
        "conversation_id": conversation_id,
        "position": position,
        "created_at": created_at,
        "words": " ".join(search_words(f"{body} {names}")[:20_000]),
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
        preview(entry.body or ", ".join(file["name"] for file in entry.attachments), 180),
        entry.created_at,
    )


def _insert_sqlite(tx, entries: list[dict]) -> None:
    tx.cursor.executemany(
        "INSERT INTO search_index (words, conversation_id, position, created_at)"
        " VALUES (:words, :conversation_id, :position, :created_at)",
        entries,
    )


def _insert_postgresql(tx, entries: list[dict]) -> None:
    tx.cursor.executemany(
        "INSERT INTO search_index (words, conversation_id, position, created_at) VALUES"
        " (array_to_tsvector(array(select distinct unnest(string_to_array(%(words)s, ' ')))),"
        " %(conversation_id)s, %(position)s, %(created_at)s) ON CONFLICT DO NOTHING",
        entries,
    )


_INSERT = {"sqlite": _insert_sqlite, "postgresql": _insert_postgresql}
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
# An index of words is searched by words: by conversation alone it would be read to the end.
_FORGET = {
    "sqlite": text(
        "DELETE FROM search_index WHERE rowid IN (SELECT rowid FROM search_index"
        " WHERE search_index MATCH :words AND conversation_id = :c AND position = :p)"
    ),
    "postgresql": text(
        "DELETE FROM search_index WHERE words @@ cast(:words AS tsquery)"
        " AND conversation_id = :c AND position = :p"
    ).bindparams(bindparam("words")),
}
