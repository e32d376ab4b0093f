"""The library: canned replies, pre-coded answers, and how people helped themselves."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from lagniappe.db.base import Id, instant, metadata, primary

canned_replies = Table(
    "canned_replies",
    metadata,
    primary(),
    Column("shortcut", String(32), nullable=False),
    Column("title", String(120), nullable=False),
    Column("body", Text, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("department_id", Id, ForeignKey("departments.id"), nullable=True),
    Column("uses", Integer, nullable=False, server_default="0"),
    Column("created_by", Id, nullable=True),
    instant("created_at"),
    instant("updated_at"),
    instant("retired_at", nullable=True),
    Index("ix_canned_replies_shortcut_locale", "shortcut", "locale"),
)

# One subject that people ask about. What holds in every language is here; what is said in
# one of them is in entry_texts and entry_versions.
entries = Table(
    "entries",
    metadata,
    primary(),
    # What imports know the entry by.
    Column("key", String(80), nullable=False, unique=True),
    Column("department_id", Id, ForeignKey("departments.id"), nullable=True),
    Column("visibility", String(8), nullable=False, server_default="internal"),
    # Never an answer: questions only a person should take, and a note about them.
    Column("silent", Boolean, nullable=False, server_default=false()),
    # Counts changes of this row, so that a form knows whether it is out of date.
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("created_by", Id, nullable=True),
    instant("created_at"),
    instant("updated_at"),
    instant("review_at", nullable=True),
    instant("retired_at", nullable=True),
    Index("ix_entries_updated_at_id", "updated_at", "id"),
)

# An entry in one language: which version is in force, which one waits for approval.
entry_texts = Table(
    "entry_texts",
    metadata,
    Column("entry_id", Id, ForeignKey("entries.id"), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("approved_number", Integer, nullable=True),
    Column("draft_number", Integer, nullable=True),
    Column("last_number", Integer, nullable=False),
    # What the library is searched by: both versions, case and accents forgiven.
    Column("words", Text, nullable=False),
    Column("uses", Integer, nullable=False, server_default="0"),
    Column("helped", Integer, nullable=False, server_default="0"),
    Column("did_not_help", Integer, nullable=False, server_default="0"),
)

# Everything that was ever written, never changed afterwards but for its approval.
entry_versions = Table(
    "entry_versions",
    metadata,
    Column("entry_id", Id, primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("questions", JSON, nullable=False),
    Column("answer", Text, nullable=False),
    Column("written_by", Id, nullable=True),
    instant("written_at"),
    Column("approved_by", Id, nullable=True),
    instant("approved_at", nullable=True),
    ForeignKeyConstraint(
        ["entry_id", "language"], ["entry_texts.entry_id", "entry_texts.language"]
    ),
)

# One person helping themselves, from the first search to the moment they asked a person.
trails = Table(
    "trails",
    metadata,
    primary(),
    Column("brand_id", Id, ForeignKey("brands.id"), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True, index=True),
    instant("created_at"),
    Index("ix_trails_created_at_id", "created_at", "id"),
)

# kind: search, page (an answer opened), answer (given automatically), offer, silent (nothing
# good enough to say), person (asked for one), called (a person was called for them). trail.py says
# what the columns mean for each.
trail_steps = Table(
    "trail_steps",
    metadata,
    primary(),
    Column("trail_id", Id, ForeignKey("trails.id"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("department_id", Id, nullable=True),
    Column("entry_id", Id, ForeignKey("entries.id"), nullable=True, index=True),
    Column("probability", Float, nullable=True),
    Column("found", Integer, nullable=True),
    Column("helped", Boolean, nullable=True),
    instant("created_at"),
    Index("ix_trail_steps_created_at_id", "created_at", "id"),
)

# What the library's texts mean to a model, so that a restart need not ask it again.
text_vectors = Table(
    "text_vectors",
    metadata,
    Column("model", String(160), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    instant("created_at", index=True),
)
