"""Vectors kept for the library's texts: made once, by whichever process needed them first."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from lagniappe.db.hot import Hot
from lagniappe.desk.knowledge.tables import text_vectors
from lagniappe.kit.clock import DAY

KEPT_FOR = 180 * DAY
"""Changed texts leave theirs behind; one that is still in use is simply made again."""

_put = Hot(
    lambda insert: (
        insert(text_vectors)
        .values({column.name: bindparam(column.name) for column in text_vectors.c})
        .on_conflict_do_nothing(index_elements=["model", "digest"])
    )
)


def kept(tx, model: str, digests: Iterable[str]) -> dict[str, bytes]:
    """The vectors there are, as little-endian float32, by the digest of their text."""
    v = text_vectors.c
    rows = tx.all(select(v.digest, v.vector).where(v.model == model, v.digest.in_(list(digests))))
    return {row.digest: bytes(row.vector) for row in rows}


def keep(tx, model: str, vectors: dict[str, bytes]) -> None:
    """Remember vectors by the digest of their text."""
    rows = [
        {"model": model, "digest": digest, "vector": vector, "created_at": tx.now}
        for digest, vector in vectors.items()
    ]
    if rows:
        _put.many(tx, rows)


def sweep(tx) -> int:
    """Forget the old ones; returns how many."""
    old = text_vectors.c.created_at < tx.now - KEPT_FOR
    return tx.execute(delete(text_vectors).where(old)).rowcount
