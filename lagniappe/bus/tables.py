"""Durable work: one row is one promise to do something."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, text

from lagniappe.db.base import instant, metadata, primary

# state: waiting -> (claimed by lease) -> row deleted when done, or failed after the last try.
jobs = Table(
    "jobs",
    metadata,
    primary(),
    Column("kind", String(64), nullable=False),
    Column("key", String(100), nullable=True),
    Column("payload", Text, nullable=False),
    Column("state", String(8), nullable=False, server_default="waiting"),
    Column("tries", Integer, nullable=False, server_default="0"),
    instant("run_at"),
    instant("leased_until", nullable=True),
    Column("leased_by", String(64), nullable=True),
    Column("error", Text, nullable=True),
    instant("created_at"),
    Index("ix_jobs_state_run_at", "state", "run_at"),
    # One waiting job per key: a burst of reasons makes one piece of work.
    Index(
        "uq_jobs_waiting_key",
        "kind",
        "key",
        unique=True,
        sqlite_where=text("state = 'waiting' AND leased_until IS NULL"),
        postgresql_where=text("state = 'waiting' AND leased_until IS NULL"),
    ),
)
