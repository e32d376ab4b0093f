"""Reports as they were made last; contacts, each counted once, and what they add up to."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from lagniappe.db.base import Id, instant, metadata

reports = Table(
    "reports",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("content", JSON, nullable=False),
    instant("made_at"),
)

SCORES = (
    "csat",
    "needs_met",
    "would_leave",
    "ease",
    "recommend",
    "acsi_overall",
    "acsi_expected",
    "acsi_ideal",
    "solved",
    "feeling",
)
"""Answers kept with a contact, by the names of their measures."""

# From a customer's beginning, or coming back, to its end (contacts/contact.py). Ids point at
# what may be gone: a contact that was stays counted.
contacts = Table(
    "contacts",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False),
    # The how-manieth contact of its conversation, from 1.
    Column("ordinal", Integer, nullable=False),
    Column("customer_id", Id, nullable=False),
    Column("brand_id", Id, nullable=False),
    Column("department_id", Id, nullable=False, server_default=""),
    Column("channel", String(16), nullable=False),
    Column("topic_id", Id, nullable=False, server_default=""),
    Column("agent_id", Id, nullable=False, server_default=""),
    Column("language", String(8), nullable=False, server_default=""),
    Column("age_band", String(8), nullable=False, server_default=""),
    # The day on which it ended, where the organisation is: 20260331.
    Column("day", Integer, nullable=False),
    instant("started_at"),
    instant("ended_at"),
    instant("first_response_at", nullable=True),
    Column("replies", Integer, nullable=False, server_default="0"),
    Column("transfers", Integer, nullable=False, server_default="0"),
    # What was bad about it, one bit for each of contact.REASONS; 0: nothing we know of.
    Column("reasons", Integer, nullable=False, server_default="0"),
    Column("asked", Boolean, nullable=False, server_default="0"),
    Column("answered", Boolean, nullable=False, server_default="0"),
    Column("survey_id", Id, nullable=True),
    *(Column(name, Integer, nullable=True) for name in SCORES),
    # They had tried to help themselves before.
    Column("tried_alone", Boolean, nullable=False, server_default="0"),
    Column("recovered", Boolean, nullable=False, server_default="0"),
    PrimaryKeyConstraint("conversation_id", "ordinal"),
    Index("ix_contacts_ended_at", "ended_at", "conversation_id", "ordinal"),
    Index("ix_contacts_department_id_ended_at", "department_id", "ended_at"),
    Index("ix_contacts_agent_id_ended_at", "agent_id", "ended_at"),
    Index("ix_contacts_customer_id_started_at", "customer_id", "started_at"),
    sqlite_with_rowid=False,
)
# Few are bad: this is all that a list of those reads.
Index(
    "ix_contacts_bad",
    contacts.c.ended_at,
    contacts.c.conversation_id,
    contacts.c.ordinal,
    sqlite_where=contacts.c.reasons > 0,
    postgresql_where=contacts.c.reasons > 0,
)

# Conversations whose contacts are to be counted anew.
contact_marks = Table(
    "contact_marks",
    metadata,
    Column("conversation_id", Id, primary_key=True),
    instant("marked_at"),
    sqlite_with_rowid=False,
)

COUNTS = (
    "n",
    "bad",
    "bad_survey",
    "bad_needs",
    "bad_abandoned",
    "bad_transfers",
    "bad_repeat",
    "bad_anger",
    "bad_complaint",
    "asked",
    "answered",
    "csat_1",
    "csat_2",
    "csat_3",
    "csat_4",
    "csat_5",
    "needs_n",
    "needs_met",
    "leave_n",
    "leave_yes",
    "ease_n",
    "ease_sum",
    "easy",
    "recommend_n",
    "promoters",
    "detractors",
    "acsi_n",
    "acsi_1",
    "acsi_2",
    "acsi_3",
    "acsi_11",
    "acsi_22",
    "acsi_33",
    "acsi_12",
    "acsi_13",
    "acsi_23",
    "solved_n",
    "solved",
    "feeling_n",
    "feeling_good",
    "responded",
    "waited_s",
    "tried_alone",
    "recovered",
    "chose_self",
    "contained",
)
"""What is added up (rollups/counts.py says how a contact adds to each)."""

# Sums of one day or month for one value of a dimension; all that report pages read.
rollups = Table(
    "rollups",
    metadata,
    # day or month, and its first day: 20260301.
    Column("period", String(5), nullable=False),
    Column("dimension", String(10), nullable=False),
    Column("value", String(40), nullable=False),
    Column("day", Integer, nullable=False),
    *(Column(name, BigInteger, nullable=False, server_default="0") for name in COUNTS),
    PrimaryKeyConstraint("dimension", "period", "day", "value"),
    Index("ix_rollups_dimension_value_period_day", "dimension", "value", "period", "day"),
    sqlite_with_rowid=False,
)
