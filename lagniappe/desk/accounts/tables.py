"""Who works here: agents and how they prove it, departments, brands, installation facts."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from lagniappe.db.base import Id, instant, metadata, primary

installation = Table(
    "installation",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

agents = Table(
    "agents",
    metadata,
    primary(),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("display_name", String(60), nullable=False),
    Column("role", String(16), nullable=False),
    Column("locale", String(16), nullable=False, server_default="en"),
    Column("time_zone", String(64), nullable=False, server_default="UTC"),
    Column("password_hash", String(255), nullable=False),
    Column("picture_id", Id, nullable=True),
    Column("presence", String(8), nullable=False, server_default="online"),
    instant("last_beat_at", nullable=True),
    instant("last_active_at", nullable=True),
    instant("created_at"),
    instant("disabled_at", nullable=True),
)


def _answering() -> list[Column]:
    """When customers are answered automatically, and how surely right; answering.py."""
    return [
        Column("answer_when", String(8), nullable=False, server_default="nobody"),
        Column("answer_after", Integer, nullable=False, server_default="60"),
        Column("answer_precision", Float, nullable=False, server_default="0.95"),
    ]


departments = Table(
    "departments",
    metadata,
    primary(),
    Column("name", String(80), nullable=False, unique=True),
    Column("names", JSON, nullable=False),
    Column("members_only", Boolean, nullable=False, server_default="0"),
    Column("rank", Integer, nullable=False, server_default="0"),
    instant("created_at"),
    instant("retired_at", nullable=True),
    *_answering(),
)

department_members = Table(
    "department_members",
    metadata,
    Column("department_id", Id, ForeignKey("departments.id"), primary_key=True),
    Column("agent_id", Id, ForeignKey("agents.id"), primary_key=True, index=True),
)

brands = Table(
    "brands",
    metadata,
    primary(),
    Column("key", String(32), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("colour", String(7), nullable=False),
    Column("position", String(8), nullable=False, server_default="end"),
    Column("greetings", JSON, nullable=False),
    Column("origins", JSON, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("hours", JSON, nullable=False),
    Column("identity_secret", String(64), nullable=False),
    instant("created_at"),
    # For conversations without a department.
    *_answering(),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False, index=True),
    Column("browser", String(200), nullable=False),
    instant("created_at"),
    instant("seen_at"),
    instant("expires_at"),
)

# One-time links: first set-up, invitation, password reset. The address bar holds the
# secret once; only its digest is kept.
links = Table(
    "links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=True),
    Column("email", String(254), nullable=True),
    Column("role", String(16), nullable=True),
    Column("department_ids", JSON, nullable=True),
    Column("created_by", Id, nullable=True),
    instant("created_at"),
    instant("expires_at"),
    instant("used_at", nullable=True),
    Index("ix_links_purpose_email", "purpose", "email"),
)

reset_requests = Table(
    "reset_requests",
    metadata,
    primary(),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    instant("answered_at", nullable=True),
)

# What programs of the company show instead of a log-in; only the digest of its secret is kept.
api_tokens = Table(
    "api_tokens",
    metadata,
    primary(),
    Column("name", String(80), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("last4", String(4), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_by", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    instant("used_at", nullable=True),
    instant("revoked_at", nullable=True),
)
