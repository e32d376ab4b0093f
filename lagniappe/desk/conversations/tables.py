"""The spine: conversations, their messages, and what surrounds them.

Two gapless counters per conversation: `position` numbers everything, `public_position`
only what the customer may see, so neither side can tell a hole from a private note.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from lagniappe.db.base import Id, instant, metadata, primary

conversations = Table(
    "conversations",
    metadata,
    primary(),
    Column("number", BigInteger, nullable=False, unique=True),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False),
    Column("brand_id", Id, ForeignKey("brands.id"), nullable=False),
    Column("department_id", Id, ForeignKey("departments.id"), nullable=True),
    Column("assignee_id", Id, ForeignKey("agents.id"), nullable=True),
    Column("channel", String(16), nullable=False),
    Column("status", String(8), nullable=False, server_default="open"),
    Column("locale", String(16), nullable=False, server_default=""),
    # What the customer called it, where the channel has such a line.
    Column("subject", String(300), nullable=False, server_default=""),
    Column("preview", String(200), nullable=False, server_default=""),
    Column("preview_by", String(8), nullable=False, server_default="customer"),
    Column("last_position", Integer, nullable=False, server_default="0"),
    Column("last_public_position", Integer, nullable=False, server_default="0"),
    Column("last_customer_position", Integer, nullable=False, server_default="0"),
    # What each side has received and looked at; customers' marks count public positions.
    Column("customer_delivered", Integer, nullable=False, server_default="0"),
    Column("customer_read", Integer, nullable=False, server_default="0"),
    Column("staff_delivered", Integer, nullable=False, server_default="0"),
    Column("staff_read", Integer, nullable=False, server_default="0"),
    Column("indexed_position", Integer, nullable=False, server_default="0"),
    instant("created_at"),
    instant("last_message_at"),
    # When the customer's first unanswered message came; null while nothing is owed.
    instant("waiting_since", nullable=True),
    instant("first_response_at", nullable=True),
    instant("closed_at", nullable=True),
    Column("closed_by", Id, nullable=True),
    # Since when we know that the customer tried alone and failed (knowledge/trail.py).
    instant("pre_escalated_at", nullable=True),
    # Since when it is spam: closed, never answered automatically, never asked about.
    instant("spam_at", nullable=True),
    # ready: a customer's message may be answered automatically; planned: a job will decide;
    # silent: a person has it, or was asked for (automaton.py).
    Column("automaton", String(8), nullable=False, server_default="ready"),
    CheckConstraint("status in ('open', 'closed')", name="status"),
    Index("ix_conversations_status_last_message_at_id", "status", "last_message_at", "id"),
    Index(
        "ix_conversations_assignee_id_status_last_message_at",
        "assignee_id",
        "status",
        "last_message_at",
    ),
    Index(
        "ix_conversations_department_id_status_last_message_at",
        "department_id",
        "status",
        "last_message_at",
    ),
    Index("ix_conversations_customer_id_created_at", "customer_id", "created_at"),
)
# Few are spam: this is all that listing them needs to look at.
Index(
    "ix_conversations_spam",
    conversations.c.last_message_at,
    conversations.c.id,
    sqlite_where=conversations.c.spam_at.is_not(None),
    postgresql_where=conversations.c.spam_at.is_not(None),
)

# Case numbers, counted where the conversation is made so that none is skipped or shared.
counters = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# author_kind: customer, agent, system, automatic. kind: reply, note, event.
messages = Table(
    "messages",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", Id, nullable=False),
    Column("public_position", Integer, nullable=True),
    Column("client_id", String(64), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("author_kind", String(10), nullable=False),
    Column("author_id", Id, nullable=True),
    Column("body", Text, nullable=False),
    # For events: {"name": "transferred", ...}; for messages with files: {"attachments": [...]}.
    Column("details", Text, nullable=True),
    instant("created_at"),
    PrimaryKeyConstraint("conversation_id", "position"),
    UniqueConstraint("conversation_id", "client_id"),
    sqlite_with_rowid=False,
)

reads = Table(
    "reads",
    metadata,
    Column("agent_id", Id, ForeignKey("agents.id"), primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

transfers = Table(
    "transfers",
    metadata,
    primary(),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("from_department_id", Id, nullable=True),
    Column("to_department_id", Id, nullable=True),
    Column("from_agent_id", Id, nullable=True),
    Column("to_agent_id", Id, nullable=True),
    Column("reason", String(500), nullable=False),
    Column("by_agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("agent_id", Id, ForeignKey("agents.id"), primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("mode", String(8), primary_key=True),
    Column("body", Text, nullable=False),
    instant("updated_at"),
)

tags = Table(
    "tags",
    metadata,
    primary(),
    Column("name", String(40), nullable=False, unique=True),
    instant("created_at"),
)

conversation_tags = Table(
    "conversation_tags",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("tag_id", Id, ForeignKey("tags.id"), primary_key=True, index=True),
)

attachments = Table(
    "attachments",
    metadata,
    primary(),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True, index=True),
    Column("message_id", Id, nullable=True),
    # Who may use it before it is sent: "agent:ID" or "customer:ID".
    Column("uploaded_by", String(48), nullable=False),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("width", Integer, nullable=True),
    Column("height", Integer, nullable=True),
    Column("visible", String(8), nullable=False, server_default="public"),
    instant("created_at"),
    Index(
        "ix_attachments_unsent",
        "created_at",
        sqlite_where=text("message_id IS NULL"),
        postgresql_where=text("message_id IS NULL"),
    ),
)
