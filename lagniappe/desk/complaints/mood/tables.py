"""What was estimated of each message, what people corrected, and each conversation's mood.

Anger is stored in tenths (0 to 100) and abuse in hundredths, for both databases keep whole
numbers alike.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from lagniappe.db.base import Id, instant, metadata, primary

# Only customers' messages. spans: [[start, end, reason, weight], …] in characters of the body.
message_moods = Table(
    "message_moods",
    metadata,
    Column("conversation_id", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("anger", Integer, nullable=False),
    Column("abuse", Integer, nullable=False),
    Column("spans", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("model", String(16), nullable=False),
    # What a person said it is instead.
    Column("corrected", Integer, nullable=True),
    PrimaryKeyConstraint("conversation_id", "position"),
    ForeignKeyConstraint(
        ["conversation_id", "position"], ["messages.conversation_id", "messages.position"]
    ),
    sqlite_with_rowid=False,
)

# Every correction ever made, with what it corrected: labels to learn from.
mood_corrections = Table(
    "mood_corrections",
    metadata,
    primary(),
    Column("conversation_id", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("value", Integer, nullable=False),
    Column("estimated", Integer, nullable=False),
    Column("model", String(16), nullable=False),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    ForeignKeyConstraint(
        ["conversation_id", "position"], ["messages.conversation_id", "messages.position"]
    ),
    Index("ix_mood_corrections_conversation_id_position", "conversation_id", "position"),
)

# smoothed, latest, first and peak are angers; assessed is the last position looked at.
conversation_moods = Table(
    "conversation_moods",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("smoothed", Integer, nullable=False, server_default="0"),
    Column("latest", Integer, nullable=False, server_default="0"),
    Column("first", Integer, nullable=False, server_default="0"),
    Column("peak", Integer, nullable=False, server_default="0"),
    Column("abuse", Integer, nullable=False, server_default="0"),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("peak_position", Integer, nullable=False, server_default="0"),
    Column("rise", Integer, nullable=False, server_default="0"),
    Column("assessed", Integer, nullable=False, server_default="0"),
    instant("updated_at"),
    sqlite_with_rowid=False,
)
