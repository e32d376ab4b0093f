"""What is asked, of whom, and what they answered."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from lagniappe.db.base import Id, instant, metadata, primary

# audience: contact (after any contact), complaint (after one was settled), colleague (one
# department about another), staff (how it is to work here).
survey_templates = Table(
    "survey_templates",
    metadata,
    primary(),
    Column("key", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("audience", String(10), nullable=False),
    # Came with the product: may be changed, not removed.
    Column("shipped", Boolean, nullable=False, server_default=text("false")),
    Column("version_id", Id, nullable=True),
    instant("created_at"),
    instant("retired_at", nullable=True),
)

# A version never changes: an answer is an answer to the words that were asked.
survey_versions = Table(
    "survey_versions",
    metadata,
    primary(),
    Column("template_id", Id, ForeignKey("survey_templates.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("questions", JSON, nullable=False),
    Column("by_agent_id", Id, nullable=True),
    instant("created_at"),
    UniqueConstraint("template_id", "number"),
)

# Which contacts are asked what; of several that fit, the one that says most.
survey_rules = Table(
    "survey_rules",
    metadata,
    primary(),
    Column("template_id", Id, ForeignKey("survey_templates.id"), nullable=False),
    Column("audience", String(10), nullable=False),
    Column("brand_id", Id, ForeignKey("brands.id"), nullable=True),
    Column("department_id", Id, ForeignKey("departments.id"), nullable=True),
    Column("channel", String(16), nullable=True),
    # Days in which a customer is asked once at most.
    Column("quarantine_days", Integer, nullable=False, server_default="30"),
    # Of a hundred contacts, how many are asked, drawn by the contact's id.
    Column("share", Integer, nullable=False, server_default="100"),
    instant("created_at"),
    instant("switched_off_at", nullable=True),
)

# state: waiting (to be delivered), asked, answered (something came), done (to the end),
# passed_over (`reason` says why nobody was asked), expired.
surveys = Table(
    "surveys",
    metadata,
    primary(),
    Column("version_id", Id, ForeignKey("survey_versions.id"), nullable=False),
    Column("template_key", String(40), nullable=False),
    Column("audience", String(10), nullable=False),
    # One asking for each occasion: "contact:CONVERSATION:CLOSED_AT", "settled:COMPLAINT", ...
    Column("occasion", String(100), nullable=False, unique=True),
    # What is stored of the secret in its link.
    Column("secret_digest", String(64), nullable=False, unique=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True, index=True),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=True),
    Column("complaint_id", Id, nullable=True),
    # Where colleagues answered (rounds.py).
    Column("round_id", Id, nullable=True, index=True),
    # Whom the contact was with when it ended, and where.
    Column("agent_id", Id, nullable=True),
    Column("department_id", Id, nullable=True),
    # Who speaks of that department, where colleagues are asked about each other.
    Column("by_department_id", Id, nullable=True),
    Column("brand_id", Id, nullable=True),
    Column("channel", String(16), nullable=False),
    # How it was asked: chat, email, page (a link only), later phone.
    Column("medium", String(8), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(20), nullable=False, server_default=""),
    instant("created_at"),
    instant("asked_at", nullable=True),
    instant("seen_at", nullable=True),
    instant("answered_at", nullable=True),
    instant("done_at", nullable=True),
    instant("expires_at"),
    # Where its answers stand on the conversation's timeline.
    Column("position", Integer, nullable=True),
    Index("ix_surveys_customer_id_asked_at", "customer_id", "asked_at"),
    Index("ix_surveys_state_expires_at", "state", "expires_at"),
    Index("ix_surveys_created_at_id", "created_at", "id"),
    Index("ix_surveys_state_created_at_id", "state", "created_at", "id"),
    Index("ix_surveys_answered_at_id", "answered_at", "id"),
)

survey_answers = Table(
    "survey_answers",
    metadata,
    Column("survey_id", Id, ForeignKey("surveys.id"), primary_key=True),
    Column("question", String(40), primary_key=True),
    # What the question measures (surveys/questions.py), kept for whoever counts.
    Column("measure", String(20), nullable=False),
    # A number on the question's scale; 1 and 0 for yes and no; null for words.
    Column("value", Integer, nullable=True),
    Column("words", Text, nullable=False, server_default=""),
    instant("created_at"),
    sqlite_with_rowid=False,
)

# Asking the people who work here: a template, for a time.
survey_rounds = Table(
    "survey_rounds",
    metadata,
    primary(),
    Column("template_id", Id, ForeignKey("survey_templates.id"), nullable=False),
    Column("audience", String(10), nullable=False),
    Column("name", String(80), nullable=False),
    Column("by_agent_id", Id, nullable=False),
    instant("created_at"),
    instant("closes_at"),
)

# That somebody took part, so that nobody does twice; never what they said, and no moment.
survey_taken = Table(
    "survey_taken",
    metadata,
    Column("round_id", Id, ForeignKey("survey_rounds.id"), primary_key=True),
    Column("agent_id", Id, ForeignKey("agents.id"), primary_key=True),
    # The department spoken of; empty in a pulse.
    Column("about_id", String(36), primary_key=True, server_default=""),
    sqlite_with_rowid=False,
)
