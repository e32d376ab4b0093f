"""What the coach cannot work out from the messages: what people told it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from lagniappe.db.base import Id, instant, metadata, primary

# "This is wrong", said of a hit. Concerns words, not whoever wrote them: kept for the lexicon.
overruled_cues = Table(
    "overruled_cues",
    metadata,
    primary(),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False),
    Column("cue", String(32), nullable=False),
    # The words as they were, and folded as they are looked up.
    Column("words", String(200), nullable=False),
    Column("folded", String(200), nullable=False),
    Column("language", String(16), nullable=False),
    Column("by_agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    # An administrator finds the hit right after all: it is listed no more.
    instant("put_away_at", nullable=True),
    UniqueConstraint("conversation_id", "cue", "folded"),
    Index("ix_overruled_cues_created_at_id", "created_at", "id"),
)

# "Never say this of these words", said by an administrator; without words, never at all.
silenced_cues = Table(
    "silenced_cues",
    metadata,
    primary(),
    Column("cue", String(32), nullable=False),
    Column("words", String(200), nullable=False),
    Column("folded", String(200), nullable=False),
    Column("language", String(16), nullable=False),
    Column("by_agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    UniqueConstraint("cue", "folded"),
)

# A step that somebody says is done, whatever the words show: "the customer has finished".
coach_marks = Table(
    "coach_marks",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("step", String(16), primary_key=True),
    # The conversation's last position when it was said.
    Column("position", Integer, nullable=False),
    Column("by_agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    sqlite_with_rowid=False,
)
