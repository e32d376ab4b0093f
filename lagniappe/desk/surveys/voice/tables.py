"""What customers said in their own words, what it is about, and what we did about it."""

from sqlalchemy import (
    JSON,
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

# What several people said in the same language and meant the same by. `said` of all time,
# `lately` in the last thirty days, `before` in the thirty before: counted by a job.
themes = Table(
    "themes",
    metadata,
    primary(),
    Column("language", String(16), nullable=False),
    Column("name", String(120), nullable=False),
    # Who named it; null while its own words do.
    Column("named_by", Id, nullable=True),
    # The words that stand for the others.
    Column("example", Text, nullable=False),
    Column("said", Integer, nullable=False, server_default="0"),
    Column("lately", Integer, nullable=False, server_default="0"),
    Column("before", Integer, nullable=False, server_default="0"),
    Column("bad", Integer, nullable=False, server_default="0"),
    Column("merged_into", Id, ForeignKey("themes.id"), nullable=True, index=True),
    instant("first_at"),
    instant("last_at"),
    Index("ix_themes_language_last_at", "language", "last_at"),
    Index("ix_themes_lately_id", "lately", "id"),
)

# One free answer, beside the numbers it came with. tone: good, bad, even, by those numbers.
verbatims = Table(
    "verbatims",
    metadata,
    primary(),
    Column("survey_id", Id, ForeignKey("surveys.id"), nullable=False),
    Column("question", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("tone", String(4), nullable=False),
    # {"csat": 2, "recommend": 4, ...}
    Column("numbers", JSON, nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True, index=True),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=True, index=True),
    Column("agent_id", Id, nullable=True),
    Column("department_id", Id, nullable=True),
    Column("channel", String(16), nullable=False),
    Column("theme_id", Id, ForeignKey("themes.id"), nullable=True),
    # Who put it there; null when the desk did, or nobody has yet.
    Column("placed_by", Id, nullable=True),
    instant("said_at"),
    UniqueConstraint("survey_id", "question"),
    Index("ix_verbatims_said_at_id", "said_at", "id"),
    Index("ix_verbatims_theme_id_said_at_id", "theme_id", "said_at", "id"),
    Index("ix_verbatims_tone_said_at_id", "tone", "said_at", "id"),
    Index("ix_verbatims_department_id_said_at_id", "department_id", "said_at", "id"),
    Index("ix_verbatims_agent_id_said_at_id", "agent_id", "said_at", "id"),
)

# Words taken into training. Without names and numbers unless somebody decided otherwise.
quotes = Table(
    "quotes",
    metadata,
    primary(),
    Column("verbatim_id", Id, ForeignKey("verbatims.id"), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("tone", String(4), nullable=False),
    Column("theme_id", Id, nullable=True),
    Column("anonymous", Boolean, nullable=False, server_default=text("true")),
    Column("why", String(500), nullable=False, server_default=""),
    Column("quoted_by", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    instant("removed_at", nullable=True),
    Index("ix_quotes_created_at_id", "created_at", "id"),
)

# Somebody we let down and have to come back to. kind: answer (they said so), abandoned
# (nobody answered them), self_service (they tried alone and gave up). state: open, taken,
# closed, withdrawn (they changed their answer before anybody began).
loops = Table(
    "loops",
    metadata,
    primary(),
    Column("kind", String(12), nullable=False),
    # One loop for each reason to open one: "survey:ID", "abandoned:CONVERSATION:SINCE", ...
    Column("source", String(100), nullable=False, unique=True),
    Column("survey_id", Id, ForeignKey("surveys.id"), nullable=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True, index=True),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False, index=True),
    Column("department_id", Id, nullable=True),
    Column("brand_id", Id, nullable=True),
    # Whom the contact was with.
    Column("agent_id", Id, nullable=True),
    # Measures that said so, the first first: ["csat", "would_leave"].
    Column("reasons", JSON, nullable=False),
    Column("state", String(10), nullable=False, server_default="open"),
    instant("opened_at"),
    Column("taken_by", Id, ForeignKey("agents.id"), nullable=True),
    instant("taken_at", nullable=True),
    # When the customer first heard from a person, and how: call, write.
    instant("responded_at", nullable=True),
    Column("how", String(8), nullable=False, server_default=""),
    Column("complaint_id", Id, nullable=True),
    Column("did", Text, nullable=False, server_default=""),
    Column("closed_by", Id, nullable=True),
    instant("closed_at", nullable=True),
    # "Are you happy now?": the survey that asked, and what they said (1, 0).
    Column("happy_survey_id", Id, nullable=True, index=True),
    Column("happy", Integer, nullable=True),
    instant("happy_at", nullable=True),
    CheckConstraint("closed_at IS NULL OR state = 'withdrawn' OR did <> ''", name="did"),
    Index("ix_loops_closed_at_id", "closed_at", "id"),
    Index("ix_loops_opened_at_id", "opened_at", "id"),
)
# Few are open: this is all that a list of them, and the sign in the rail, reads.
Index(
    "ix_loops_open",
    loops.c.opened_at,
    loops.c.id,
    sqlite_where=loops.c.closed_at.is_(None),
    postgresql_where=loops.c.closed_at.is_(None),
)

# Customers whom we may lose, and why; `by_agent_id` null when the desk noticed.
watched = Table(
    "watched",
    metadata,
    primary(),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False),
    # leaving (they said so), twice (let down twice), unhappy (after we had put it right),
    # quiet (gave up without a word), person (a colleague's reason).
    Column("kind", String(8), nullable=False),
    Column("words", String(500), nullable=False, server_default=""),
    Column("source", String(100), nullable=False),
    Column("by_agent_id", Id, nullable=True),
    instant("since"),
    instant("until", nullable=True),
    Column("ended_by", Id, nullable=True),
    Column("ended_why", String(500), nullable=False, server_default=""),
    UniqueConstraint("customer_id", "source"),
    Index("ix_watched_since_id", "since", "id"),
)
Index(
    "ix_watched_now",
    watched.c.since,
    watched.c.id,
    sqlite_where=watched.c.until.is_(None),
    postgresql_where=watched.c.until.is_(None),
)

# How a customer came to us, if they said.
referrals = Table(
    "referrals",
    metadata,
    Column("customer_id", Id, ForeignKey("customers.id"), primary_key=True),
    # friend, search, advert, shop, other.
    Column("source", String(8), nullable=False),
    Column("words", String(200), nullable=False, server_default=""),
    Column("by_agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
)

__all__ = ["loops", "quotes", "referrals", "themes", "verbatims", "watched"]
