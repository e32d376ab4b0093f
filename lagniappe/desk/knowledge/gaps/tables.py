"""Groups of unanswered questions, and the questions in them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from lagniappe.db.base import Id, instant, metadata, primary

# status: open, drafted (somebody writes an answer), answered, dismissed (not something to
# answer), person (only a person should take it). entry_id is the entry that came of it.
gaps = Table(
    "gaps",
    metadata,
    primary(),
    Column("language", String(16), nullable=False),
    Column("department_id", Id, nullable=True),
    # The question that stands for the others.
    Column("question", Text, nullable=False),
    Column("asked", Integer, nullable=False),
    instant("first_at"),
    instant("last_at"),
    Column("status", String(9), nullable=False, server_default="open"),
    Column("entry_id", Id, nullable=True),
    Column("settled_by", Id, nullable=True),
    instant("settled_at", nullable=True),
    Index("ix_gaps_status_last_at_id", "status", "last_at", "id"),
    Index("ix_gaps_status_asked_id", "status", "asked", "id"),
)

# step_id is the step of a trail that asked it: each is counted once.
gap_questions = Table(
    "gap_questions",
    metadata,
    Column("step_id", Id, primary_key=True),
    Column("gap_id", Id, ForeignKey("gaps.id"), nullable=False),
    Column("text", Text, nullable=False),
    instant("asked_at"),
    Index("ix_gap_questions_gap_id_asked_at", "gap_id", "asked_at"),
)
