"""Canned replies: approved wording an agent can drop into the composer."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

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
