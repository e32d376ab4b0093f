"""Whom customers and colleagues thank, what they get for it, and criticism fairly heard.

Nothing here can take anything from anybody: points and prizes only ever add, and there is no
column in which a deduction could stand (docs/develop/voice.md, "No deduction").
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
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

# A customer's praise, forwarded to whom it is for. state: fresh, verified, set_aside (not
# praise after all, or the customer changed the answer).
praises = Table(
    "praises",
    metadata,
    primary(),
    Column("survey_id", Id, ForeignKey("surveys.id"), nullable=False, unique=True),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    Column("customer_id", Id, nullable=True),
    Column("conversation_id", Id, nullable=True),
    Column("words", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("state", String(10), nullable=False, server_default="fresh"),
    Column("settled_by", Id, nullable=True),
    instant("settled_at", nullable=True),
    # When the agent first saw it.
    instant("seen_at", nullable=True),
    instant("said_at"),
    Index("ix_praises_said_at_id", "said_at", "id"),
    Index("ix_praises_agent_id_said_at_id", "agent_id", "said_at", "id"),
)

# Points are given, never taken: what a prize costs stands with its claim.
points = Table(
    "points",
    metadata,
    primary(),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False, index=True),
    Column("points", Integer, nullable=False),
    # praise:ID or nomination:MONTH:ID; given once for each.
    Column("source", String(80), nullable=False, unique=True),
    Column("given_by", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    CheckConstraint("points > 0", name="given"),
)

prizes = Table(
    "prizes",
    metadata,
    primary(),
    Column("name", String(120), nullable=False),
    Column("points", Integer, nullable=False),
    # What it costs the company, minor units of `currency`.
    Column("cost", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    # Null where there are always enough.
    Column("stock", Integer, nullable=True),
    instant("created_at"),
    instant("retired_at", nullable=True),
    CheckConstraint("points > 0", name="points"),
    CheckConstraint("cost >= 0", name="cost"),
    CheckConstraint("stock IS NULL OR stock >= 0", name="stock"),
)

# state: asked, approved (by somebody else), declined (the points are free again).
claims = Table(
    "prize_claims",
    metadata,
    primary(),
    Column("prize_id", Id, ForeignKey("prizes.id"), nullable=False),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    # As they were when it was claimed.
    Column("name", String(120), nullable=False),
    Column("points", Integer, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("state", String(8), nullable=False, server_default="asked"),
    instant("asked_at"),
    Column("answered_by", Id, ForeignKey("agents.id"), nullable=True),
    instant("answered_at", nullable=True),
    Column("words", String(500), nullable=False, server_default=""),
    CheckConstraint("points > 0", name="points"),
    CheckConstraint("cost >= 0", name="cost"),
    CheckConstraint("answered_by IS NULL OR answered_by <> agent_id", name="second_person"),
    Index("ix_prize_claims_agent_id_asked_at", "agent_id", "asked_at"),
    Index("ix_prize_claims_state_asked_at", "state", "asked_at"),
    Index("ix_prize_claims_answered_at", "answered_at"),
)

# Whom a colleague would thank for a month ("2026-11"): one each, and not oneself.
nominations = Table(
    "nominations",
    metadata,
    primary(),
    Column("month", String(7), nullable=False),
    Column("by_agent_id", Id, ForeignKey("agents.id"), nullable=False),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    Column("words", String(1000), nullable=False),
    instant("created_at"),
    UniqueConstraint("month", "by_agent_id"),
    CheckConstraint("by_agent_id <> agent_id", name="colleague"),
)

# Criticism of somebody by name, to learn from. It has words on both sides and nothing else.
# state: open (theirs to answer), answered, closed.
coachings = Table(
    "coachings",
    metadata,
    primary(),
    Column("survey_id", Id, ForeignKey("surveys.id"), nullable=False, unique=True),
    Column("verbatim_id", Id, ForeignKey("verbatims.id"), nullable=True),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False, index=True),
    Column("conversation_id", Id, nullable=True),
    Column("said", Text, nullable=False),
    # What the supervisor found in the conversation: why it is more than a mood.
    Column("found", Text, nullable=False),
    Column("opened_by", Id, ForeignKey("agents.id"), nullable=False),
    Column("state", String(8), nullable=False, server_default="open"),
    Column("reply", Text, nullable=False, server_default=""),
    instant("replied_at", nullable=True),
    # agreed (something to practise), unfounded (the criticism does not hold), done.
    Column("outcome", String(10), nullable=False, server_default=""),
    Column("agreed", Text, nullable=False, server_default=""),
    Column("closed_by", Id, nullable=True),
    instant("closed_at", nullable=True),
    instant("created_at"),
    CheckConstraint("opened_by <> agent_id", name="second_person"),
    Index("ix_coachings_created_at_id", "created_at", "id"),
)

# What each colleague wants: to be seen in the tables, thanks and the digest by mail.
choices = Table(
    "recognition_choices",
    metadata,
    Column("agent_id", Id, ForeignKey("agents.id"), primary_key=True),
    Column("in_tables", Boolean, nullable=False, server_default=text("false")),
    Column("thanks_by_mail", Boolean, nullable=False, server_default=text("false")),
    Column("digest_by_mail", Boolean, nullable=False, server_default=text("true")),
)

# What a month taught ("2026-10"), as it was when it was made; sent once.
digests = Table(
    "digests",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("content", JSON, nullable=False),
    instant("made_at"),
    instant("sent_at", nullable=True),
    Column("letters", Integer, nullable=False, server_default="0"),
)

# How we treat people, in our own words by language; a new version is a new row.
principles = Table(
    "principles",
    metadata,
    primary(),
    Column("texts", JSON, nullable=False),
    Column("written_by", Id, nullable=True),
    instant("created_at"),
)

principle_readings = Table(
    "principle_readings",
    metadata,
    Column("agent_id", Id, ForeignKey("agents.id"), primary_key=True),
    Column("principles_id", Id, ForeignKey("principles.id"), primary_key=True),
    # The last time, in ms: it is asked for again after a year.
    instant("read_at"),
)

__all__ = [
    "choices",
    "claims",
    "coachings",
    "digests",
    "nominations",
    "points",
    "praises",
    "principle_readings",
    "principles",
    "prizes",
]
