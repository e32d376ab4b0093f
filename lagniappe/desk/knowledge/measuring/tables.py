"""Which suggestions agents used, and the figures made of everything that was judged."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from lagniappe.db.base import Id, instant, metadata, primary

# An agent put a suggested answer into the reply. position is the conversation's last one then:
# what the agent sent, if anything, came after it.
suggestions_used = Table(
    "suggestions_used",
    metadata,
    primary(),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False),
    Column("entry_id", Id, ForeignKey("entries.id"), nullable=False),
    Column("language", String(16), nullable=False),
    Column("agent_id", Id, nullable=False),
    Column("question", Text, nullable=False),
    Column("position", Integer, nullable=False),
    instant("created_at"),
    Index("ix_suggestions_used_created_at_id", "created_at", "id"),
)

# measuring/kept.py says what the figures are made of.
answer_figures = Table(
    "answer_figures",
    metadata,
    primary(),
    instant("made_at", index=True),
    Column("figures", JSON, nullable=False),
)
