"""Reports as they were made last."""

from sqlalchemy import JSON, Column, String, Table

from lagniappe.db.base import instant, metadata

reports = Table(
    "reports",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("content", JSON, nullable=False),
    instant("made_at"),
)
