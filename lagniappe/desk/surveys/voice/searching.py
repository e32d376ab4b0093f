"""Full text over verbatims: SQLite FTS5 or PostgreSQL tsvector, the same words in both
(`kit.text.search_words`)."""

from sqlalchemy import String, bindparam, column, text

from lagniappe.kit.text import search_words

MOST_WORDS = 12


def index(tx, verbatim_id: str, words: str) -> None:
    """Let it be found by these words."""
    index_many(tx, [(verbatim_id, words)])


def index_many(tx, several: list[tuple[str, str]]) -> None:
    """Let each of (id, words) be found by its words."""
    rows = [{"id": one, "words": " ".join(search_words(words)[:4_000])} for one, words in several]
    rows = [row for row in rows if row["words"]]
    if rows:
        tx.execute(_INSERT[tx.dialect], rows)


def forget(tx, verbatim_id: str, words: str) -> None:
    """Find it no more; `words` are what it was found by."""
    known = search_words(words)[:MOST_WORDS]
    if known:
        # An index of words is searched by words: by id alone it would be read to the end.
        tx.execute(_DELETE[tx.dialect], {"words": _match(tx.dialect, known), "id": verbatim_id})


def matching(tx, verbatim_ids, question: str):
    """SQL condition: ids in `verbatim_ids` whose words hold every word of the question (the
    last may be a beginning); None for a question without words."""
    words = search_words(question)[:MOST_WORDS]
    if not words:
        return None
    return verbatim_ids.in_(
        text(_FIND[tx.dialect])
        .bindparams(bindparam("wanted_words", _match(tx.dialect, words)))
        .columns(column("verbatim_id", String))
    )


def _match(dialect: str, words: list[str]) -> str:
    # Words are letters and digits only (search_words), so quoting is all the escaping needed.
    if dialect == "sqlite":
        return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    return " & ".join([f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}':*"])


_INSERT = {
    "sqlite": text("INSERT INTO verbatim_index (words, verbatim_id) VALUES (:words, :id)"),
    "postgresql": text(
        "INSERT INTO verbatim_index (words, verbatim_id) VALUES"
        " (array_to_tsvector(array(select distinct unnest(string_to_array(:words, ' ')))), :id)"
        " ON CONFLICT (verbatim_id) DO UPDATE SET words = excluded.words"
    ),
}
_DELETE = {
    "sqlite": text(
        "DELETE FROM verbatim_index WHERE rowid IN (SELECT rowid FROM verbatim_index"
        " WHERE verbatim_index MATCH :words AND verbatim_id = :id)"
    ),
    "postgresql": text(
        "DELETE FROM verbatim_index WHERE verbatim_id = :id AND words @@ cast(:words AS tsquery)"
    ),
}
_FIND = {
    "sqlite": "SELECT verbatim_id FROM verbatim_index WHERE verbatim_index MATCH :wanted_words",
    "postgresql": (
        "SELECT verbatim_id FROM verbatim_index WHERE words @@ cast(:wanted_words AS tsquery)"
    ),
}
