"""The organisation's business time."""

from sqlalchemy import JSON, Column, String, Table

from lagniappe.db.base import instant, metadata

# One row for now: "organisation". Departments get theirs when they have clocks of their own.
calendars = Table(
    "calendars",
    metadata,
    Column("key", String(36), primary_key=True),
    Column("time_zone", String(64), nullable=False),
    # As desk/accounts/hours.py describes them.
    Column("hours", JSON, nullable=False),
    # ISO 3166-1 and -2: whose public holidays are days off; empty for none.
    Column("country", String(2), nullable=False, server_default=""),
    Column("subdivision", String(8), nullable=False, server_default=""),
    # {"2026-12-24": {"name": "Christmas Eve", "windows": [["09:00", "13:00"]]}}; closed without.
    Column("days", JSON, nullable=False),
    instant("changed_at"),
)
