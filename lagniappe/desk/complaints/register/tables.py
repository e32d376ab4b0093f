"""Complaints, what happened to each, and what was promised after."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from lagniappe.db.base import Id, instant, metadata, primary

complaints = Table(
    "complaints",
    metadata,
    primary(),
    Column("number", BigInteger, nullable=False, unique=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False, index=True),
    Column("brand_id", Id, ForeignKey("brands.id"), nullable=False),
    Column("department_id", Id, nullable=True),
    # Whoever answers for it until it is closed, wherever the conversation goes.
    Column("owner_id", Id, ForeignKey("agents.id"), nullable=False),
    Column("opened_by", Id, ForeignKey("agents.id"), nullable=False),
    # Receipt: what went wrong, and what would put it right, in the customer's words.
    Column("what", Text, nullable=False),
    Column("wanted", String(16), nullable=False, server_default=""),
    Column("wanted_words", String(500), nullable=False, server_default=""),
    # Assessment; 0 and "" while nobody has looked.
    Column("severity", Integer, nullable=False, server_default="0"),
    Column("duration", Integer, nullable=False, server_default="0"),
    Column("effort", Integer, nullable=False, server_default="0"),
    Column("complexity", Integer, nullable=False, server_default="0"),
    Column("safety", Boolean, nullable=False, server_default="0"),
    Column("urgent", Boolean, nullable=False, server_default="0"),
    # Investigation.
    Column("fault", String(8), nullable=False, server_default=""),
    Column("root_cause", String(8), nullable=False, server_default=""),
    Column("cause_words", Text, nullable=False, server_default=""),
    # Response and decision.
    Column("decision", String(8), nullable=False, server_default=""),
    Column("fix", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("no_remedy_because", String(500), nullable=False, server_default=""),
    Column("on_the_spot", Boolean, nullable=True),
    Column("outcome", String(16), nullable=False, server_default=""),
    # Whether they were heard before anything was solved; null when nobody was angry. Of the
    # conversation, never of a person.
    Column("heard_first", Boolean, nullable=True),
    # When it went wrong for the customer, as far as we know; and when it was right again.
    instant("failed_at"),
    instant("opened_at"),
    instant("acknowledged_at", nullable=True),
    instant("assessed_at", nullable=True),
    instant("investigated_at", nullable=True),
    instant("decided_at", nullable=True),
    instant("communicated_at", nullable=True),
    instant("recovered_at", nullable=True),
    instant("closed_at", nullable=True),
    # The latest moment for a decision; business days (promises/calendar.py).
    instant("due_at"),
    Index("ix_complaints_opened_at_id", "opened_at", "id"),
)
# Few are open: this is all that a list of them, or a look for late ones, reads.
Index(
    "ix_complaints_open",
    complaints.c.due_at,
    complaints.c.id,
    sqlite_where=complaints.c.closed_at.is_(None),
    postgresql_where=complaints.c.closed_at.is_(None),
)

# What was done to a complaint, by whom; never changed.
complaint_events = Table(
    "complaint_events",
    metadata,
    primary(),
    Column("complaint_id", Id, ForeignKey("complaints.id"), nullable=False, index=True),
    Column("name", String(16), nullable=False),
    Column("agent_id", Id, nullable=True),
    Column("details", JSON, nullable=False),
    instant("created_at"),
)

# What a customer was promised for a certain day.
follow_ups = Table(
    "follow_ups",
    metadata,
    primary(),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("complaint_id", Id, ForeignKey("complaints.id"), nullable=True, index=True),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    Column("promise", String(500), nullable=False),
    Column("state", String(8), nullable=False, server_default="waiting"),
    # yes, no, or unknown: did it hold; is the customer happy now.
    Column("held", String(8), nullable=False, server_default=""),
    Column("happy", String(8), nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),
    instant("due_at"),
    instant("created_at"),
    instant("reminded_at", nullable=True),
    instant("settled_at", nullable=True),
    Column("settled_by", Id, nullable=True),
    Index("ix_follow_ups_state_due_at_id", "state", "due_at", "id"),
    Index("ix_follow_ups_agent_id_state_due_at", "agent_id", "state", "due_at"),
)
