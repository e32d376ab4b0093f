"""The customers: who they are, how we recognise them, what to remember at each contact."""

from sqlalchemy import Column, Float, ForeignKey, Index, String, Table, Text, UniqueConstraint

from lagniappe.db.base import Id, instant, metadata, primary

customers = Table(
    "customers",
    metadata,
    primary(),
    Column("name", String(120), nullable=False, server_default=""),
    Column("preferred_name", String(60), nullable=False, server_default=""),
    Column("locale", String(16), nullable=False, server_default=""),
    Column("time_zone", String(64), nullable=False, server_default=""),
    # chat, email or phone; empty while nobody asked.
    Column("preferred_medium", String(8), nullable=False, server_default=""),
    # Since when they do not want to be asked how it was.
    instant("surveys_off_at", nullable=True),
    # How old they are, only if they told us; changes no queue and no price.
    Column("age_band", String(8), nullable=False, server_default=""),
    instant("created_at"),
    instant("seen_at"),
    Index("ix_customers_seen_at_id", "seen_at", "id"),
)

# kind: visitor (a browser), external (an id signed by the company's own server), email, phone.
identities = Table(
    "identities",
    metadata,
    primary(),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("value", String(254), nullable=False),
    instant("verified_at", nullable=True),
    instant("created_at"),
    # The same address can be claimed by several people until one of them proves it.
    UniqueConstraint("kind", "value", "customer_id"),
)

care_notes = Table(
    "care_notes",
    metadata,
    primary(),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("author_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    instant("removed_at", nullable=True),
)

blocks = Table(
    "blocks",
    metadata,
    primary(),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False, index=True),
    Column("reason", String(500), nullable=False),
    Column("blocked_by", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    instant("until", nullable=True),
    instant("lifted_at", nullable=True),
    Column("lifted_by", Id, nullable=True),
)

# What a customer said of themselves so that we serve them first or otherwise: health, infant,
# access, other. Kept with their consent, for a time, and nobody reads the words unseen.
needs = Table(
    "needs",
    metadata,
    primary(),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("words", String(300), nullable=False),
    Column("consent", String(300), nullable=False),
    Column("added_by", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    instant("expires_at"),
    Index("ix_needs_expires_at", "expires_at"),
)

need_views = Table(
    "need_views",
    metadata,
    primary(),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False, index=True),
    # The need may be gone; who read it stays.
    Column("need_id", Id, nullable=False),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
)

# The relationship's account: what a customer may be glad of, and what they bore with us.
relationship = Table(
    "relationship",
    metadata,
    primary(),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("weight", Float, nullable=False),
    # What it came from; counted once.
    Column("source", String(64), nullable=False),
    instant("created_at"),
    UniqueConstraint("customer_id", "kind", "source"),
    Index("ix_relationship_customer_id_created_at", "customer_id", "created_at"),
)
